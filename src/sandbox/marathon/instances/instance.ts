import { randomUUID } from 'node:crypto';
import { safeId } from '../definitions/path-id';
import { attributeText, type Offer } from '../mesos/offer';

export type Condition =
  | 'Scheduled'
  | 'Provisioned'
  | 'Staging'
  | 'Starting'
  | 'Running'
  | 'Killing'
  | 'Unreachable'
  | 'UnreachableInactive'
  | 'Finished'
  | 'Failed'
  | 'Killed'
  | 'Error'
  | 'Dropped'
  | 'Gone'
  | 'Unknown';

/** What Marathon wants of an instance: to run, to stop and keep its data, or to be gone with it. */
export type Goal = 'Running' | 'Stopped' | 'Decommissioned';

/** A process or container that Mesos runs, or has run last, for an instance. */
export interface Task {
  readonly id: string;
  /** Of a pod. */
  readonly container?: string;
  readonly hostPorts: readonly number[];
  state: string;
  stagedAt: number;
  startedAt?: number;
  /** As Mesos' executor found it. */
  healthy?: boolean;
  addresses: readonly { readonly ipAddress: string; readonly protocol: string }[];
  checkStatus?: unknown;
}

export interface Agent {
  readonly agentId: string;
  readonly host: string;
  readonly address: string;
  readonly attributes: Offer['attributes'];
  readonly region?: string;
  readonly zone?: string;
}

export interface LocalVolume {
  readonly containerPath: string;
  readonly uuid: string;
  /** `<safe id>#<container path>#<uuid>` */
  readonly persistenceId: string;
}

/** One of the copies of an app or pod. It outlives its tasks: a failed one is followed by the next incarnation. */
export interface Instance {
  readonly id: string;
  readonly specId: string;
  /** The version that it runs, or will. */
  version: string;
  goal: Goal;
  condition: Condition;
  since: number;
  /** When it began to run. */
  activeSince?: number;
  incarnation: number;
  role: string;
  agent?: Agent;
  tasks: Task[];
  /** Of apps that keep data: where they are pinned to. */
  volumes?: readonly LocalVolume[];
  /** Whether it should be killed once more: when Mesos said last that it was told. */
  killedAt?: number;
}

export function newInstance(specId: string, version: string, role: string, now: number): Instance {
  const id = `${safeId(specId)}.instance-${randomUUID()}`;
  return {
    id,
    specId,
    version,
    goal: 'Running',
    condition: 'Scheduled',
    since: now,
    incarnation: 0,
    role,
    tasks: [],
  };
}

/** `web.instance-<uuid>._app.1`; of a pod with its container's name. */
export function taskIdOf(instance: Instance, container = '_app'): string {
  return `${instance.id}.${container}.${String(instance.incarnation)}`;
}

/** The instance that a task belongs to; undefined when no Marathon gave it that id. */
export function instanceIdOfTask(taskId: string): string | undefined {
  return /^(.+\.(?:instance-|marathon-)[^.]+)(?:\..+)?$/.exec(taskId)?.[1];
}

export function agentOf(offer: Offer): Agent {
  const { agentId, hostname, address, attributes, region, zone } = offer;
  return {
    agentId,
    host: hostname,
    address,
    attributes,
    ...(region === undefined ? {} : { region }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The value by which constraints tell agents apart; undefined when the agent has no such attribute. */
export function placeOf(
  agent: Pick<Agent, 'host' | 'attributes' | 'region' | 'zone'>,
  field: string,
): string | undefined {
  if (field === 'hostname' || field === '@hostname') return agent.host;
  if (field === '@region') return agent.region;
  if (field === '@zone') return agent.zone;
  const attribute = agent.attributes.find(({ name }) => name === field);
  return attribute === undefined ? undefined : attributeText(attribute);
}

const active = new Set<Condition>([
  'Provisioned',
  'Staging',
  'Starting',
  'Running',
  'Killing',
  'Unreachable',
]);

/** Whether Mesos has, or may have, a task of it. */
export function isActive(instance: Instance): boolean {
  return active.has(instance.condition);
}

export function isScheduled(instance: Instance): boolean {
  return instance.condition === 'Scheduled' && instance.goal === 'Running';
}

/** The condition that follows from what Mesos says of a task. */
export function conditionOf(state: string): Condition {
  switch (state) {
    case 'TASK_STAGING':
      return 'Staging';
    case 'TASK_STARTING':
      return 'Starting';
    case 'TASK_RUNNING':
      return 'Running';
    case 'TASK_KILLING':
      return 'Killing';
    case 'TASK_FINISHED':
      return 'Finished';
    case 'TASK_FAILED':
      return 'Failed';
    case 'TASK_KILLED':
      return 'Killed';
    case 'TASK_ERROR':
      return 'Error';
    case 'TASK_DROPPED':
      return 'Dropped';
    case 'TASK_UNREACHABLE':
      return 'Unreachable';
    case 'TASK_GONE':
    case 'TASK_GONE_BY_OPERATOR':
      return 'Gone';
    default:
      return 'Unknown';
  }
}
