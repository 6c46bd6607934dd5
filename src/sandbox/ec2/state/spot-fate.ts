import type { Lifecycle } from './lifecycle';
import type { Instance, StateReason } from './records';
import type { RegionState } from './region';
import { setSpotStatus, type SpotRequest } from './spot-request';

const TERMINATED: StateReason = {
  code: 'Server.SpotInstanceTermination',
  message: 'Server.SpotInstanceTermination: Spot instance termination',
};
const STOPPED: StateReason = {
  code: 'Server.SpotInstanceShutdown',
  message: 'Server.SpotInstanceShutdown: Instance initiated by Spot service',
};
const NO_CAPACITY = 'There is no Spot capacity for your instance.';
/** The status of a request whose instance EC2 has stopped: only EC2 starts it again. */
export const STOPPED_BY_EC2 = 'instance-stopped-no-capacity';

/** What becomes of spot requests when their instances are interrupted, stopped or gone. */
export class SpotFate {
  constructor(
    private readonly region: RegionState,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** Whether the region has that spot instance. The notice comes at once, the interruption later. */
  interrupt(id: string): boolean {
    const request = [...this.region.spotRequests.values()].find(
      (one) => one.id === id || one.instance.id === id,
    );
    if (request?.instance.state !== 'running') return false;
    const { instance } = request;
    const stops = request.options.interruptionBehavior === 'stop';
    setSpotStatus(
      request,
      stops ? 'marked-for-stop' : 'marked-for-termination',
      'Your Spot instance is marked for interruption.',
    );
    this.#after(this.region.cloud.delays.interruptionNotice, () => {
      if (instance.state !== 'running') return;
      if (stops) this.#stop(request);
      else {
        setSpotStatus(request, 'instance-terminated-no-capacity', NO_CAPACITY);
        this.lifecycle.terminate(instance, TERMINATED);
      }
    });
    return true;
  }

  /** The user or the machine itself has stopped it. A persistent request waits for the user to start it again. */
  stopped(instance: Instance): void {
    const request = this.#requestOf(instance);
    if (request?.state !== 'active') return;
    request.state = 'disabled';
    setSpotStatus(request, 'instance-stopped-by-user', 'Your Spot instance was stopped by you.');
  }

  started(instance: Instance): void {
    const request = this.#requestOf(instance);
    if (request?.state === 'disabled') this.#fulfilled(request);
  }

  /** A persistent request that nobody has cancelled gets another instance. */
  ended(instance: Instance): void {
    const request = this.#requestOf(instance);
    if (request?.state !== 'active' && request?.state !== 'disabled') return;
    const interrupted = request.status.code === 'instance-terminated-no-capacity';
    const { type, validUntil } = request.options;
    if (type === 'persistent' && (validUntil === undefined || validUntil > new Date())) {
      const { spotCapacity, spotEvaluation } = this.region.cloud.delays;
      request.state = 'open';
      setSpotStatus(request, 'pending-evaluation', 'Your Spot request is pending evaluation.');
      this.#whenThereIsRoom(interrupted ? spotCapacity : spotEvaluation, request, 'open', () => {
        request.instance = request.launch();
        this.lifecycle.boot(request.instance);
      });
      return;
    }
    request.state = 'closed';
    if (!interrupted) {
      setSpotStatus(request, 'instance-terminated-by-user', 'Your Spot instance was terminated by you.');
    }
  }

  #stop(request: SpotRequest): void {
    const { instance } = request;
    request.state = 'disabled';
    setSpotStatus(request, STOPPED_BY_EC2, NO_CAPACITY);
    this.lifecycle.stop(instance, false, STOPPED);
    this.#whenThereIsRoom(this.region.cloud.delays.spotCapacity, request, 'disabled', () => {
      if (instance.state === 'stopped') this.lifecycle.boot(instance);
    });
  }

  /** As often as it takes, for as long as the request stays in that state. */
  #whenThereIsRoom(seconds: number, request: SpotRequest, state: SpotRequest['state'], go: () => void): void {
    this.#after(seconds, () => {
      if (request.state !== state) return;
      if (this.#isFull(request.instance)) {
        if (state === 'open') setSpotStatus(request, 'capacity-not-available', NO_CAPACITY);
        this.#whenThereIsRoom(seconds, request, state, go);
        return;
      }
      go();
      this.#fulfilled(request);
    });
  }

  #isFull({ type, subnet }: Instance): boolean {
    const { faults } = this.region.cloud.world;
    const subjects = [type.name, subnet.zone.name, subnet.id];
    const call = { service: 'ec2', operation: 'RunInstances', subjects, kinds: ['no-capacity'] } as const;
    return faults.strike(call).length > 0;
  }

  #fulfilled(request: SpotRequest): void {
    request.state = 'active';
    setSpotStatus(request, 'fulfilled', 'Your spot request is fulfilled.');
  }

  #requestOf(instance: Instance): SpotRequest | undefined {
    const request = this.region.spotRequests.get(instance.spot?.requestId ?? '');
    return request?.instance === instance ? request : undefined;
  }

  #after(seconds: number, action: () => void): void {
    this.region.cloud.world.clock.after(seconds, action);
  }
}
