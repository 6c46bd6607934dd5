import { setTimeout as pass } from 'node:timers/promises';
import type { Fault, Inventory } from '../../../src/sandbox';
import type { Failure } from '../engine/diagnostics';
import {
  accountProblems,
  accountsOf,
  failedParts,
  liveSpotRequests,
  settledProblems,
  unused,
} from '../invariants/account';
import { clusterProblems, rackLeftovers } from '../invariants/cluster';
import { secretProblems } from '../invariants/secrets';
import type { Lane, LookOptions } from '../lanes/lane';
import type { Scene } from '../model/kind';
import { operatorKeyLines } from '../model/rack';
import { Fleet } from './fleet';
import { type Trap, withTrap } from './trap';
import { SHOWN_LATE_MS, type World } from './world';

/** Something that must never happen has happened. */
export class Violation extends Error {}

/** How long a call that was under way may take to have its effect when nobody waits for it any more, in milliseconds. */
const LATE_EFFECT_MS = 250;

type Blow = 'kill the provider' | 'kill Terraform' | 'interrupt';

/** One run: a world, what runs the provider, what is declared, and everything that must hold after each step. */
export class Run {
  readonly fleet = new Fleet();
  readonly scene: Scene;
  /** What was done, in words. */
  readonly journal: string[] = [];
  readonly #everSeen = new Set<string>();
  readonly #secrets: readonly string[];
  /** Whether the last apply without faults failed, because of what an apply before it had begun. */
  #excused = false;

  constructor(
    private readonly world: World,
    readonly lane: Lane,
    private readonly folder: string,
    canary: string,
  ) {
    const { sandbox, publicKeys } = world;
    this.scene = {
      sandbox,
      publicKeys,
      canary,
      isDeclared: (address) => this.fleet.isDeclared(address),
      shapeOf: (address) => this.fleet.shapeOf(address),
    };
    this.#secrets = [canary, Buffer.from(canary).toString('base64'), ...operatorKeyLines(sandbox)];
  }

  addFault(fault: Omit<Fault, 'id'>): void {
    this.world.sandbox.faults.add(fault);
  }

  clearFaults(): void {
    this.world.sandbox.faults.clear();
  }

