import { hasCapability, type Offer } from '../../protocol/frameworks';
import type { TaskInfo } from '../../protocol/tasks';
import { normalize, type Resources, type WrittenResource } from '../../values/resource';
import { add, allocate, contains, printResources, subtract } from '../../values/resources';
import type { MasterCore } from '../core';
import type { Offers } from '../offers';
import { applyToAgent, type ResourceOperation } from '../resource-operations';
import type { KnownAgent } from '../state/known-agent';
import type { KnownFramework } from '../state/known-framework';
import type { Tasks } from '../tasks';

interface WrittenTask extends Omit<TaskInfo, 'resources'> {
  readonly resources?: readonly WrittenResource[];
}

/** One thing to do with what was offered. */
export interface OfferOperation {
  readonly type: string;
  readonly launch?: { readonly task_infos?: readonly WrittenTask[] };
  readonly launch_group?: { readonly task_group?: { readonly tasks?: readonly WrittenTask[] } };
  readonly reserve?: { readonly resources?: readonly WrittenResource[] };
  readonly unreserve?: { readonly resources?: readonly WrittenResource[] };
  readonly create?: { readonly volumes?: readonly WrittenResource[] };
  readonly destroy?: { readonly volumes?: readonly WrittenResource[] };
}

export interface AcceptCall {
  readonly offer_ids?: readonly { readonly value: string }[];
  readonly operations?: readonly OfferOperation[];
  readonly filters?: { readonly refuse_seconds?: number };
}

/** Uses offers: each operation takes what it needs of what is left. */
export class Accepting {
  constructor(
    private readonly core: MasterCore,
    private readonly tasks: Tasks,
    private readonly offers: Offers,
  ) {}

  accept(framework: KnownFramework, { offer_ids: ids = [], operations = [], filters }: AcceptCall): void {
    const taken = ids.map(({ value }) => ({ id: value, offer: this.offers.take(framework, value) }));
    const valid = taken.flatMap(({ offer }) => (offer === undefined ? [] : [offer]));
    const problem = this.problemWith(taken, valid);
    const [first] = valid;
    const agent = first === undefined ? undefined : this.core.state.agents.get(first.agent_id.value);
    if (problem !== undefined || first === undefined || agent?.connected !== true) {
      this.refuseAll(framework, operations, problem ?? 'Agent is not connected');
      this.offers.soon();
      return;
    }
    const { role } = first.allocation_info;
    let left = add(...valid.map(({ resources }) => resources));
    for (const operation of operations) {
      left = this.perform(framework, agent, role, operation, left);
    }
    this.offers.filter(framework, first, left, filters?.refuse_seconds);
    this.offers.soon();
  }

  private problemWith(
    taken: readonly { readonly id: string; readonly offer: Offer | undefined }[],
    valid: readonly Offer[],
  ): string | undefined {
    const invalid = taken.find(({ offer }) => offer === undefined);
    if (invalid !== undefined) return `Offer ${invalid.id} is no longer valid`;
    if (taken.length === 0) return 'No offers specified';
    const agents = new Set(valid.map((offer) => offer.agent_id.value));
    if (agents.size > 1) {
      const [one = '', other = ''] = agents;
      return `Aggregated offers must belong to one single agent. Offers are from agents ${one} and ${other}`;
    }
    const roles = new Set(valid.map((offer) => offer.allocation_info.role));
    return roles.size > 1 ? 'Aggregated offers must be allocated to the same role' : undefined;
  }

  private refuseAll(framework: KnownFramework, operations: readonly OfferOperation[], message: string): void {
    const state = hasCapability(framework.info, 'PARTITION_AWARE') ? 'TASK_DROPPED' : 'TASK_LOST';
    for (const task of operations.flatMap(tasksOf)) {
      this.tasks.refuse(framework, task.task_id.value, task.agent_id.value, {
        state,
        reason: 'REASON_INVALID_OFFERS',
        message: `Task launched with invalid offers: ${message}`,
      });
    }
  }

  private perform(
    framework: KnownFramework,
    agent: KnownAgent,
    role: string,
    operation: OfferOperation,
    left: Resources,
  ): Resources {
    const launched = tasksOf(operation);
    if (launched.length > 0) {
      return launched.reduce((rest, task) => this.launch(framework, agent, role, task, rest), left);
    }
    const change = resourceOperation(operation, role);
    if (change === undefined) return left;
    const outcome = applyToAgent(this.core, agent, change, left);
    if (typeof outcome === 'string') {
      this.core.world.log(`Dropping ${operation.type} of framework ${framework.id}: ${outcome}`);
      return left;
    }
    return outcome;
  }

  private launch(
    framework: KnownFramework,
    agent: KnownAgent,
    role: string,
    written: WrittenTask,
    left: Resources,
  ): Resources {
    const resources = allocate((written.resources ?? []).map(normalize), role);
    const task: TaskInfo = { ...written, resources };
    const problem = problemWithTask(this.core, framework, agent, task, left);
    if (problem !== undefined) {
      this.tasks.refuse(framework, task.task_id.value, agent.id, {
        state: 'TASK_ERROR',
        reason: 'REASON_TASK_INVALID',
        message: problem,
      });
      return left;
    }
    this.tasks.launch(framework, agent, task);
    return subtract(left, resources);
  }
}

/** Why a task cannot be launched with what is left of an offer. */
function problemWithTask(
  { state }: MasterCore,
  framework: KnownFramework,
  agent: KnownAgent,
  task: TaskInfo,
  left: Resources,
): string | undefined {
  const id = task.task_id.value;
  if (id === '' || id === '.' || id === '..' || id.includes('/')) {
    return `'${id}' is not a valid task ID`;
  }
  if (framework.tasks.has(id)) return `Task has duplicate ID: ${id}`;
  if (task.agent_id.value !== agent.id) {
    return `Task uses invalid agent ${task.agent_id.value} while agent ${agent.id} is expected`;
  }
  if ((task.executor === undefined) === (task.command === undefined)) {
    return 'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present';
  }
  const resources = task.resources ?? [];
  if (resources.length === 0) return 'Task uses no resources';
  if (!contains(left, resources)) {
    return `Task uses more resources ${printResources(resources)} than available ${printResources(left)}`;
  }
  if (!state.agents.has(agent.id)) return `Agent ${agent.id} is no longer valid`;
  return undefined;
}

function tasksOf({ launch, launch_group: group }: OfferOperation): readonly WrittenTask[] {
  return launch?.task_infos ?? group?.task_group?.tasks ?? [];
}

function resourceOperation(operation: OfferOperation, role: string): ResourceOperation | undefined {
  const { type, reserve, unreserve, create, destroy } = operation;
  const written =
    reserve?.resources ?? unreserve?.resources ?? create?.volumes ?? destroy?.volumes ?? undefined;
  if (written === undefined) return undefined;
  const resources = allocate(written.map(normalize), role);
  switch (type) {
    case 'RESERVE':
    case 'UNRESERVE':
    case 'CREATE':
    case 'DESTROY':
      return { type, resources };
    default:
      return undefined;
  }
}
