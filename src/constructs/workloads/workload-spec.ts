/** What kind of Service Kubernetes makes for a workload. */
export enum ServiceType {
  /** Reachable from inside of the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** Reachable on the same port of every node as well. */
  NODE_PORT = 'NodePort',
}

/** What becomes of a prop that the cluster's orchestrator has nothing for. */
export enum OnUntranslatable {
  /** It is an error, which names the prop and the way out. */
  ERROR = 'error',
  /** It is left out where it cannot be had, with a warning that says the same. */
  WARN = 'warn',
}

/** A port a workload listens on. */
export interface WorkloadPort {
  /**
   * An RFC 6335 service name.
   *
   * @example 'http'
   */
  readonly name: string;
  /**
   * The port inside the container. Without an image it is a port of the host: the replica runs where the agent offers that
   * very port and nobody else has it.
   *
   * 0, on Mesos only, is a port of the host that Marathon chooses for each replica. The replica finds it in the variable
   * PORT0 when it is the first of its ports, in PORT1 when it is the second.
   */
  readonly port: number;
  /**
   * The port under which the service offers it; on Mesos the service port that load balancers offer it at, which belongs to
   * one app of a cluster.
   *
   * @default the port inside the container; on Mesos one that Marathon chooses
   */
  readonly expose?: number;
  /**
   * The port of every node, from 30000 to 32767; with `ServiceType.NODE_PORT`. It belongs to one service of a
   * cluster. Mesos has none.
   *
   * @default Kubernetes chooses one
   */
  readonly nodePort?: number;
  /**
   * 'TCP' or 'UDP'.
   *
   * @default 'TCP'
   */
  readonly protocol?: string;
}

/** A question over HTTP that a healthy replica answers with a status from 200 to 399. */
export interface HealthCheck {
  /**
   * The path to ask for.
   *
   * @example '/healthz'
   */
  readonly httpGet: string;
  /**
   * The name of one of the workload's ports.
   *
   * @default the first
   */
  readonly port?: string;
  /**
   * Seconds after the start before the first question; on Mesos, during which failures do not count.
   *
   * @default 0
   */
  readonly initialDelaySeconds?: number;
  /**
   * Seconds between two questions.
   *
   * @default 10
   */
  readonly periodSeconds?: number;
  /**
   * Seconds an answer may take.
   *
   * @default 1
   */
  readonly timeoutSeconds?: number;
  /**
   * How many failures in a row count as one. For readiness on Mesos it is 1 always.
   *
   * @default 3; for readiness on Mesos 1
   */
  readonly failureThreshold?: number;
}

/** How an orchestrator tells that a replica works. */
export interface WorkloadHealth {
  /**
   * A replica that fails it gets no traffic; a release, or a deployment on Mesos, waits until all pass it.
   *
   * @default a replica is ready once it runs
   */
  readonly readiness?: HealthCheck;
  /**
   * A replica that fails it is started again.
   *
   * @default a replica is alive as long as it runs
   */
  readonly liveness?: HealthCheck;
}

/** A long-running app, in terms that every orchestrator has. */
export interface WorkloadSpec {
  /**
   * What to run in a container. Kubernetes takes nothing else.
   *
   * @default none: `command` runs on the host itself, on Mesos
   * @example 'registry.example/web:1.4'
   */
  readonly image?: string;
  /**
   * What to run instead of the image's entry point. Without an image it runs on the host, as it is installed there.
   *
   * @default the image's; needed without an image
   */
  readonly command?: string[];
  /**
   * Arguments instead of the image's.
   *
   * @default the image's
   */
  readonly args?: string[];
  /** @default 1 */
  readonly replicas?: number;
  /**
   * The ports it listens on. With at least one there is a service as well.
   *
   * @default none
   */
  readonly ports?: WorkloadPort[];
  /**
   * Environment variables. Not for secrets: they are in plan and state.
   *
   * @default none
   */
  readonly env?: Record<string, string>;
  /**
   * Processors that each replica is promised, in steps of 0.001; it may use more while they are idle.
   *
   * @default no promise; on Mesos, which always makes one, 1
   * @example 0.5
   */
  readonly cpus?: number;
  /**
   * Memory that each replica is promised and cannot exceed.
   *
   * @default neither a promise nor a limit; on Mesos, which always has both, 128MiB
   * @example '256MiB'
   */
  readonly memory?: string;
  /** @default a replica is healthy while it runs */
  readonly health?: WorkloadHealth;
  /** @default ServiceType.CLUSTER_IP */
  readonly service?: ServiceType;
  /**
   * The namespace on Kubernetes, which has to exist; on Mesos the group of Marathon, which is made.
   *
   * @default 'default'; on Mesos the root
   */
  readonly namespace?: string;
  /**
   * What becomes of a prop that can be had on one orchestrator and not on that of this cluster. Where nothing could be run
   * without it, such as an image on Kubernetes, it is an error always.
   *
   * @default OnUntranslatable.ERROR
   */
  readonly onUntranslatable?: OnUntranslatable;
}
