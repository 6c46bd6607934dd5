import { every } from '../clock';
import type { AgentInfo } from '../protocol/agents';
import { hasCapability } from '../protocol/frameworks';
import type { Messages } from '../protocol/messages';
import type { Pid } from '../transport/transport';
import { toNanoseconds } from '../values/duration';
import type { MasterCore } from './core';
import type { Frameworks } from './frameworks';
import { downMachine } from './maintenance-rules';
import type { Offers } from './offers';
import { admitAgent, markGone, markUnreachable, removeAgent } from './registry/operations';
import { isGone, registeredAgents, unreachableAgents } from './registry/registry';
import { KnownAgent } from './state/known-agent';
import type { Tasks } from './tasks';
import { agentView } from './views/agent-view';

/** Which agents there are, and whether they can be reached. */
export class Agents {
  /** Called when an agent may have nothing left to do. */
  onIdle: (agentId: string) => void = () => undefined;
  private readonly admitting = new Set<string>();
  private cancelReregisterTimeout = (): void => undefined;

  constructor(
    private readonly core: MasterCore,
    private readonly tasks: Tasks,
    private readonly offers: Offers,
    private readonly frameworks: Frameworks,
  ) {}

  /** Those of the registry have so long to come back. */
  recover(): void {
    const { state, registrar, settings, world } = this.core;
    for (const agent of registeredAgents(registrar.registry)) {
      state.recovered.set(agent.info.id?.value ?? '', agent);
    }
    this.cancelReregisterTimeout = world.clock.after(settings.agentReregisterTimeout, () => {
      for (const id of [...state.recovered.keys()]) {
        void this.lost(id, 'agent did not re-register within the timeout');
      }
    });
  }

  async register({ info, version }: Messages['RegisterSlaveMessage'], from: Pid): Promise<void> {
    const { state } = this.core;
    if (this.refusedByMachine(info, from)) return;
    const known = [...state.agents.values()].find((agent) => agent.pid === from);
    if (known?.connected === true && !this.admitting.has(from)) {
      // It has not heard that it is registered.
      this.core.tell(from, 'SlaveRegisteredMessage', { id: known.id });
      return;
    }
    if (this.admitting.has(from)) return;
    this.admitting.add(from);
    try {
      // One that comes again without its id has lost it: the old one is another agent.
      if (known !== undefined) await this.remove(known.id, 'a new agent registered at the same address');
      const id = state.newAgentId();
      const admitted: AgentInfo = { ...info, id: { value: id } };
      await this.core.mustApply(admitAgent(admitted), 'admit agent');
      const agent = new KnownAgent(id, admitted, from, version, info.resources, this.core.now);
      this.add(agent);
      this.core.counters.count('master/slave_registrations');
      this.core.tell(from, 'SlaveRegisteredMessage', { id });
    } finally {
      this.admitting.delete(from);
    }
  }

  async reregister(message: Messages['ReregisterSlaveMessage'], from: Pid): Promise<void> {
    const { state, registrar } = this.core;
    const { info, version, total } = message;
    const id = info.id?.value ?? '';
    if (isGone(registrar.registry, id)) {
      this.core.tell(from, 'ShutdownMessage', { message: 'Agent has been marked gone' });
      return;
    }
    if (this.refusedByMachine(info, from) || this.admitting.has(id)) return;
    this.admitting.add(id);
    try {
      const before = state.agents.get(id);
      const recovered =
        state.recovered.get(id) ??
        registeredAgents(registrar.registry).find((one) => one.info.id?.value === id);
      const unreachable = unreachableAgents(registrar.registry).find((one) => one.id.value === id);
      await this.core.mustApply(admitAgent(info), 'readmit agent');
      before?.unwatch();
      const agent = new KnownAgent(id, info, from, version, total, before?.registeredTime ?? this.core.now);
      agent.reregisteredTime = this.core.now;
      agent.deactivated = before?.deactivated ?? (recovered ?? unreachable)?.deactivated ?? false;
      agent.drain = before?.drain ?? (recovered ?? unreachable)?.drain_info;
      agent.drainStart = before?.drainStart;
      agent.active = !agent.deactivated;
      state.recovered.delete(id);
      this.frameworks.recover(message.frameworks);
      this.takeTasks(message, unreachable !== undefined);
      this.add(agent);
      this.core.counters.count('master/slave_reregistrations');
      this.core.tell(from, 'SlaveReregisteredMessage', { id });
      if (agent.drain?.state === 'DRAINING') {
        this.core.tell(from, 'DrainSlaveMessage', { config: agent.drain.config });
        this.onIdle(id);
      }
    } finally {
      this.admitting.delete(id);
    }
  }

  pong(from: Pid): void {
    for (const agent of this.core.state.agents.values()) {
      if (agent.pid === from) agent.missedPings = 0;
    }
  }

  /** It ends itself in good order. */
  async unregister(id: string, from: Pid): Promise<void> {
    if (this.core.state.agents.get(id)?.pid === from) await this.remove(id, 'the agent unregistered');
  }

  /** Gone for good: it will never be let in again. */
  async gone(id: string): Promise<void> {
    const { state } = this.core;
    await this.core.mustApply(markGone(id, toNanoseconds(this.core.now)), 'mark agent gone');
    state.recovered.delete(id);
    const agent = state.agents.get(id);
    if (agent === undefined) return;
    this.core.tell(agent.pid, 'ShutdownMessage', { message: 'Agent has been marked gone' });
    this.forget(agent, {
      state: 'TASK_GONE_BY_OPERATOR',
      reason: 'REASON_AGENT_REMOVED_BY_OPERATOR',
      message: 'Agent has been marked gone',
    });
  }

