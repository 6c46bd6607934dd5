import type { Convention, SecretContent, ServiceParams } from '../service';

export interface MarathonParams extends ServiceParams {
  /** Where it keeps its apps: `zk://a:2181,b:2181,c:2181/marathon`. */
  readonly zookeeper: string;
  /** `zk://a:2181,b:2181,c:2181/mesos`. */
  readonly master: string;
  readonly convention: Convention;
  readonly httpPort: number;
  /** Name or address under which others reach it. Default: the host's own. */
  readonly hostname?: string;
  readonly mesosUser: string;
  readonly frameworkName: string;
  readonly role?: string;
  /** Package of a Java runtime. */
  readonly javaPackage: string;
  /** More flags by their names without dashes; `true` and `false` are on and off. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Lines of an environment file, as {@link marathonSecrets} makes them. */
  readonly secrets?: SecretContent;
}
