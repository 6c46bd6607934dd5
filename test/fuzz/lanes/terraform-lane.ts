import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { configuration, terraformWithFleetwright, unwrapped } from '../../provider/support/fleetwright';
import type { Result, Running, Terraform } from '../../support/terraform';
import { nameOf, toTerraformJson, typeOf, type Arguments, type Declaration } from '../engine/declaration';
import type { Failure } from '../engine/diagnostics';
import type { EngineOptions } from '../engine/engine';
import type { ObjectValue } from '../engine/values';
import type { Lane, LookOptions, Planned, StateEntry } from './lane';

const PLAN = 'fuzz.tfplan';

/** As Terraform writes it. */
interface StateFile {
  readonly resources?: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: ObjectValue; readonly status?: string }[];
  }[];
}

/** The real thing: what it finds that the engine does not is a mistake of the engine. */
export class TerraformLane implements Lane {
  readonly name = 'terraform';
  readonly #terraform: Terraform;
  readonly #provider: object;
  #running: Running | undefined;
  #killed = false;
  #said = '';

  private constructor(terraform: Terraform, provider: object) {
    this.#terraform = terraform;
    this.#provider = provider;
  }

  static async start({ environment, configuration: provider }: EngineOptions): Promise<TerraformLane> {
    const terraform = terraformWithFleetwright({
      ...environment,
      TF_LOG_PROVIDER: 'TRACE',
      TF_LOG_PATH: 'provider.log',
    });
    const lane = new TerraformLane(terraform, provider);
    lane.declare(new Map());
    await terraform.init();
    return lane;
  }

  declare(declaration: Declaration): void {
    const resources: Record<string, Record<string, object>> = {};
    for (const [address, args] of declaration) {
      const ofType = (resources[typeOf(address)] ??= {});
      ofType[nameOf(address)] = withoutNull(toTerraformJson(args) as Arguments);
    }
    this.#terraform.write('main.tf.json', configuration(this.#provider, resources));
  }

  apply(): Promise<readonly Failure[]> {
    return this.#try('apply', '-auto-approve', '-no-color');
  }

  destroy(): Promise<readonly Failure[]> {
    return this.#try('destroy', '-auto-approve', '-no-color');
  }

  refresh(): Promise<readonly Failure[]> {
    return this.#try('apply', '-refresh-only', '-auto-approve', '-no-color');
  }

  async plan(options: LookOptions = {}): Promise<Planned> {
    const seen = options.refreshes === false ? ['-refresh=false'] : [];
    const { exitCode, failures } = await this.#run(
      'plan',
      '-no-color',
      '-detailed-exitcode',
      ...seen,
      `-out=${PLAN}`,
    );
    if (exitCode !== 0 && exitCode !== 2) return { changes: [], failures };
    this.#said += planText(join(this.#terraform.folder, PLAN));
    return { changes: exitCode === 0 ? [] : await this.#planned(), failures: [] };
  }

  /** What a plan would change, for whose answer Terraform starts the provider once more. */
  async #planned(): Promise<readonly string[]> {
    const shown = await this.#terraform.run('show', '-json', PLAN);
    const { resource_changes: all = [] } = JSON.parse(shown.stdout) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    const changes = all.map(({ address, change }) => `${change.actions.join('+')} ${address}`);
    return changes.filter((change) => !change.startsWith('no-op '));
  }

  import(address: string, id: string): Promise<readonly Failure[]> {
    return this.#try('import', '-no-color', address, id);
  }

  async forget(address: string): Promise<void> {
    await this.#terraform.run('state', 'rm', address);
  }

  state(): Promise<ReadonlyMap<string, StateEntry>> {
    const { resources = [] } = JSON.parse(this.#stateText()) as StateFile;
    return Promise.resolve(
      new Map(
        resources.flatMap(({ type, name, instances }) =>
          instances.map(({ attributes, status }) => [
            `${type}.${name}`,
            { value: attributes, tainted: status === 'tainted' },
          ]),
        ),
      ),
    );
  }

  killProvider(): void {
    this.#killed = true;
    for (const pid of this.#providers()) signal(pid, 'SIGKILL');
  }

  /** At a moment at which it does not write its state: a local file that was cut short there is lost, whatever the provider does. */
  killTerraform(): void {
    this.#killed = true;
    const pid = this.#running?.process.pid;
    if (pid !== undefined) {
      while (stop(pid) && !isWhole(this.#stateText())) {
        signal(pid, 'SIGCONT');
        pause(2);
      }
      signal(pid, 'SIGKILL');
    }
    // A provider whose Terraform is gone ends by itself; the machine may have lost its power just as well.
    this.killProvider();
  }

  interrupt(): void {
    this.#running?.process.kill('SIGINT');
  }

  takeTexts(): Promise<string> {
    const log = join(this.#terraform.folder, 'provider.log');
    const logged = existsSync(log) ? readFileSync(log, 'utf8') : '';
    rmSync(log, { force: true });
    const texts = `${this.#said}${logged}${this.#stateText()}`;
    this.#said = '';
    return Promise.resolve(texts);
  }

  dispose(): Promise<void> {
    this.#terraform.dispose();
    return Promise.resolve();
  }

  async #try(...args: readonly string[]): Promise<readonly Failure[]> {
    return (await this.#run(...args)).failures;
  }

  async #run(
    ...args: readonly string[]
  ): Promise<{ readonly exitCode: number; readonly failures: readonly Failure[] }> {
    this.#killed = false;
    this.#running = this.#terraform.start(...args);
    const result = await this.#running.finished;
    this.#running = undefined;
    this.#said += result.output;
    const { exitCode } = result;
    return { exitCode, failures: exitCode === 0 ? [] : [failure(result, this.#killed)] };
  }

  /** The file itself: Terraform would take a second to read it out. */
  #stateText(): string {
    const file = join(this.#terraform.folder, 'terraform.tfstate');
    return existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  }

  /** The providers of this folder, which Terraform starts by a relative path. */
  #providers(): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          const line = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
          return (
            line.includes('terraform-provider-fleetwright') &&
            readlinkSync(`/proc/${String(pid)}/cwd`) === this.#terraform.folder
          );
        } catch {
          return false;
        }
      });
  }
}

/** What is in a plan file but for what we have written ourselves, which may have our secrets in it. */
function planText(file: string): string {
  const all = unzipSync(readFileSync(file), { filter: ({ name }) => !name.startsWith('tfconfig/') });
  return Object.values(all)
    .map((content) => Buffer.from(content).toString('latin1'))
    .join('\n');
}

/** @returns whether it is there, and does nothing any more */
function stop(pid: number): boolean {
  signal(pid, 'SIGSTOP');
  for (;;) {
    const state = stateOf(pid);
    if (state === undefined || state === 'Z') return false;
    // Also when it is stopped: its other threads may be at the end of what they asked of the system.
    pause(1);
    if (state === 'T') return true;
  }
}

/** Of a process, as proc(5) has it: `T` is stopped, `Z` has ended. */
function stateOf(pid: number): string | undefined {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function failure({ output }: Result, killed: boolean): Failure {
  const said = unwrapped(output);
  const broken = /Provider (produced|returned) in|always a bug in the provider/.test(said);
  const lost = killed || /Plugin did not respond|plugin process exited|error reading from server/.test(said);
  // Without the plan that it begins with.
  const message = said.slice(Math.max(0, said.indexOf('Error: ')));
  return { address: 'terraform', message, kind: broken ? 'contract' : lost ? 'lost' : 'provider' };
}

/** What is null is left out in Terraform's language; it says the same. */
function withoutNull(args: Arguments): object {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}
