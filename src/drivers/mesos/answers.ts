import { z } from 'zod';

/** Only what is used is described: masters of other versions answer with fewer or more fields. */
const value = z.looseObject({ value: z.string() });
const scalar = z.looseObject({ value: z.number() });
const ranges = z.looseObject({
  range: z.array(z.looseObject({ begin: z.number(), end: z.number() })).default([]),
});
const set = z.looseObject({ item: z.array(z.string()).default([]) });

const attribute = z.looseObject({
  name: z.string(),
  type: z.string(),
  text: value.optional(),
  scalar: scalar.optional(),
  ranges: ranges.optional(),
  set: set.optional(),
});

const resource = z.looseObject({
  name: z.string(),
  type: z.string(),
  role: z.string().optional(),
  scalar: scalar.optional(),
  ranges: ranges.optional(),
  set: set.optional(),
});

const agentInfo = z.looseObject({
  hostname: z.string(),
  port: z.number().default(5051),
  id: value.optional(),
  attributes: z.array(attribute).default([]),
  resources: z.array(resource).default([]),
});

const drainInfo = z.looseObject({
  state: z.string(),
  config: z.looseObject({ mark_gone: z.boolean().default(false) }).optional(),
});

const agent = z.looseObject({
  agent_info: agentInfo,
  active: z.boolean(),
  /** Masters before 1.9 know no deactivation. */
  deactivated: z.boolean().default(false),
  version: z.string(),
  pid: z.string().optional(),
  total_resources: z.array(resource).default([]),
  allocated_resources: z.array(resource).default([]),
  drain_info: drainInfo.optional(),
});

const task = z.looseObject({
  name: z.string(),
  task_id: value,
  framework_id: value,
  agent_id: value,
  state: z.string(),
});

const framework = z.looseObject({
  framework_info: z.looseObject({
    name: z.string(),
    id: value.optional(),
    role: z.string().optional(),
    roles: z.array(z.string()).optional(),
    checkpoint: z.boolean().default(false),
    failover_timeout: z.number().default(0),
  }),
  active: z.boolean(),
  connected: z.boolean(),
});

const list = <T extends z.ZodType>(item: T) => z.array(item).default([]);

/** The answers of the operator API, by the call's type. */
export const answers = {
  GET_HEALTH: z.looseObject({ get_health: z.looseObject({ healthy: z.boolean() }) }),
  GET_AGENTS: z.looseObject({
    get_agents: z.looseObject({ agents: list(agent), recovered_agents: list(agentInfo) }),
  }),
  GET_TASKS: z.looseObject({
    get_tasks: z.looseObject({
      pending_tasks: list(task.partial().loose()),
      tasks: list(task),
      unreachable_tasks: list(task),
    }),
  }),
  GET_FRAMEWORKS: z.looseObject({ get_frameworks: z.looseObject({ frameworks: list(framework) }) }),
  GET_FLAGS: z.looseObject({
    get_flags: z.looseObject({
      flags: list(z.looseObject({ name: z.string(), value: z.string().default('') })),
    }),
  }),
  GET_MASTER: z.looseObject({
    get_master: z.looseObject({
      master_info: z.looseObject({
        id: z.string(),
        port: z.number(),
        hostname: z.string().optional(),
        pid: z.string().optional(),
        version: z.string().optional(),
        address: z.looseObject({ ip: z.string().optional(), port: z.number() }).optional(),
      }),
    }),
  }),
  GET_VERSION: z.looseObject({
    get_version: z.looseObject({ version_info: z.looseObject({ version: z.string() }) }),
  }),
} as const;

/** Of `GET /metrics/snapshot`, which every master answers for itself. */
export const metrics = z.record(z.string(), z.number());

/** Of `GET /flags`, which every master answers for itself. */
export const flags = z.looseObject({ flags: z.record(z.string(), z.string()) });

const slaves = z.looseObject({
  slaves: list(z.looseObject({ id: value })),
});

/** Of `GET /registrar(1)/registry`, which the leader answers. */
export const registry = z.looseObject({
  slaves: z
    .looseObject({
      slaves: list(
        z.looseObject({
          info: agentInfo,
          deactivated: z.boolean().default(false),
          drain_info: drainInfo.optional(),
        }),
      ),
    })
    .optional(),
  unreachable: slaves.optional(),
  gone: slaves.optional(),
});

export type AgentInfo = z.infer<typeof agentInfo>;
export type AgentAnswer = z.infer<typeof agent>;
export type TaskAnswer = z.infer<typeof task>;
export type FrameworkAnswer = z.infer<typeof framework>;
export type ReadCall = keyof typeof answers;
export type Answer<C extends ReadCall> = z.infer<(typeof answers)[C]>;
