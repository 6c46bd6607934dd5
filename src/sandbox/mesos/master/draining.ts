import type { DrainConfig } from '../protocol/agents';
import { toNanoseconds } from '../values/duration';
import type { Agents } from './agents';
import type { MasterCore } from './core';
import type { Offers } from './offers';
import { deactivateAgent, drainAgent, markDrained, reactivateAgent } from './registry/operations';
import { unreachableAgents } from './registry/registry';

/** Why an operator's wish about an agent is not fulfilled. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Taking agents out of use, and back. */
export class Draining {
  private readonly finishing = new Set<string>();

  constructor(
    private readonly core: MasterCore,
    private readonly agents: Agents,
    private readonly offers: Offers,
  ) {}

  /** @throws Refused */
  async drain(id: string, config: DrainConfig): Promise<void> {
    const { state } = this.core;
    this.mustBeKnown(id);
    await this.core.mustApply(drainAgent(id, config), 'drain agent');
    const agent = state.agents.get(id);
    const recovered = state.recovered.get(id);
    const drain = { state: 'DRAINING' as const, config };
    if (recovered !== undefined) {
      state.recovered.set(id, { ...recovered, deactivated: true, drain_info: drain });
    }
    // One that is away is told when it comes back.
    if (agent === undefined) return;
    agent.deactivated = true;
    agent.drain = drain;
    agent.drainStart = this.core.now;
    this.offers.rescindOf(id);
    if (agent.connected) this.core.tell(agent.pid, 'DrainSlaveMessage', { config });
    this.check(id);
  }

  /** @throws Refused */
  async deactivate(id: string): Promise<void> {
    this.mustBeKnown(id);
    await this.core.mustApply(deactivateAgent(id), 'deactivate agent');
    const { state } = this.core;
    const agent = state.agents.get(id);
    const recovered = state.recovered.get(id);
    if (recovered !== undefined) state.recovered.set(id, { ...recovered, deactivated: true });
    if (agent === undefined) return;
    agent.deactivated = true;
    this.offers.rescindOf(id);
  }

  /** @throws Refused */
  async reactivate(id: string): Promise<void> {
    const { state, registrar } = this.core;
    const agent = state.agents.get(id);
    const known =
      agent ??
      state.recovered.get(id) ??
      unreachableAgents(registrar.registry).find((one) => one.id.value === id);
    if (known?.deactivated !== true) throw new Refused(400, 'Agent is not deactivated');
    const drain = agent?.drain ?? state.recovered.get(id)?.drain_info;
    if (drain?.state === 'DRAINING') throw new Refused(400, 'Agent is still in the DRAINING state');
    await this.core.mustApply(reactivateAgent(id), 'reactivate agent');
    const recovered = state.recovered.get(id);
    if (recovered !== undefined) state.recovered.set(id, { info: recovered.info, deactivated: false });
    if (agent === undefined) return;
    agent.deactivated = false;
    agent.active = agent.connected;
    agent.drain = undefined;
    agent.drainStart = undefined;
    this.offers.soon();
  }

  /**
   * Whether a draining agent is drained. It is looked at when a last update was acknowledged, when the drain was asked for and
   * when the agent comes back, and not when a framework leaves.
   */
  check(id: string): void {
    const { state } = this.core;
    const agent = state.agents.get(id);
    if (agent?.drain?.state !== 'DRAINING' || state.tasksOn(id).length > 0) return;
    if (this.finishing.has(id)) return;
    void this.finish(id, agent.drain.config).catch(() => undefined);
  }

  private async finish(id: string, config: DrainConfig): Promise<void> {
    this.finishing.add(id);
    try {
      if (config.mark_gone) {
        this.core.world.log(`Marking agent ${id} in the DRAINED state as gone`);
        await this.agents.gone(id);
        return;
      }
      await this.core.mustApply(markDrained(id), 'mark agent drained');
      const agent = this.core.state.agents.get(id);
      if (agent?.drain !== undefined) agent.drain = { ...agent.drain, state: 'DRAINED' };
    } finally {
      this.finishing.delete(id);
    }
  }

  private mustBeKnown(id: string): void {
    const { state, registrar } = this.core;
    const unreachable = unreachableAgents(registrar.registry).some((agent) => agent.id.value === id);
    if (!state.agents.has(id) && !state.recovered.has(id) && !unreachable) {
      throw new Refused(400, 'Unknown agent');
    }
  }
}

/** @param seconds also less than nothing: it is not looked at */
export function drainConfig(seconds: number | undefined, markGone: boolean): DrainConfig {
  return {
    ...(seconds === undefined ? {} : { max_grace_period: toNanoseconds(seconds) }),
    mark_gone: markGone,
  };
}
