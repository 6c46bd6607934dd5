import { isObject } from '../../values/json';

/** What a field of a call may be. */
type Field =
  | 'string'
  | 'boolean'
  | 'number'
  | { readonly message: Message }
  | { readonly each: Field }
  /** Any names, and a message for each. */
  | { readonly map: Message };

type Message = Readonly<Record<string, Field>>;

const id: Field = { message: { value: 'string' } };
const nanoseconds: Field = { message: { nanoseconds: 'number' } };
const scalar: Message = { value: 'number' };
const machine: Field = { message: { hostname: 'string', ip: 'string' } };
const machines: Field = { message: { machines: { each: machine } } };

const resource: Field = {
  message: {
    name: 'string',
    type: 'string',
    role: 'string',
    scalar: { message: scalar },
    ranges: { message: { range: { each: { message: { begin: 'number', end: 'number' } } } } },
    set: { message: { item: { each: 'string' } } },
    reservations: { each: { message: { type: 'string', role: 'string', principal: 'string' } } },
  },
};
const resources: Field = { message: { agent_id: id, resources: { each: resource } } };
const volumes: Field = { message: { agent_id: id, volumes: { each: resource } } };
const ofAgent: Field = { message: { agent_id: id } };

const quotaConfig: Field = {
  message: { role: 'string', guarantees: { map: scalar }, limits: { map: scalar } },
};

/** The calls that have a part of their own, which is required; it has the call's name in lower case. */
export const CALL_PARTS: Readonly<Record<string, Field>> = {
  get_metrics: { message: { timeout: nanoseconds } },
  set_logging_level: { message: { level: 'number', duration: nanoseconds } },
  list_files: { message: { path: 'string' } },
  read_file: { message: { path: 'string', offset: 'number', length: 'number' } },
  update_weights: { message: { weight_infos: { each: { message: { role: 'string', weight: 'number' } } } } },
  reserve_resources: resources,
  unreserve_resources: resources,
  create_volumes: volumes,
  destroy_volumes: volumes,
  update_maintenance_schedule: {
    message: {
      schedule: {
        message: {
          windows: {
            each: {
              message: {
                machine_ids: { each: machine },
                unavailability: { message: { start: nanoseconds, duration: nanoseconds } },
              },
            },
          },
        },
      },
    },
  },
  start_maintenance: machines,
  stop_maintenance: machines,
  update_quota: { message: { force: 'boolean', quota_configs: { each: quotaConfig } } },
  set_quota: {
    message: {
      quota_request: { message: { force: 'boolean', role: 'string', guarantee: { each: resource } } },
    },
  },
  remove_quota: { message: { role: 'string' } },
  teardown: { message: { framework_id: id } },
  mark_agent_gone: ofAgent,
  drain_agent: {
    message: {
      agent_id: id,
      max_grace_period: { message: { seconds: 'number', nanos: 'number' } },
      mark_gone: 'boolean',
    },
  },
  deactivate_agent: ofAgent,
  reactivate_agent: ofAgent,
};

export const CALLS_WITHOUT_PART: readonly string[] = [
  ...[
    'GET_HEALTH',
    'GET_FLAGS',
    'GET_VERSION',
    'GET_LOGGING_LEVEL',
    'GET_STATE',
    'GET_AGENTS',
    'GET_FRAMEWORKS',
  ],
  ...['GET_EXECUTORS', 'GET_OPERATIONS', 'GET_TASKS', 'GET_ROLES', 'GET_WEIGHTS', 'GET_MASTER', 'SUBSCRIBE'],
  ...['GET_MAINTENANCE_STATUS', 'GET_MAINTENANCE_SCHEDULE', 'GET_QUOTA'],
];

/** Why a call is not one, in the words of Mesos' own conversion, or undefined. Unknown fields do not count. */
export function problemWithTypes(call: unknown): string | undefined {
  return problemWith('Call', call, { message: CALL_PARTS });
}

function problemWith(name: string, value: unknown, field: Field): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof field === 'string') {
    return typeof value === field ? undefined : unexpected(name, value);
  }
  if ('each' in field) {
    if (!Array.isArray(value)) return unexpected(name, value);
    return first(value.map((item: unknown) => problemWith(name, item, field.each)));
  }
  if (!isObject(value)) return unexpected(name, value);
  if ('map' in field) {
    return first(Object.values(value).map((item) => problemWith('value', item, { message: field.map })));
  }
  return first(Object.entries(field.message).map(([key, inner]) => problemWith(key, value[key], inner)));
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

function unexpected(name: string, value: unknown): string {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return `Not expecting a JSON ${kind} for field '${name}'`;
}
