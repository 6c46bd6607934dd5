import type { MesosPackages } from './mesos-packages';

/** How the unit of a package reads its flags. */
export enum FlagConvention {
  /** One file per flag, /etc/mesos-master/quorum. */
  FILES = 'files',
  /** Variables in /etc/default/mesos-master. */
  ENVIRONMENT = 'environment',
}

/** What runs the images of tasks. */
export enum ContainerEngine {
  /** None: tasks are commands. */
  NONE = 'none',
  /** The Docker engine of the hosts' distribution, which is installed. */
  DOCKER = 'docker',
  /** Mesos' own containerizer, which pulls Docker images itself. */
  MESOS = 'mesos',
}

/** What may differ between the agents of one cluster. */
export interface AgentSettings {
  /**
   * Attributes, which constraints of apps refer to. Another value drains the agent and makes it a new one.
   *
   * @default none
   * @example { rack: 'r1' }
   */
  readonly attributes?: Record<string, string>;
  /**
   * What it offers: a number as '4', `mem` and `disk` in MiB, ranges as '[31000-32000]', sets as '{a,b}'; by name, or by name
   * and role as 'cpus(web)'. Less of one drains the agent and makes it a new one.
   *
   * @default what mesos-agent finds, and the ports 31000 to 32000
   * @example { cpus: '4', mem: '8192' }
   */
  readonly resources?: Record<string, string>;
  /**
   * The region of its fault domain; with `zone`.
   *
   * @default none
   */
  readonly region?: string;
  /**
   * The zone of its fault domain; with `region`.
   *
   * @default none
   */
  readonly zone?: string;
  /**
   * What these agents fail together with. Changes that restart or drain agents go one failure domain at a time: all of one
   * at once, and the next when those are registered again.
   *
   * @default their region and zone, else their attribute `rack`, else each host by itself
   * @example 'row-7'
   */
  readonly failureDomain?: string;
  /**
   * Isolators of the Mesos containerizer.
   *
   * @default those of mesos-agent, and with ContainerEngine.MESOS what images need
   * @example ['cgroups/cpu', 'cgroups/mem']
   */
  readonly isolation?: string[];
  /**
   * More flags of mesos-agent, by their names without dashes; one that is on or off has 'true' or 'false'.
   *
   * @default those of the cluster's `agentFlags`
   */
  readonly flags?: Record<string, string>;
}

/** A principal of Mesos. Give the secret as an ephemeral variable: what is written out is in the synthesized JSON. */
export interface MesosCredential {
  readonly principal: string;
  readonly secret: string;
}

/** Who has to authenticate at the masters, and with what. Nothing of it is in plan or state. */
export interface MesosAuthentication {
  /**
   * What agents authenticate with.
   *
   * @default agents need not authenticate
   */
  readonly agents?: MesosCredential;
  /**
   * What Marathon authenticates with. Frameworks of others then have to as well.
   *
   * @default frameworks need not authenticate
   */
  readonly marathon?: MesosCredential;
  /**
   * Credentials of other frameworks.
   *
   * @default none
   */
  readonly others?: MesosCredential[];
  /** Raise it with every change of a secret: Terraform cannot see those. */
  readonly version: number;
}

/** The login that Marathon demands over HTTP. */
export interface MarathonHttpLogin {
  /** `user:password`. Give it as an ephemeral variable: what is written out is in the synthesized JSON. */
  readonly credentials: string;
  /** Raise it with every change of `credentials`. */
  readonly version: number;
  /** Name of the login with the same user and password in `marathonLogins` of this stack's `Fleetwright`. */
  readonly login: string;
}

/** All of a cluster but its hosts. */
export interface MesosSettings {
  /** Where ZooKeeper, Mesos and Marathon come from. */
  readonly packages: MesosPackages;
  /**
   * Name of the cluster, shown to people.
   *
   * @default none
   */
  readonly clusterName?: string;
  /**
   * How many masters have to have a write in their log.
   *
   * @default the majority of the masters, the only number that is safe; others are refused
   */
  readonly quorum?: number;
  /**
   * 'I consent to a new registry': going from one master to three starts an empty registry, with which every agent has to
   * register anew.
   *
   * @default such a change is refused
   */
  readonly newRegistry?: string;
  /**
   * The path below which masters elect their leader in ZooKeeper. Another one is another cluster.
   *
   * @default '/mesos'
   */
  readonly zookeeperPath?: string;
  /**
   * Numbers of ZooKeeper nodes, by the path of their host in its stack. A number stays with its host.
   *
   * @default the number at the end of the host's name, else one that follows from the name
   * @example { 'rack-b-1': 4 }
   */
  readonly zookeeperIds?: Record<string, number>;
  /**
   * Settings of zoo.cfg.
   *
   * @default none
   * @example { tickTime: '3000' }
   */
  readonly zookeeperSettings?: Record<string, string>;
  /**
   * How packages of Mesos read their flags.
   *
   * @default FlagConvention.FILES
   */
  readonly convention?: FlagConvention;
  /**
   * How those of Marathon do, which have read no files of flags since 1.5.
   *
   * @default FlagConvention.ENVIRONMENT
   */
  readonly marathonConvention?: FlagConvention;
  /**
   * More flags of mesos-master.
   *
   * @default none
   */
  readonly masterFlags?: Record<string, string>;
  /**
   * More flags of mesos-agent, for all agents.
   *
   * @default none
   */
  readonly agentFlags?: Record<string, string>;
  /**
   * More flags of Marathon.
   *
   * @default none
   * @example { enable_features: 'secrets' }
   */
  readonly marathonFlags?: Record<string, string>;
  /** @default 5050 */
  readonly masterPort?: number;
  /** @default 5051 */
  readonly agentPort?: number;
  /** @default 8080 */
  readonly marathonPort?: number;
  /** @default ContainerEngine.NONE */
  readonly containerEngine?: ContainerEngine;
  /**
   * How long an executor may take to register, the pull of its image among it: '30secs', '5mins', '1hrs'.
   *
   * @default '5mins'
   */
  readonly executorRegistrationTimeout?: string;
  /**
   * User of the agents that tasks of Marathon run as.
   *
   * @default 'root'
   */
  readonly mesosUser?: string;
  /**
   * Name of the framework, shown to people.
   *
   * @default 'marathon'
   */
  readonly frameworkName?: string;
  /**
   * Role of Mesos that Marathon's resources belong to, which persistent volumes need.
   *
   * @default '*'
   */
  readonly marathonRole?: string;
  /**
   * Package of the Java runtime that runs Marathon.
   *
   * @default 'default-jre-headless'
   */
  readonly javaPackage?: string;
  /** @default nobody has to authenticate at the masters */
  readonly authentication?: MesosAuthentication;
  /** @default Marathon demands no login */
  readonly marathonHttpLogin?: MarathonHttpLogin;
  /**
   * How long replacements and a drain may take before a change or a removal of an agent gives up: `90s`, `10m`, `1h30m`.
   *
   * @default '10m'
   */
  readonly drainTimeout?: string;
  /**
   * How long each task gets to end by itself during a drain: `90s`, `5m`.
   *
   * @default its own grace period
   */
  readonly drainGracePeriod?: string;
  /**
   * Ranges from which hosts of this cluster come whose addresses are not known beforehand, or that are behind another
   * firewall. The firewalls of hosts on EC2 and Azure let them in.
   *
   * @default none
   * @example ['10.1.0.0/16']
   */
  readonly peerCidrs?: string[];
}
