import type { Convention, SecretContent, ServiceParams } from '../service';

/** What masters and agents have in common. */
export interface MesosParams extends ServiceParams {
  /** `zk://a:2181,b:2181,c:2181/mesos`. */
  readonly zookeeper: string;
  readonly convention: Convention;
  readonly port: number;
  /** Address to listen at. Default: what the host's name resolves to. */
  readonly ip?: string;
  /** Name or address under which others reach it. Default: the host's own. */
  readonly hostname?: string;
  readonly workDir: string;
  /** More flags by their names without dashes; `true` and `false` are on and off. */
  readonly flags?: Readonly<Record<string, string>>;
}

export interface MasterParams extends MesosParams {
  /** A majority of all masters. */
  readonly quorum: number;
  readonly clusterName?: string;
  readonly authenticateAgents: boolean;
  readonly authenticateFrameworks: boolean;
  /** JSON of `{credentials: [{principal, secret}]}`. */
  readonly credentials?: SecretContent;
}

export interface AgentParams extends MesosParams {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, string>>;
  readonly containerizers: readonly string[];
  readonly isolation?: readonly string[];
  readonly imageProviders?: readonly string[];
  /** Install and run the distribution's Docker. */
  readonly docker: boolean;
  /** `5mins`. */
  readonly executorRegistrationTimeout: string;
  readonly domain?: { readonly region: string; readonly zone: string };
  /** JSON of `{principal, secret}`. */
  readonly credential?: SecretContent;
}
