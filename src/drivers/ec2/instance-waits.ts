import type { Ec2Api } from './api';
import { classify } from './classify';
import type { CallOptions, WaitOptions } from './configuration';
import type { Describer } from './describer';
import type { Ec2Error } from './errors';
import type { Ec2Instance, InstanceState } from './instance';
import { Pulse } from './pulse';

export interface Goal {
  /** How errors name it: `to run`. */
  readonly name: string;
  /** Undefined: EC2 does not know the instance. */
  readonly reached: (instance: Ec2Instance | undefined) => boolean;
  /** States from which the goal cannot come. */
  readonly hopeless: readonly InstanceState[];
  readonly defaultTimeoutMs: number;
}

export const toRun: Goal = {
  name: 'to run',
  reached: (instance) => instance?.state === 'running',
  hopeless: ['shutting-down', 'terminated', 'stopping', 'stopped'],
  defaultTimeoutMs: 600_000,
};

export const toStop: Goal = {
  name: 'to stop',
  reached: (instance) => instance?.state === 'stopped',
  hopeless: ['pending', 'shutting-down', 'terminated'],
  defaultTimeoutMs: 600_000,
};

export const toBeGone: Goal = {
  name: 'to be terminated',
  reached: (instance) => instance === undefined || instance.state === 'terminated',
  hopeless: ['pending', 'stopping'],
  defaultTimeoutMs: 900_000,
};

/** Looks at instances until they are as they shall be. All waits of an account share their describes. */
export class InstanceWaits {
  private readonly pulse: Pulse;

  constructor(
    private readonly api: Ec2Api,
    private readonly describer: Describer,
  ) {
    const { firstPollMs, longestPollMs } = api.timing;
    this.pulse = new Pulse({ firstMs: firstPollMs, longestMs: longestPollMs });
  }

  /** The instance; undefined when it is gone, or is on its way out and cannot come back. */
  async find(id: string, options: CallOptions): Promise<Ec2Instance | undefined> {
    const instance = await this.seen(id, options);
    return instance === undefined || instance.state === 'terminated' || instance.state === 'shutting-down'
      ? undefined
      : instance;
  }

  /**
   * @param grace Milliseconds in which the hopeless states are not yet held against it: EC2 may still show the state
   * from before a start or a stop.
   * @throws Ec2Error `failed` at the first state from which the goal cannot come, `not-found`, `timeout`
   */
  async until(
    id: string,
    goal: Goal,
    { signal, timeoutMs = goal.defaultTimeoutMs }: WaitOptions,
    grace: { readonly from?: readonly InstanceState[]; readonly ms?: number } = {},
  ): Promise<Ec2Instance | undefined> {
    const started = Date.now();
    this.pulse.quicken();
    for (;;) {
      const instance = await this.seen(id, { signal });
      if (goal.reached(instance)) return instance;
      if (instance === undefined) throw this.vanished(id, goal);
      const lagging =
        grace.from?.includes(instance.state) === true && Date.now() - started < (grace.ms ?? 30_000);
      if (goal.hopeless.includes(instance.state) && !lagging) throw this.hopeless(instance, goal);
      if (Date.now() - started > timeoutMs) throw this.late(instance, goal, timeoutMs);
      await this.pulse.beat(signal);
    }
  }

  /** The beat that other waits of this account may follow as well. */
  beat(signal: AbortSignal): Promise<void> {
    return this.pulse.beat(signal);
  }

  /** As it is described, also when it is terminated; one that was launched a moment ago is waited for until EC2 shows it. */
  async seen(id: string, options: CallOptions): Promise<Ec2Instance | undefined> {
    for (;;) {
      const instance = await this.describer.instance(id, options);
      if (instance !== undefined || !this.api.recent.has(id)) return instance;
      await this.pulse.beat(options.signal);
    }
  }

  private vanished(id: string, goal: Goal): Ec2Error {
    return this.api.error(
      `instance "${id}" does not exist (any more), so it is not waited for ${goal.name}`,
      {
        kind: 'not-found',
        code: 'InvalidInstanceID.NotFound',
      },
    );
  }

  private hopeless(instance: Ec2Instance, goal: Goal): Ec2Error {
    const { id, state, stateReason, instanceType, availabilityZone } = instance;
    const code = /^(?:Server|Client)\.([\w.]+)/.exec(stateReason ?? '')?.[1];
    const detail = stateReason ?? 'EC2 says no reason';
    const what = `instance "${id}" (${instanceType} in ${availabilityZone ?? 'an unknown zone'})`;
    const lost = code !== undefined && classify({ code, detail, status: 400 });
    return this.api.error(`${what} was waited for ${goal.name} but is ${state}: ${detail}`, {
      kind: lost === 'capacity' || lost === 'quota' ? lost : 'failed',
      code,
      detail,
      objectId: id,
    });
  }

  private late({ id, state }: Ec2Instance, goal: Goal, timeoutMs: number): Ec2Error {
    const seconds = String(Math.round(timeoutMs / 1000));
    return this.api.error(
      `instance "${id}" was waited for ${goal.name} for ${seconds} s but is still ${state}; ` +
        'look at its system log and status checks, or give it more time',
      { kind: 'timeout', objectId: id },
    );
  }
}
