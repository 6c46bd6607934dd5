import type {
  MarathonContainer,
  MarathonLabels,
  MarathonNetwork,
  MarathonPort,
} from './container-definition';
import type { MarathonCheck, MarathonHealthCheck, MarathonReadinessCheck } from './health-definition';

/**
 * An app as Marathon's API takes it: the JSON that `POST /v2/apps` takes, field by field. What is left out is as Marathon
 * has it by default. https://mesosphere.github.io/marathon/api-console/index.html
 */
export interface MarathonAppDefinition {
  /**
   * Its path from the root, through the groups it is in.
   *
   * @example '/shop/web'
   */
  readonly id: string;
  /** A line for a shell. Not with `args`. */
  readonly cmd?: string;
  /** A program and its arguments, or the arguments of the image's own. Not with `cmd`. */
  readonly args?: string[];
  /** How many run. @default 1 */
  readonly instances?: number;
  /** Processors of each instance. @default 1 */
  readonly cpus?: number;
  /** Memory of each instance, in MiB. @default 128 */
  readonly mem?: number;
  /** Disk of each instance, in MiB. @default 0 */
  readonly disk?: number;
  /** Graphics processors of each instance; with the container type MESOS. @default 0 */
  readonly gpus?: number;
  /** More than it is promised, up to which an instance may go. */
  readonly resourceLimits?: MarathonResourceLimits;
  /** User that instances run as. */
  readonly user?: string;
  /** Variables: text, or `{ secret: 'name' }` of one of `secrets`. Text is in plan and state. */
  readonly env?: Record<string, unknown>;
  /** Secrets by name; they take a plugin of Marathon. */
  readonly secrets?: Record<string, MarathonSecret>;
  readonly labels?: MarathonLabels;
  /** Files that are fetched into the sandbox before the start. */
  readonly fetch?: MarathonArtifact[];
  readonly container?: MarathonContainer;
  /** How instances are connected. @default the network of the host */
  readonly networks?: MarathonNetwork[];
  /** Ports of the host, with host networking. */
  readonly portDefinitions?: MarathonPort[];
  /** Whether instances get the very ports of `portDefinitions`, on hosts that offer them. @default false */
  readonly requirePorts?: boolean;
  /** How an instance is found to be healthy; one that is not is replaced. */
  readonly healthChecks?: MarathonHealthCheck[];
  /** When a new instance counts during a deployment; one at most. */
  readonly readinessChecks?: MarathonReadinessCheck[];
  /** A check whose result is reported and nothing more. */
  readonly check?: MarathonCheck;
  /**
   * Where instances may run: attribute or `hostname`, operator, value.
   *
   * @example [['hostname', 'UNIQUE'], ['rack', 'LIKE', 'r[12]']]
   */
  readonly constraints?: string[][];
  /** Roles whose resources it takes. */
  readonly acceptedResourceRoles?: string[];
  /** Role of Mesos that it runs under. */
  readonly role?: string;
  /** Apps and groups that have to run first. */
  readonly dependencies?: string[];
  readonly upgradeStrategy?: MarathonUpgradeStrategy;
  /** `disabled`, or `{ inactiveAfterSeconds, expungeAfterSeconds }`: what becomes of an instance whose agent is lost. */
  readonly unreachableStrategy?: unknown;
  /** 'YOUNGEST_FIRST' or 'OLDEST_FIRST'. @default 'YOUNGEST_FIRST' */
  readonly killSelection?: string;
  /** Seconds that an instance gets to end by itself. */
  readonly taskKillGracePeriodSeconds?: number;
  /** Seconds before an instance that failed is started again. @default 1 */
  readonly backoffSeconds?: number;
  /** By how much that grows with every failure. @default 1.15 */
  readonly backoffFactor?: number;
  /** Seconds that it grows to at most. @default 300 */
  readonly maxLaunchDelaySeconds?: number;
  /** Executor of your own. */
  readonly executor?: string;
  readonly executorResources?: MarathonExecutorResources;
  /** Whether instances get a terminal. */
  readonly tty?: boolean;
  /** @deprecated since Marathon 1.5, in favour of unreachableStrategy and persistent volumes */
  readonly residency?: MarathonResidency;
  /** @deprecated since Marathon 1.5, in favour of networks */
  readonly ipAddress?: Record<string, unknown>;
  /** @deprecated since Marathon 1.5, in favour of portDefinitions */
  readonly ports?: number[];
  /** @deprecated in favour of fetch */
  readonly uris?: string[];
}

/** A secret, by where its store has it. */
export interface MarathonSecret {
  readonly source: string;
}

/** A file to fetch. */
export interface MarathonArtifact {
  readonly uri: string;
  /** Whether an archive is unpacked. @default true */
  readonly extract?: boolean;
  /** @default false */
  readonly executable?: boolean;
  /** Whether the agent keeps it for the next instance. @default false */
  readonly cache?: boolean;
  /** Name of it in the sandbox. */
  readonly destPath?: string;
}

/** Numbers, or 'unlimited'. */
export interface MarathonResourceLimits {
  readonly cpus?: unknown;
  /** In MiB. */
  readonly mem?: unknown;
}

/** How much of an app may be missing, and be there twice, while it is changed: parts of `instances`, from 0 to 1. */
export interface MarathonUpgradeStrategy {
  readonly minimumHealthCapacity: number;
  readonly maximumOverCapacity: number;
}

/** What an executor of your own gets beside the task. */
export interface MarathonExecutorResources {
  readonly cpus?: number;
  /** In MiB. */
  readonly mem?: number;
  /** In MiB. */
  readonly disk?: number;
}

/** What becomes of an instance with a persistent volume whose agent is lost. */
export interface MarathonResidency {
  readonly relaunchEscalationTimeoutSeconds?: number;
  /** 'WAIT_FOREVER' or 'RELAUNCH_AFTER_TIMEOUT'. */
  readonly taskLostBehavior?: string;
}

/** Apps and groups that belong together, as Marathon's API takes them. */
export interface MarathonGroupDefinition {
  /**
   * Its path from the root. Ids inside may be relative to it.
   *
   * @example '/shop'
   */
  readonly id: string;
  readonly apps?: MarathonAppDefinition[];
  readonly groups?: MarathonGroupDefinition[];
  /** Apps and groups that have to run first. */
  readonly dependencies?: string[];
  /** Whether the apps inside run under the role of the group. */
  readonly enforceRole?: boolean;
}
