import { type FrameworkInfo, rolesOf } from '../protocol/frameworks';
import type { MasterCore } from './core';
import type { Offers } from './offers';
import { KnownFramework, type SchedulerStream } from './state/known-framework';
import type { Tasks } from './tasks';
import { frameworkView } from './views/framework-view';
import { HEARTBEAT_SECONDS } from './operator/operator-events';

/** Who schedules tasks on the cluster. */
export class Frameworks {
  constructor(
    private readonly core: MasterCore,
    private readonly tasks: Tasks,
    private readonly offers: Offers,
  ) {}

  /** Also again, after its scheduler or its master has changed. Gives why it may not, or undefined. */
  subscribe(
    info: FrameworkInfo,
    suppressedRoles: readonly string[],
    force: boolean,
    stream: SchedulerStream,
  ): string | undefined {
    const { state, events } = this.core;
    const id = info.id?.value ?? '';
    const problem = this.problemWith(info, suppressedRoles);
    if (problem !== undefined) return problem;
    const known = id === '' ? undefined : state.frameworks.get(id);
    if (known?.stream !== undefined && !force && known.stream !== stream) {
      // The new one takes its place also without being told to.
      this.core.world.log(`Framework ${id} failed over`);
    }
    const framework =
      known ?? new KnownFramework(id === '' ? state.newFrameworkId() : id, info, this.core.now);
    framework.cancelFailover();
    const before = framework.stream;
    framework.info = { ...info, id: { value: framework.id } };
    framework.stream = stream;
    framework.active = true;
    framework.recovered = false;
    if (known !== undefined) framework.reregisteredTime = this.core.now;
    framework.filters = [];
    framework.suppressed.clear();
    for (const role of suppressedRoles) framework.suppressed.add(role);
    if (before !== undefined && before !== stream) {
      before.send({ type: 'ERROR', error: { message: 'Framework failed over' } });
      before.close();
    }
    this.offers.rescindFrom(framework.id);
    state.frameworks.set(framework.id, framework);
    stream.send({
      type: 'SUBSCRIBED',
      subscribed: {
        framework_id: { value: framework.id },
        heartbeat_interval_seconds: HEARTBEAT_SECONDS,
        master_info: this.core.info,
      },
    });
    stream.send({ type: 'HEARTBEAT' });
    events.publish(known === undefined ? 'FRAMEWORK_ADDED' : 'FRAMEWORK_UPDATED', {
      framework: frameworkView(this.core, framework),
    });
    this.offers.soon();
    return undefined;
  }

  update(
    framework: KnownFramework,
    info: FrameworkInfo,
    suppressedRoles: readonly string[],
  ): string | undefined {
    const problem = this.problemWith(info, suppressedRoles);
    if (problem !== undefined) return problem;
    framework.info = { ...info, id: { value: framework.id } };
    framework.suppressed.clear();
    for (const role of suppressedRoles) framework.suppressed.add(role);
    this.offers.soon();
    return undefined;
  }

  /** Its scheduler has gone; it has so long to come back. */
  disconnected(framework: KnownFramework, stream: SchedulerStream): void {
    if (framework.stream !== stream) return;
    framework.stream = undefined;
    framework.active = false;
    this.offers.rescindFrom(framework.id);
    this.awaitFailover(framework);
  }

  /** Agents have told of frameworks that this master has not heard of. */
  recover(infos: readonly FrameworkInfo[]): void {
    const { state } = this.core;
    for (const info of infos) {
      const id = info.id?.value ?? '';
      if (state.frameworks.has(id) || state.completedFrameworks.some((one) => one.id === id)) continue;
      const framework = new KnownFramework(id, info, this.core.now);
      framework.recovered = true;
      state.frameworks.set(id, framework);
      this.awaitFailover(framework);
    }
  }

  /** It is over: its tasks are killed and it cannot come back. */
  remove(framework: KnownFramework): void {
    const { state, events, settings } = this.core;
    framework.cancelFailover();
    const { stream } = framework;
    framework.stream = undefined;
    framework.active = false;
    framework.unregisteredTime = this.core.now;
    this.offers.rescindFrom(framework.id);
    this.shutDownOnAgents(framework.id);
    for (const task of [...framework.tasks.values()]) {
      this.tasks.lose(framework, task, {
        state: 'TASK_KILLED',
        reason: 'REASON_FRAMEWORK_REMOVED',
        message: `Framework ${framework.id} removed`,
      });
    }
    for (const task of [...framework.unreachableTasks.values()]) this.tasks.complete(framework, task);
    state.frameworks.delete(framework.id);
    state.completedFrameworks = [...state.completedFrameworks, framework].slice(
      -Number(settings.flags.max_completed_frameworks),
    );
    events.publish('FRAMEWORK_REMOVED', { framework_info: framework.info });
    stream?.close();
    this.offers.soon();
  }

  shutDownOnAgents(frameworkId: string): void {
    for (const agent of this.core.state.agents.values()) {
      if (agent.connected) this.core.tell(agent.pid, 'ShutdownFrameworkMessage', { frameworkId });
    }
  }

  stop(): void {
    for (const framework of this.core.state.frameworks.values()) {
      framework.cancelFailover();
      const { stream } = framework;
      // Its scheduler has not gone: this master has.
      framework.stream = undefined;
      stream?.close();
    }
  }

  private awaitFailover(framework: KnownFramework): void {
    framework.cancelFailover();
    framework.cancelFailover = this.core.world.clock.after(framework.info.failover_timeout ?? 0, () => {
      if (framework.stream === undefined) this.remove(framework);
    });
  }

  private problemWith(info: FrameworkInfo, suppressedRoles: readonly string[]): string | undefined {
    const { state } = this.core;
    const id = info.id?.value ?? '';
    if (id !== '' && state.completedFrameworks.some((framework) => framework.id === id)) {
      return 'Framework has been removed';
    }
    const roles = rolesOf(info);
    const wrong = roles.map(problemWithRole).find((problem) => problem !== undefined);
    if (wrong !== undefined) return wrong;
    const strange = suppressedRoles.find((role) => !roles.includes(role));
    return strange === undefined
      ? undefined
      : `Suppressed role '${strange}' is not contained in the list of framework roles`;
  }
}

/** Why a text is no name of a role, or undefined. */
export function problemWithRole(role: string): string | undefined {
  if (role === '*') return undefined;
  if (role === '') return 'Empty role name is invalid';
  if (role.startsWith('/')) return `Role '${role}' cannot start with a slash`;
  if (role.endsWith('/')) return `Role '${role}' cannot end with a slash`;
  for (const component of role.split('/')) {
    if (component === '') return `Role '${role}' cannot contain two adjacent slashes`;
    if (component === '.' || component === '..' || component === '*') {
      return `Role component '${component}' is invalid`;
    }
    if (component.startsWith('-')) {
      return `Role component '${component}' is invalid because it starts with a dash`;
    }
    if (/\s/.test(component)) {
      return `Role component '${component}' is invalid because it contains whitespace`;
    }
  }
  return undefined;
}
