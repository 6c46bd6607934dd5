/** Text by name. */
export type MarathonLabels = Record<string, string>;

/** The container an instance runs in. */
export interface MarathonContainer {
  /** 'DOCKER', the Docker engine, or 'MESOS', Mesos' own. @default 'DOCKER' */
  readonly type?: string;
  readonly docker?: MarathonDocker;
  /** Ports inside, and where they are reached; with networks of the container. */
  readonly portMappings?: MarathonPortMapping[];
  readonly volumes?: MarathonVolume[];
  /** Seccomp and IPC; with the type MESOS. */
  readonly linuxInfo?: Record<string, unknown>;
}

/** An image, for either type of container. */
export interface MarathonDocker {
  readonly image: string;
  /** Whether it is pulled also when it is there. @default false */
  readonly forcePullImage?: boolean;
  /** Secret with the login of the registry; with the type MESOS. */
  readonly pullConfig?: MarathonPullConfig;
  /** Arguments of `docker run`. */
  readonly parameters?: MarathonDockerParameter[];
  /** @default false */
  readonly privileged?: boolean;
  /** @deprecated */
  readonly credential?: Record<string, string>;
  /** @deprecated since Marathon 1.5, in favour of networks */
  readonly network?: string;
  /** @deprecated since Marathon 1.5, in favour of portMappings of the container */
  readonly portMappings?: MarathonPortMapping[];
}

/** Name of one of the app's secrets. */
export interface MarathonPullConfig {
  readonly secret: string;
}

/** `--key=value`. */
export interface MarathonDockerParameter {
  readonly key: string;
  readonly value: string;
}

/** A port with its name. */
export interface MarathonPort {
  /** 0 is one that Marathon chooses. */
  readonly port?: number;
  readonly name?: string;
  /** 'tcp', 'udp' or 'udp,tcp'. @default 'tcp' */
  readonly protocol?: string;
  readonly labels?: MarathonLabels;
}

/** A port inside of a container. */
export interface MarathonPortMapping {
  /** 0 is the same as hostPort. @default 0 */
  readonly containerPort?: number;
  /** 0 is one that Marathon chooses. */
  readonly hostPort?: number;
  /** What load balancers offer it at; 0 is one that Marathon chooses. @default 0 */
  readonly servicePort?: number;
  readonly name?: string;
  /** 'tcp', 'udp' or 'udp,tcp'. @default 'tcp' */
  readonly protocol?: string;
  readonly labels?: MarathonLabels;
  /** Which of several networks it is for. */
  readonly networkNames?: string[];
}

/** A network of an app. */
export interface MarathonNetwork {
  /** 'container', 'container/bridge' or 'host'. @default 'container' */
  readonly mode?: string;
  /** Name of a network of the agents; with the mode 'container'. */
  readonly name?: string;
  readonly labels?: MarathonLabels;
}

/** A volume: one of `persistent`, `external`, `secret` and `hostPath`. */
export interface MarathonVolume {
  /** Where it is inside; of a persistent one a name in the sandbox. */
  readonly containerPath: string;
  /** 'RO' or 'RW'. */
  readonly mode?: string;
  readonly hostPath?: string;
  readonly persistent?: MarathonPersistentVolume;
  /** A volume of a driver on the agents. */
  readonly external?: Record<string, unknown>;
  /** Name of one of the app's secrets. */
  readonly secret?: string;
}

/** A volume that stays on its agent with what is in it. */
export interface MarathonPersistentVolume {
  /** In MiB. */
  readonly size: number;
  /** 'root', 'path' or 'mount'. @default 'root' */
  readonly type?: string;
  /** In MiB; of the type mount. */
  readonly maxSize?: number;
  readonly profileName?: string;
  /** LIKE and UNLIKE. */
  readonly constraints?: string[][];
}
