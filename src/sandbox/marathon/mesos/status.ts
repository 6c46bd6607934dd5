import type { JsonMap } from '../json';
import { asList, asMap, asText } from '../json';
import { valueOf } from './offer';

/** What Mesos says of a task. */
export interface TaskStatus {
  readonly taskId: string;
  /** `TASK_RUNNING` */
  readonly state: string;
  readonly message: string;
  readonly reason: string;
  readonly source: string;
  readonly agentId: string;
  /** Of updates that want to be acknowledged. */
  readonly uuid?: string;
  readonly healthy?: boolean;
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
  readonly addresses: readonly { readonly ipAddress: string; readonly protocol: string }[];
  readonly checkStatus?: JsonMap;
}

export function readStatus(json: JsonMap): TaskStatus {
  const { uuid, healthy, timestamp } = json;
  const checked = json['check_status'];
  return {
    taskId: valueOf(json['task_id']),
    state: asText(json['state']),
    message: asText(json['message']),
    reason: asText(json['reason']),
    source: asText(json['source']),
    agentId: valueOf(json['agent_id']),
    ...(typeof uuid === 'string' ? { uuid } : {}),
    ...(typeof healthy === 'boolean' ? { healthy } : {}),
    ...(typeof timestamp === 'number' ? { timestamp: timestamp * 1000 } : {}),
    addresses: asList(asMap(json['container_status'])['network_infos']).flatMap((info) =>
      asList(asMap(info)['ip_addresses']).map((one) => ({
        ipAddress: asText(asMap(one)['ip_address']),
        protocol: asText(asMap(one)['protocol']) || 'IPv4',
      })),
    ),
    ...(checked === undefined ? {} : { checkStatus: asMap(checked) }),
  };
}

/** After which nothing of the task comes any more. */
const terminal = new Set([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNKNOWN',
]);

export function isTerminal(state: string): boolean {
  return terminal.has(state);
}
