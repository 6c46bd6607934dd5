import { z } from 'zod';

/** Only what is used is described: other versions answer with fewer or more fields. Old ones write null for nothing. */
const text = z.string().nullish();
const count = z.number().nullish();
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((found) => found ?? []);

const health = z.looseObject({
  alive: z.boolean(),
  consecutiveFailures: z.number().default(0),
  lastFailureCause: text,
});

export const task = z.looseObject({
  id: z.string(),
  appId: text,
  host: text,
  /** Absent before 1.4. */
  state: text,
  stagedAt: text,
  startedAt: text,
  version: text,
  ports: list(z.number()),
  healthCheckResults: list(health.nullable()),
});

export const taskFailure = z.looseObject({
  host: text,
  message: z.string().default(''),
  state: z.string(),
  taskId: z.string(),
  timestamp: text,
  version: text,
});

const readinessResult = z.looseObject({
  name: z.string(),
  taskId: z.string(),
  ready: z.boolean(),
  lastResponse: z.looseObject({ status: z.number(), body: text }).nullish(),
});

/** An app as Marathon gives it: the whole definition, and what runs of it. */
export const appInfo = z.looseObject({
  id: z.string(),
  version: text,
  instances: z.number().default(1),
  labels: z.record(z.string(), z.string()).nullish(),
  tasksStaged: count,
  tasksRunning: count,
  tasksHealthy: count,
  tasksUnhealthy: count,
  deployments: list(z.looseObject({ id: z.string() })),
  tasks: list(task),
  lastTaskFailure: taskFailure.nullish(),
  readinessCheckResults: list(readinessResult),
  healthChecks: list(z.looseObject({})),
});

export const appAnswer = z.looseObject({ app: appInfo });
export const appList = z.looseObject({ apps: z.array(appInfo) });
export const versionList = z.looseObject({ versions: z.array(z.string()) });

/** A group as Marathon gives it, with all that is in it. */
export interface GroupInfo {
  readonly id: string;
  readonly version?: string | null | undefined;
  readonly apps: readonly AppInfo[];
  readonly pods: readonly Readonly<Record<string, unknown>>[];
  readonly groups: readonly GroupInfo[];
  readonly dependencies: readonly string[];
}

export const groupInfo: z.ZodType<GroupInfo> = z.looseObject({
  id: z.string(),
  version: text,
  apps: list(appInfo),
  pods: list(z.looseObject({})),
  groups: list(z.lazy(() => groupInfo)),
  dependencies: list(z.string()),
});

export const deploymentResult = z.looseObject({ deploymentId: z.string(), version: z.string() });

const action = z.looseObject({
  /** `type` in the steps of a dry run of some versions. */
  action: z.string().optional(),
  type: z.string().optional(),
  app: text,
  pod: text,
});
const step = z.union([
  z.looseObject({ actions: z.array(action) }),
  // Before 1.0 a step was its actions.
  z.array(action).transform((actions) => ({ actions })),
]);
export const deploymentSteps = z.looseObject({ steps: z.array(step) });

export const deployment = z.looseObject({
  id: z.string(),
  version: text,
  affectedApps: list(z.string()),
  affectedPods: list(z.string()),
  steps: list(step),
  currentActions: list(action.extend({ readinessCheckResults: list(readinessResult) }).loose()),
  currentStep: z.number().default(0),
  totalSteps: z.number().default(0),
});
export const deploymentList = z.array(deployment);

const declined = z.looseObject({ reason: z.string(), declined: z.number(), processed: z.number() });

export const queueItem = z.looseObject({
  app: z.looseObject({ id: z.string() }).optional(),
  pod: z.looseObject({ id: z.string() }).optional(),
  count: z.number(),
  role: text,
  delay: z.looseObject({ timeLeftSeconds: z.number(), overdue: z.boolean() }).nullish(),
  since: text,
  processedOffersSummary: z
    .looseObject({
      processedOffersCount: z.number().default(0),
      unusedOffersCount: z.number().default(0),
      rejectSummaryLastOffers: list(declined),
      rejectSummaryLaunchAttempt: list(declined),
    })
    .nullish(),
});
export const queue = z.looseObject({ queue: list(queueItem) });

export const info = z.looseObject({
  name: text,
  version: z.string(),
  elected: z.boolean().nullish(),
  leader: text,
  frameworkId: text,
  marathon_config: z.looseObject({ features: list(z.string()), mesos_role: text }).nullish(),
});

export const leader = z.looseObject({ leader: z.string() });

/** `{message, details}`, as all versions have ever written it. */
export const errorAnswer = z.looseObject({
  message: z
    .unknown()
    .transform((said) => (typeof said === 'string' ? said : said === undefined ? '' : JSON.stringify(said))),
  details: list(
    z.union([
      z.string(),
      z.looseObject({
        path: text,
        attribute: text,
        errors: list(z.string()),
        error: text,
        message: text,
      }),
    ]),
  ),
  deployments: list(z.looseObject({ id: z.string() })),
});

export type AppInfo = z.infer<typeof appInfo>;
export type Task = z.infer<typeof task>;
export type TaskFailure = z.infer<typeof taskFailure>;
export type Deployment = z.infer<typeof deployment>;
export type DeploymentResult = z.infer<typeof deploymentResult>;
export type DeploymentSteps = z.infer<typeof deploymentSteps>;
export type QueueItem = z.infer<typeof queueItem>;
export type MarathonInfo = z.infer<typeof info>;
export type ErrorAnswer = z.infer<typeof errorAnswer>;