  /** @throws Violation when it fails although nothing stood in its way, or leaves what it must not leave. */
  async apply(): Promise<void> {
    const calm = this.#isCalm();
    const mayFail = this.fleet.unsettled.size > 0;
    this.#declare();
    const failures = await this.lane.apply();
    this.#log('apply', failures);
    refuse(failures, ['contract', 'lost']);
    if (calm && failures.length > 0 && (!mayFail || this.#excused)) {
      throw new Violation(`an apply without faults failed: ${describe(failures)}`);
    }
    this.#excused = calm && failures.length > 0;
    if (failures.length > 0) {
      await this.check();
      return;
    }
    this.fleet.settle(this.scene);
    const { state, inventory } = await this.check();
    if (!this.#isCalm()) return;
    const problems = [
      ...settledProblems(accountsOf(inventory, state)),
      ...unused(inventory),
      ...failedParts(inventory),
      ...liveSpotRequests(inventory, state),
      ...clusterProblems(inventory, state),
      ...this.fleet
        .addresses()
        .flatMap((address) => (state.has(address) ? [] : [`${address} is not in the state`])),
    ];
    if (problems.length > 0) throw new Violation(`after an apply that succeeded: ${problems.join('; ')}`);
    await this.#expectEmptyPlan('after an apply');
  }

  /** An apply during which something happens to what does it. */
  async applyWithBlow(blow: Blow, trap: Trap): Promise<void> {
    this.#declare();
    const { result, sprang } = await withTrap(
      this.world.sandbox,
      trap,
      () => this.lane.apply(),
      () => {
        if (blow === 'interrupt') this.lane.interrupt();
        else if (blow === 'kill Terraform') this.lane.killTerraform();
        else this.lane.killProvider();
      },
    );
    this.#log(`apply, ${sprang ? blow : `nothing met the trap to ${blow}`}`, result);
    if (sprang && blow !== 'interrupt') await pass(LATE_EFFECT_MS);
    refuse(result, sprang && blow !== 'interrupt' ? ['contract'] : ['contract', 'lost']);
    await this.check();
  }

  async refresh(): Promise<void> {
    const calm = this.#isCalm();
    const failures = await this.lane.refresh();
    this.#log('refresh', failures);
    refuse(failures, calm ? ['contract', 'lost', 'provider'] : ['contract', 'lost']);
    await this.check();
  }

  /** `terraform state rm`, and an import of the same. */
  async importAgain(address: string, id: string): Promise<void> {
    await this.lane.forget(address);
    for (const attempt of [1, 2]) {
      const calm = this.#isCalm();
      const failures = await this.lane.import(address, id);
      this.#log(`import ${address} from ${id}`, failures);
      refuse(failures, calm ? ['contract', 'lost', 'provider'] : ['contract', 'lost']);
      if (failures.length === 0) break;
      if (attempt === 2) throw new Violation(`${address} could not be imported: ${describe(failures)}`);
      this.clearFaults();
    }
    await this.check();
  }

  async destroy(): Promise<void> {
    const calm = this.#isCalm();
    this.#declare();
    const failures = await this.lane.destroy();
    this.#log('destroy', failures);
    refuse(failures, calm ? ['contract', 'lost', 'provider'] : ['contract', 'lost']);
    const { state, inventory } = await this.check();
    if (failures.length > 0) return;
    const left = [
      ...[...state.keys()].map((address) => `${address} is in the state`),
      ...accountsOf(inventory, state).flatMap(({ objects, parts }) =>
        [...objects, ...parts].map(({ id }) => `${id} is there`),
      ),
      ...unused(inventory),
      ...liveSpotRequests(inventory, state),
      ...inventory.clusters.map(({ name }) => `the cluster ${name} is there`),
      ...(calm ? rackLeftovers(this.folder) : []),
    ];
    if (left.length > 0) throw new Violation(`after a destroy: ${left.join('; ')}`);
  }

  /** Everything comes right once nothing is in the way any more, and goes away when it is told to. */
  async settle(): Promise<void> {
    this.clearFaults();
    await this.apply();
    if (this.#excused) await this.apply();
    await this.refresh();
    await this.#expectEmptyPlan('after a refresh', { refreshes: false });
    await this.destroy();
  }

  /** What holds after every step. */
  async check(): Promise<{
    readonly inventory: Inventory;
    readonly state: Awaited<ReturnType<Lane['state']>>;
  }> {
    const inventory = await this.world.sandbox.inventory();
    const state = await this.lane.state();
    const accounts = accountsOf(inventory, state);
    for (const { id } of inventory.ec2.instances) this.#everSeen.add(id);
    for (const { objects } of accounts) for (const { id } of objects) this.#everSeen.add(id);
    const problems = [
      ...accountProblems(accounts, this.#everSeen),
      ...secretProblems(await this.lane.takeTexts(), this.#secrets),
    ];
    if (problems.length > 0) throw new Violation(problems.join('; '));
    this.fleet.unsettled = new Set(this.fleet.addresses().filter((address) => !state.has(address)));
    return { inventory, state };
  }

  #declare(): void {
    this.fleet.bind(this.scene);
    this.lane.declare(this.fleet.declaration(this.scene));
  }

  async #expectEmptyPlan(when: string, options?: LookOptions): Promise<void> {
    // Sooner, what was seen once may be hidden again, and be planned once more.
    await pass(SHOWN_LATE_MS);
    const { changes, failures } = await this.lane.plan(options);
    refuse(failures, ['contract', 'lost', 'provider']);
    if (changes.length > 0) throw new Violation(`${when} the plan is not empty: ${changes.join(', ')}`);
  }

  /** Whether nothing can go wrong any more. */
  #isCalm(): boolean {
    return this.world.sandbox.faults
      .list()
      .every(({ times, struck }) => times !== undefined && struck >= times);
  }

  #log(what: string, failures: readonly Failure[]): void {
    this.journal.push(failures.length === 0 ? what : `${what}: ${describe(failures)}`);
  }
}

function refuse(failures: readonly Failure[], kinds: readonly Failure['kind'][]): void {
  const refused = failures.filter(({ kind }) => kinds.includes(kind));
  if (refused.length > 0) throw new Violation(describe(refused));
}

function describe(failures: readonly Failure[]): string {
  return failures
    .map(({ address, kind, message }) => `${address} (${kind}): ${message.slice(0, 1500)}`)
    .join('; ');
}
