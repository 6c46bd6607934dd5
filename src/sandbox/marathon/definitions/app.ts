import type { JsonMap } from '../json';

/** An app in the form in which Marathon keeps it: nothing deprecated, every default filled in. */
export interface App extends JsonMap {
  /** Absolute: `/shop/web`. */
  readonly id: string;
  readonly acceptedResourceRoles?: readonly string[];
  readonly args?: readonly string[];
  readonly backoffFactor: number;
  readonly backoffSeconds: number;
  readonly cmd?: string;
  readonly constraints?: readonly (readonly string[])[];
  readonly container?: Container;
  readonly cpus: number;
  readonly dependencies?: readonly string[];
  readonly disk: number;
  readonly env?: Readonly<Record<string, string | SecretReference>>;
  readonly executor: string;
  readonly fetch?: readonly Artifact[];
  readonly healthChecks?: readonly HealthCheck[];
  readonly instances: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly maxLaunchDelaySeconds: number;
  readonly mem: number;
  readonly gpus: number;
  readonly networks: readonly Network[];
  readonly portDefinitions?: readonly PortDefinition[];
  readonly readinessChecks?: readonly ReadinessCheck[];
  readonly residency?: JsonMap;
  readonly requirePorts: boolean;
  readonly secrets?: Readonly<Record<string, JsonMap>>;
  readonly taskKillGracePeriodSeconds?: number;
  readonly upgradeStrategy: UpgradeStrategy;
  readonly user?: string;
  readonly version: string;
  readonly versionInfo: VersionInfo;
  readonly killSelection: KillSelection;
  readonly unreachableStrategy: UnreachableStrategy;
  readonly role: string;
}

export type KillSelection = 'YOUNGEST_FIRST' | 'OLDEST_FIRST';

export type UnreachableStrategy = 'disabled' | UnreachableTimes;

export interface UnreachableTimes extends JsonMap {
  readonly inactiveAfterSeconds: number;
  readonly expungeAfterSeconds: number;
}

export interface SecretReference extends JsonMap {
  readonly secret: string;
}

export interface VersionInfo extends JsonMap {
  readonly lastScalingAt: string;
  readonly lastConfigChangeAt: string;
}

export interface UpgradeStrategy extends JsonMap {
  readonly maximumOverCapacity: number;
  readonly minimumHealthCapacity: number;
}

export interface Artifact extends JsonMap {
  readonly uri: string;
  readonly extract: boolean;
  readonly executable: boolean;
  readonly cache: boolean;
  readonly destPath?: string;
}

export interface Network extends JsonMap {
  readonly name?: string;
  readonly mode: 'container' | 'container/bridge' | 'host';
  readonly labels?: Readonly<Record<string, string>>;
}

export interface PortDefinition extends JsonMap {
  readonly port: number;
  readonly name?: string;
  readonly protocol: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PortMapping extends JsonMap {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly protocol: string;
  readonly servicePort: number;
  readonly networkNames?: readonly string[];
}

export interface Container extends JsonMap {
  readonly type: 'MESOS' | 'DOCKER';
  readonly docker?: DockerImage;
  readonly volumes: readonly Volume[];
  readonly portMappings?: readonly PortMapping[];
}

export interface DockerImage extends JsonMap {
  readonly image: string;
  readonly forcePullImage: boolean;
  readonly privileged: boolean;
  readonly parameters: readonly JsonMap[];
}

export interface Volume extends JsonMap {
  readonly containerPath: string;
  readonly mode?: 'RO' | 'RW';
  readonly hostPath?: string;
  readonly persistent?: PersistentVolume;
  readonly external?: JsonMap;
  readonly secret?: string;
}

export interface PersistentVolume extends JsonMap {
  readonly type?: 'root' | 'path' | 'mount';
  /** MiB */
  readonly size: number;
  readonly maxSize?: number;
  readonly constraints: readonly (readonly string[])[];
}

export interface HealthCheck extends JsonMap {
  readonly protocol: string;
  readonly path?: string;
  readonly port?: number;
  readonly portIndex?: number;
  readonly ignoreHttp1xx?: boolean;
  readonly gracePeriodSeconds: number;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly delaySeconds: number;
  readonly maxConsecutiveFailures: number;
  readonly command?: { readonly value: string };
}

export interface ReadinessCheck extends JsonMap {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly path: string;
  readonly portName: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly httpStatusCodesForReady: readonly number[];
  readonly preserveLastResponse: boolean;
}

/** Whether it keeps data on the agents' disks, which pins its instances to them. */
export function isResident(app: App): boolean {
  return app.container?.volumes.some((volume) => volume.persistent !== undefined) ?? false;
}

/** Whether its tasks share the network of their agent. */
export function hasHostNetwork(app: App): boolean {
  return app.networks.every(({ mode }) => mode === 'host');
}

/** The ports by which an app's instances are found: those of its definitions, or of its mappings. */
export function servicePorts(app: App): readonly number[] {
  return hasHostNetwork(app)
    ? (app.portDefinitions ?? []).map(({ port }) => port)
    : (app.container?.portMappings ?? []).map(({ servicePort }) => servicePort);
}

/** Names of its ports by index; undefined where one has none. */
export function portNames(app: App): readonly (string | undefined)[] {
  const ports = hasHostNetwork(app) ? app.portDefinitions : app.container?.portMappings;
  return (ports ?? []).map(({ name }) => name);
}
