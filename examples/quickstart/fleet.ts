import { readFileSync } from 'node:fs';
import type { Ec2Configuration } from 'fleetwright';

/** What fleet.json says. `npm run quickstart` writes it from what `fleetwright sandbox status --json` prints. */
export interface Fleet {
  /** On EC2 itself, `{ "region": "eu-central-1" }` is enough. */
  readonly ec2: Ec2Configuration;
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
  /** How many instances of the app run. */
  readonly replicas: number;
}

/** Reads fleet.json, or the file that FLEET_FILE names. */
export function readFleet(): Fleet {
  return JSON.parse(readFileSync(process.env.FLEET_FILE ?? 'fleet.json', 'utf8')) as Fleet;
}
