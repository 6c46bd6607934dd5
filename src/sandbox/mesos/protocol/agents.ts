import type { Attribute } from '../values/attributes';
import type { Nanoseconds } from '../values/duration';
import type { Resources } from '../values/resource';
import type { Id } from './tasks';

/** What an agent says of itself. */
export interface AgentInfo {
  readonly hostname: string;
  readonly port: number;
  readonly resources: Resources;
  readonly attributes: readonly Attribute[];
  /** None before it has registered for the first time. */
  readonly id?: Id;
  readonly checkpoint?: boolean;
  readonly domain?: unknown;
}

export const AGENT_CAPABILITIES = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
];

export interface DrainConfig {
  readonly max_grace_period?: Nanoseconds;
  readonly mark_gone: boolean;
}

export interface DrainInfo {
  readonly state: 'DRAINING' | 'DRAINED';
  readonly config: DrainConfig;
}
