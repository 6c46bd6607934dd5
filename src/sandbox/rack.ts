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
  /** Undefined while it is installed for the first time. */
  machine: Machine | undefined;
}

/** The first machine has the address that ends in `.0.10`. */
const FIRST = 10;

/** The machines that were there before anybody declared anything. */
export class Rack {
  readonly #machines: Machines;
  readonly #access: { readonly prefix: string; readonly publicKey: string; readonly keyFile: string };
  readonly #places = new Map<string, Place>();

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
    const place: Place = { options, address: this.#freeAddress(), user, machine: undefined };
    // Before anything is waited for: several may be added at once.
    this.#places.set(name, place);
    try {
      place.machine = await this.#install(place);
      return this.#describe(place, place.machine);
    } catch (error) {
      this.#places.delete(name);
      await place.machine?.destroy();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  list(): readonly RackMachine[] {
    return [...this.#places.values()].flatMap((place) =>
      place.machine === undefined ? [] : [this.#describe(place, place.machine)],
    );
  }

  /** Every machine again with an empty disk, and with it new host keys. */
  async reinstall(): Promise<void> {
    for (const place of this.#places.values()) {
      if (place.machine === undefined) continue;
      await place.machine.destroy();
      place.machine = await this.#install(place);
    }
  }

  async #install({ options: { name }, address, user }: Place): Promise<Machine> {
    const machine = await this.#machines.create({
      name,
      hostname: name,
      addresses: [address],
      users: [{ name: user, authorizedKeys: [this.#access.publicKey] }],
    });
    try {
      await machine.start();
    } catch (error) {
      await machine.destroy();
      throw error;
    }
    return machine;
  }

  #freeAddress(): string {
    const taken = new Set([...this.#places.values()].map(({ address }) => address));
    for (let number = FIRST; ; number += 1) {
      const address = `${this.#access.prefix}.${number >> 8}.${number & 255}`;
      if (!taken.has(address)) return address;
    }
  }

  #describe({ address, user }: Place, machine: Machine): RackMachine {
    const hostKey = machine.hostKeys.find((line) => line.startsWith('ssh-ed25519 '));
    if (hostKey === undefined) throw new Error(`rack machine "${machine.name}" has no ed25519 host key`);
    const { name, sshPort: port } = machine;
    return { name, address, port, user, hostKey, keyFile: this.#access.keyFile };
  }
}
