import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SshConnection, type SshTarget } from '../../../../src/drivers/ssh';
import { type Machine, Machines, type MachineSpec } from '../../../../src/sandbox/hosts';
import { SandboxClusters } from '../../../../src/sandbox/kubernetes';
import { createWorld, type World } from '../../../../src/sandbox/world/world';
import type { Component } from '../../../support/require-component';
import { makeSshKeyPair } from '../../../../src/sandbox/world/ssh-key-pair';

const support = Machines.support();

export const machinesComponent: Component = {
  name: 'machines of the sandbox (Linux namespaces)',
  available: support.ok,
  howToEnable: support.ok ? '' : support.reason,
};

let parks = 0;

/** Machines with a key that opens them, in a world of their own. */
export class Park {
  readonly world: World;
  readonly machines: Machines;
  readonly keyFile: string;
  readonly publicKey: string;
  readonly logged: string[] = [];
  /** Test files run at the same time: each has addresses of its own. */
  readonly network: string;
  private readonly connections: SshConnection[] = [];
  private made = 0;

  readonly clusters: SandboxClusters;

  constructor({ speed = 200 }: { readonly speed?: number } = {}) {
    parks += 1;
    this.network = `127.${String(150 + (process.pid % 100))}.${String(parks)}`;
    this.world = createWorld({ speed, log: (line) => this.logged.push(line) });
    this.clusters = new SandboxClusters(this.world);
    this.machines = new Machines(this.world, this.clusters);
    const { private: privateKey, public: publicKey } = makeSshKeyPair('ed25519', 'operator');
    this.publicKey = publicKey;
    this.keyFile = join(this.world.folder, 'id_ed25519');
    writeFileSync(this.keyFile, privateKey, { mode: 0o600 });
  }

  /** The next machine, powered off. */
  create(spec: Partial<MachineSpec> & { readonly user?: string } = {}): Promise<Machine> {
    this.made += 1;
    const name = spec.name ?? `m-${String(this.made)}`;
    return this.machines.create({
      name,
      hostname: name,
      addresses: [`${this.network}.${String(10 + this.made)}`],
      users: [{ name: spec.user ?? 'root', authorizedKeys: [this.publicKey] }],
      ...spec,
    });
  }

  async boot(spec: Partial<MachineSpec> & { readonly user?: string } = {}): Promise<Machine> {
    const machine = await this.create(spec);
    await machine.start();
    return machine;
  }

  target(machine: Machine, user = 'root'): SshTarget {
    return {
      address: machine.addresses[0] ?? '',
      port: machine.sshPort,
      user,
      credential: { kind: 'key-file', privateKeyFile: this.keyFile },
      hostKeys: { kind: 'pinned', keys: machine.hostKeys },
    };
  }

  async connect(machine: Machine, user = 'root', bootDeadlineMs = 20_000): Promise<SshConnection> {
    const connection = await SshConnection.connect(this.target(machine, user), { bootDeadlineMs });
    this.connections.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    for (const connection of this.connections) connection.close();
    this.world.clock.stop();
    await this.machines.destroyAll();
    await this.clusters.stopAll();
    rmSync(this.world.folder, { recursive: true, force: true });
  }
}
