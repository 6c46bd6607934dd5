import { readFileSync } from 'node:fs';
import type { AzureConfiguration, Ec2Configuration, MesosPackages } from 'fleetwright';

/** What fleet.json says. `npm run quickstart` writes it from what `fleetwright sandbox status --json` prints. */
export interface Fleet {
  /** On EC2 itself, `{ "region": "eu-central-1" }` is enough. */
  readonly ec2: Ec2Configuration;
  /** On Azure itself, the `subscriptionId` is enough. Left out, there is no worker on Azure. */
  readonly azure?: AzureConfiguration;
  /** The key pair to log in with: a file with the private key, and the public key itself. */
  readonly ssh: { readonly keyFile: string; readonly publicKey: string };
  /** Machines that exist already: where they answer SSH, and which key they must show there. */
  readonly rack: readonly {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly user: string;
    readonly hostKey: string;
  }[];
  /** Private ranges that hosts of one cloud have for those of the other, to which a VPN leads. Needed with both. */
  readonly peerCidrs?: string[];
  /** A file with the manifests of a CNI plugin. Left out, pods have no network: on the sandbox they need none. */
  readonly podNetworkFile?: string;
  /** Where the programs of Mesos come from. With it the cluster is one of Mesos, without it of Kubernetes. */
  readonly mesosPackages?: MesosPackages;
  /** How many instances of the app run. */
  readonly replicas: number;
}

/** Reads fleet.json, or the file that FLEET_FILE names. */
export function readFleet(): Fleet {
  return JSON.parse(readFileSync(process.env.FLEET_FILE ?? 'fleet.json', 'utf8')) as Fleet;
}
