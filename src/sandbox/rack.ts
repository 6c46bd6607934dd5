import type { Machine, Machines } from './hosts';

export interface RackMachineOptions {
  /** A DNS label, also its hostname. */
  readonly name: string;
  /** Who may log in: root, or a user who may run sudo without a password. @default 'root' */
  readonly user?: string | undefined;
}

/** What an operator knows of a machine in the rack. */
export interface RackMachine {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** The line in its /etc/ssh/ssh_host_ed25519_key.pub. */
  readonly hostKey: string;
  /** The private key that opens it. */
  readonly keyFile: string;
}

interface Place {
  readonly options: RackMachineOptions;
  readonly address: string;
  readonly user: string;
  machine: Machine;
}

/** The machines that were there before anybody declared anything. */
export class Rack {
  readonly #machines: Machines;
  readonly #access: { readonly prefix: string; readonly publicKey: string; readonly keyFile: string };
  readonly #places = new Map<string, Place>();
  /** Also of machines that still boot for the first time. */
  readonly #names = new Set<string>();
  #added = 0;

  constructor(
    machines: Machines,
    access: { readonly prefix: string; readonly publicKey: string; readonly keyFile: string },
  ) {
    this.#machines = machines;
    this.#access = access;
  }

  async add(options: RackMachineOptions): Promise<RackMachine> {
    const { name, user = 'root' } = options;
    if (!/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
      throw new Error(`name is "${name}"; give a DNS label in lower case, as in "rack-1"`);
    }
    if (this.has(name)) throw new Error(`there is a rack machine "${name}" already`);
    const address = `${this.#access.prefix}.0.${10 + this.#added}`;
    this.#added += 1;
    this.#names.add(name);
    try {
      const place = { options, address, user, machine: await this.#install(name, address, user) };
      this.#places.set(name, place);
      return this.#describe(place);
    } catch (error) {
      this.#names.delete(name);
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  list(): readonly RackMachine[] {
    return [...this.#places.values()].map((place) => this.#describe(place));
  }

  /** Every machine again with an empty disk, and with it new host keys. */
  async reinstall(): Promise<void> {
    for (const place of this.#places.values()) {
      await place.machine.destroy();
      place.machine = await this.#install(place.options.name, place.address, place.user);
    }
  }

  async #install(name: string, address: string, user: string): Promise<Machine> {
    const machine = await this.#machines.create({
      name,
      hostname: name,
      addresses: [address],
      users: [{ name: user, authorizedKeys: [this.#access.publicKey] }],
    });
    await machine.start();
    return machine;
  }

  #describe({ address, user, machine }: Place): RackMachine {
    const hostKey = machine.hostKeys.find((line) => line.startsWith('ssh-ed25519 '));
    if (hostKey === undefined) throw new Error(`rack machine "${machine.name}" has no ed25519 host key`);
    const { name, sshPort: port } = machine;
    return { name, address, port, user, hostKey, keyFile: this.#access.keyFile };
  }
}
