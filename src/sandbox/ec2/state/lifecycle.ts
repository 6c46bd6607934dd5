import type { ParkedMachine, ParkedMachineSpec } from '../../world/machine-park';
import { MachineWatch } from './machine-watch';
import type { Instance, InstanceState, StateReason } from './records';
import type { RegionState } from './region';
import { SpotFate } from './spot-fate';

const USER_STOPPED: StateReason = {
  code: 'Client.UserInitiatedShutdown',
  message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};
const GUEST_STOPPED: StateReason = {
  code: 'Client.InstanceInitiatedShutdown',
  message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
};

/** Leads the instances of a region through their states, and their machines with them. */
export class Lifecycle {
  /** What becomes of the requests of spot instances. */
  readonly spot: SpotFate;
  readonly #watch: MachineWatch;
  /** Machines do one thing after the other. */
  readonly #queues = new WeakMap<Instance, Promise<void>>();
  /** Counts the transitions: one that a later one has overtaken changes nothing more. */
  readonly #transitions = new WeakMap<Instance, number>();

  constructor(private readonly region: RegionState) {
    this.spot = new SpotFate(region, this);
    this.#watch = new MachineWatch(region.cloud, (instance) => this.#guestStopped(instance));
  }

  /** After RunInstances and after StartInstances. */
  boot(instance: Instance): void {
    this.#enter(instance, 'pending', undefined, '');
    this.spot.started(instance);
    instance.checked = false;
    instance.launchTime = new Date();
    const work = async () => {
      instance.machine ??= await this.#makeMachine(instance);
      // The boot goes on long after the instance is running.
      instance.machine.start().catch((error: unknown) => this.#log(instance, 'does not start', error));
    };
    this.#transition(instance, this.region.cloud.delays.pending, work, {
      done: () => (instance.state = 'running'),
      failed: (error) => {
        this.#end(instance, {
          code: 'Server.InternalError',
          message: `Server.InternalError: Internal error on launch: ${describe(error)}`,
        });
      },
    });
  }

  stop(instance: Instance, force: boolean, reason = USER_STOPPED): void {
    this.#enter(instance, 'stopping', reason, `${label(reason)} (${stamp(new Date())})`);
    this.spot.stopped(instance);
    const work = async () => (force ? instance.machine?.kill() : instance.machine?.stop());
    this.#transition(instance, this.region.cloud.delays.stopping, work, {
      done: () => (instance.state = 'stopped'),
      failed: (error) => {
        this.#log(instance, 'does not stop', error);
        instance.state = 'stopped';
      },
    });
  }

  reboot(instance: Instance): void {
    this.#enqueue(instance, async () => instance.machine?.reboot()).catch((error: unknown) =>
      this.#log(instance, 'does not reboot', error),
    );
  }

  terminate(instance: Instance, reason = USER_STOPPED): void {
    this.#enter(instance, 'shutting-down', reason, `${label(reason)} (${stamp(new Date())})`);
    const work = async () => {
      await instance.machine?.kill();
      await instance.machine?.destroy();
    };
    this.#transition(instance, this.region.cloud.delays.shuttingDown, work, {
      done: () => this.#end(instance, reason),
      failed: (error) => {
        this.#log(instance, 'is not removed', error);
        this.#end(instance, reason);
      },
    });
  }

  /** Takes the machine away, whatever state the instance is in. What it was in the middle of changes nothing more. */
  async destroy(instance: Instance): Promise<void> {
    this.#overtake(instance);
    await this.#enqueue(instance, async () => {
      await instance.machine?.kill();
      await instance.machine?.destroy();
      instance.machine = undefined;
    }).catch((error: unknown) => this.#log(instance, 'is not removed', error));
    this.#releaseAddresses(instance);
  }

  #enter(
    instance: Instance,
    state: InstanceState,
    reason: StateReason | undefined,
    transition: string,
  ): void {
    instance.state = state;
    instance.stateReason = reason ?? { code: 'pending', message: 'pending' };
    instance.transitionReason = transition;
  }

  #transition(
    instance: Instance,
    seconds: number,
    work: () => Promise<void>,
    outcome: { readonly done: () => void; readonly failed: (error: unknown) => void },
  ): void {
    const mine = this.#overtake(instance);
    const current = () => this.#transitions.get(instance) === mine;
    const worked = this.#enqueue(instance, work).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.region.cloud.world.clock.after(seconds, () => {
      void worked.then((failure) => {
        if (!current()) return;
        if (failure !== undefined) outcome.failed(failure.error);
        else outcome.done();
        if (instance.state === 'running') instance.stateReason = undefined;
      });
    });
  }

  #overtake(instance: Instance): number {
    const mine = (this.#transitions.get(instance) ?? 0) + 1;
    this.#transitions.set(instance, mine);
    return mine;
  }

  #releaseAddresses(instance: Instance): void {
    if (instance.state === 'terminated') return;
    const { addresses } = this.region.cloud;
    addresses.release(instance.privateAddress);
    if (instance.publicAddress !== undefined) addresses.release(instance.publicAddress);
  }

  #enqueue(instance: Instance, work: () => Promise<void>): Promise<void> {
    const next = (this.#queues.get(instance) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#queues.set(instance, next);
    return next;
  }

  async #makeMachine(instance: Instance): Promise<ParkedMachine> {
    const machine = await this.region.cloud.park.create(this.#specOf(instance));
    this.#watch.watch(instance, machine);
    return machine;
  }

  #specOf(instance: Instance): ParkedMachineSpec {
    const key = instance.keyName === undefined ? undefined : this.region.keyPairs.get(instance.keyName);
    return {
      name: instance.id,
      hostname: `ip-${instance.privateAddress.replaceAll('.', '-')}`,
      addresses: [
        instance.privateAddress,
        ...(instance.publicAddress === undefined ? [] : [instance.publicAddress]),
      ],
      users: [{ name: instance.image.user, authorizedKeys: key === undefined ? [] : [key.publicKey] }],
      ...(instance.userData === undefined ? {} : { userData: instance.userData }),
      cpus: instance.type.vcpus,
      memoryBytes: instance.type.memoryMiB * 2 ** 20,
      allows: this.region.cloud.allows,
    };
  }

  /** What of an instance does not outlive it. The record is described for a while. */
  #end(instance: Instance, reason: StateReason): void {
    const { region } = this;
    this.#releaseAddresses(instance);
    instance.state = 'terminated';
    instance.stateReason = reason;
    instance.machine = undefined;
    for (const volume of region.volumesOf(instance)) {
      if (volume.attachment?.deleteOnTermination === true) {
        region.volumes.delete(volume.id);
        region.tags.forget(volume.id);
      }
      volume.attachment = undefined;
    }
    this.spot.ended(instance);
    region.cloud.world.clock.after(region.cloud.delays.terminatedVisible, () => {
      region.instances.delete(instance.id);
      region.tags.forget(instance.id);
    });
  }

  #guestStopped(instance: Instance): void {
    if (instance.shutdownBehavior === 'terminate') this.terminate(instance, GUEST_STOPPED);
    else this.stop(instance, false, GUEST_STOPPED);
  }

  #log(instance: Instance, what: string, error: unknown): void {
    this.region.cloud.world.log(`ec2: ${instance.id} ${what}: ${describe(error)}`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function label(reason: StateReason): string {
  if (reason === USER_STOPPED) return 'User initiated';
  return reason === GUEST_STOPPED ? 'Instance initiated' : 'Server.SpotInstanceTermination';
}

/** `2014-01-11 14:39:31 GMT`, as it stands in the reason of a transition. */
function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} GMT`;
}
