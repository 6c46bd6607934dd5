import { readFileSync } from 'node:fs';
import type { AgentSettings, DeploymentProps, MarathonAppDefinition, MesosSettings } from 'fleetwright';

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
  /** One, three or five; they run ZooKeeper and Marathon as well. */
  readonly masters: Machine[];
  /** Each with attributes and resources of its own, if it has any. */
  readonly agents: (Machine & { readonly settings?: AgentSettings })[];
  /** Where the packages come from, and everything else a MesosCluster can be told: convention, masterFlags, … */
  readonly mesos: MesosSettings;
  /** Whether agents and Marathon have to authenticate, and Marathon demands a login: see README.md. */
  readonly secured?: boolean;
  /** The app, as Marathon takes it. */
  readonly web: MarathonAppDefinition;
  /** How long its deployment may take, and what becomes of it when it fails. */
  readonly deployment?: Omit<DeploymentProps, 'file'>;
}

/** Reads fleet.json, or the file that FLEET_FILE names. */
export function readFleet(): Fleet {
  return JSON.parse(readFileSync(process.env.FLEET_FILE ?? 'fleet.json', 'utf8')) as Fleet;
}
