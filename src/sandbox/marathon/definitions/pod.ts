import type { JsonMap } from '../json';
import type {
  Artifact,
  KillSelection,
  Network,
  PersistentVolume,
  SecretReference,
  UnreachableStrategy,
  UpgradeStrategy,
} from './app';

/** A pod in the form in which Marathon keeps it. */
export interface Pod extends JsonMap {
  readonly id: string;
  readonly version: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string | SecretReference>>;
  readonly containers: readonly PodContainer[];
  readonly secrets?: Readonly<Record<string, JsonMap>>;
  readonly volumes?: readonly PodVolume[];
  readonly networks: readonly Network[];
  readonly scaling: { readonly kind: 'fixed'; readonly instances: number };
  readonly scheduling: PodScheduling;
  readonly executorResources: { readonly cpus: number; readonly mem: number; readonly disk: number };
  readonly role: string;
}

export interface PodVolume extends JsonMap {
  readonly name: string;
  readonly persistent?: PersistentVolume;
  readonly host?: string;
  readonly secret?: string;
}

export interface PodScheduling extends JsonMap {
  readonly backoff: {
    readonly backoff: number;
    readonly backoffFactor: number;
    readonly maxLaunchDelay: number;
  };
  readonly upgrade: UpgradeStrategy;
  readonly placement: {
    readonly constraints: readonly {
      readonly fieldName: string;
      readonly operator: string;
      readonly value?: string;
    }[];
    readonly acceptedResourceRoles?: readonly string[];
  };
  readonly killSelection: KillSelection;
  readonly unreachableStrategy: UnreachableStrategy;
}

export interface PodContainer extends JsonMap {
  readonly name: string;
  readonly exec?: { readonly command: { readonly shell?: string; readonly argv?: readonly string[] } };
  readonly resources: {
    readonly cpus: number;
    readonly mem: number;
    readonly disk: number;
    readonly gpus: number;
  };
  readonly endpoints?: readonly Endpoint[];
  readonly image?: { readonly kind: 'DOCKER'; readonly id: string; readonly forcePull?: boolean };
  readonly environment?: Readonly<Record<string, string | SecretReference>>;
  readonly user?: string;
  readonly healthCheck?: JsonMap;
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly artifacts?: readonly Artifact[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly lifecycle?: { readonly killGracePeriodSeconds?: number };
}

export interface Endpoint extends JsonMap {
  readonly name: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly protocol?: readonly string[];
}