  /** Its machine is taken down. */
  async shutDown(id: string): Promise<void> {
    const agent = this.core.state.agents.get(id);
    if (agent === undefined) return;
    this.core.tell(agent.pid, 'ShutdownMessage', { message: 'Operator initiated maintenance' });
    await this.remove(id, "operator initiated 'Machine DOWN'");
  }

  stop(): void {
    this.cancelReregisterTimeout();
    for (const agent of this.core.state.agents.values()) agent.unwatch();
  }

  private add(agent: KnownAgent): void {
    const { state, events } = this.core;
    state.agents.set(agent.id, agent);
    agent.unwatch = this.watch(agent);
    events.publish('AGENT_ADDED', { agent: agentView(this.core, agent) });
    this.offers.soon();
  }

  /** Whether it can be reached shows in its connection, and in whether it answers pings. */
  private watch(agent: KnownAgent): () => void {
    const { world, settings } = this.core;
    const unlink = world.transport.link(agent.pid, () => {
      this.disconnected(agent);
    });
    const stopPinging = every(world.clock, settings.agentPingTimeout, () => {
      agent.missedPings += 1;
      if (agent.missedPings > settings.maxAgentPingTimeouts) {
        void this.lost(agent.id, 'health check timed out');
        return;
      }
      this.core.tell(agent.pid, 'PingSlaveMessage', { connected: agent.connected });
    });
    return () => {
      unlink();
      stopPinging();
    };
  }

  private disconnected(agent: KnownAgent): void {
    const { state, world } = this.core;
    if (state.agents.get(agent.id) !== agent || !agent.connected) return;
    world.log(`Agent ${agent.id} at ${agent.pid} disconnected`);
    agent.connected = false;
    agent.active = false;
    this.offers.rescindOf(agent.id);
    for (const framework of state.frameworks.values()) {
      if (framework.info.checkpoint === true && agent.info.checkpoint === true) continue;
      for (const task of [...framework.tasks.values()]) {
        if (task.agent_id.value !== agent.id) continue;
        this.tasks.lose(framework, task, {
          state: 'TASK_LOST',
          reason: 'REASON_AGENT_DISCONNECTED',
          message: `Agent ${agent.info.hostname} disconnected`,
        });
      }
    }
  }

  private async lost(id: string, message: string): Promise<void> {
    const { state } = this.core;
    const agent = state.agents.get(id);
    agent?.unwatch();
    const timestamp = toNanoseconds(this.core.now);
    await this.core.mustApply(markUnreachable(id, timestamp), 'mark agent unreachable');
    // It may have come back in the meantime.
    if (state.agents.get(id) !== agent) return;
    state.recovered.delete(id);
    if (agent === undefined) return;
    this.forget(agent, {
      state: 'TASK_UNREACHABLE',
      reason: 'REASON_AGENT_REMOVED',
      message,
      unreachableTime: timestamp,
    });
    this.core.counters.count('master/slave_unreachable_completed');
  }

  private async remove(id: string, message: string): Promise<void> {
    const agent = this.core.state.agents.get(id);
    if (agent === undefined) return;
    await this.core.mustApply(removeAgent(id), 'remove agent');
    this.forget(agent, { state: 'TASK_LOST', reason: 'REASON_AGENT_REMOVED', message });
  }

  private forget(agent: KnownAgent, loss: Parameters<Tasks['loseAllOn']>[1]): void {
    const { state, events, counters } = this.core;
    counters.count('master/slave_removals');
    agent.unwatch();
    state.agents.delete(agent.id);
    this.offers.rescindOf(agent.id);
    this.tasks.loseAllOn(agent.id, loss);
    for (const { stream } of state.frameworks.values()) {
      stream?.send({ type: 'FAILURE', failure: { agent_id: { value: agent.id } } });
    }
    events.publish('AGENT_REMOVED', { agent_id: { value: agent.id } });
  }

  /** What an agent says it runs, instead of what was believed. */
  private takeTasks({ info, tasks }: Messages['ReregisterSlaveMessage'], wasUnreachable: boolean): void {
    const { state } = this.core;
    const id = info.id?.value ?? '';
    for (const framework of state.frameworks.values()) {
      const brought = tasks.filter((task) => task.framework_id.value === framework.id);
      for (const task of brought) {
        const taskId = task.task_id.value;
        const known = framework.tasks.get(taskId);
        framework.unreachableTasks.delete(taskId);
        // What it has said of its end waits to be acknowledged.
        framework.tasks.set(taskId, { ...task, statuses: known?.statuses ?? task.statuses });
        if (wasUnreachable && hasCapability(framework.info, 'PARTITION_AWARE')) {
          this.tasks.sendState(framework, task, 'REASON_AGENT_REREGISTERED');
        }
      }
      for (const task of [...framework.tasks.values()]) {
        if (task.agent_id.value !== id || brought.some((one) => one.task_id.value === task.task_id.value))
          continue;
        this.tasks.lose(framework, task, {
          state: hasCapability(framework.info, 'PARTITION_AWARE') ? 'TASK_GONE' : 'TASK_LOST',
          reason: 'REASON_RECONCILIATION',
          message: 'Reconciliation: task unknown to the agent',
        });
      }
    }
    const completed = new Set(state.completedFrameworks.map((framework) => framework.id));
    for (const frameworkId of new Set(tasks.map((task) => task.framework_id.value))) {
      if (completed.has(frameworkId)) this.frameworks.shutDownOnAgents(frameworkId);
    }
  }

  private refusedByMachine(info: AgentInfo, from: Pid): boolean {
    if (!downMachine(this.core.registrar.registry, info.hostname, from)) return false;
    this.core.tell(from, 'ShutdownMessage', { message: 'Machine is `DOWN`' });
    return true;
  }
}
