import { readFileSync } from 'node:fs';
import type { KubernetesSettings } from 'fleetwright';

/** A machine: how it is called here, where it answers SSH, and which key it must show there. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  /** The line in the machine's /etc/ssh/ssh_host_ed25519_key.pub, or its fingerprint: `ssh-keygen -lf` on it. */
  readonly hostKey: string;
  readonly port?: number;
}

/** What fleet.json says. */
export interface Fleet {
  readonly ssh: { readonly keyFile: string; readonly user: string };
  /** One, three or five. With more than one, set kubernetes.endpoint as well. */
  readonly controlPlane: Machine[];
  readonly workers: Machine[];
  /** The version, and everything else a KubernetesCluster can be told: packages, podCidr, kubeletConfig, … */
  readonly kubernetes: KubernetesSettings;
  readonly web: {
    readonly image: string;
    readonly command?: string[];
    readonly args?: string[];
    readonly replicas: number;
    readonly env: Record<string, string>;
    readonly cpus: number;
    readonly memory: string;
    readonly port: number;
    readonly nodePort: number;
    readonly readinessPath: string;
  };
}

/** Reads fleet.json, or the file that FLEET_FILE names. */
export function readFleet(): Fleet {
  return JSON.parse(readFileSync(process.env.FLEET_FILE ?? 'fleet.json', 'utf8')) as Fleet;
}
