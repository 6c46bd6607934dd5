/** Who may log in. */
export interface MachineUser {
  /** `root`, or a user who may run sudo without a password. */
  readonly name: string;
  /** Lines of authorized_keys. */
  readonly authorizedKeys: readonly string[];
}

export interface MachineSpec {
  /** Unique: an instance id or the name of a rack machine. */
  readonly name: string;
  readonly hostname: string;
  /** Loopback addresses it listens on; the first one is what it calls its own. */
  readonly addresses: readonly string[];
  /** @default 2222 */
  readonly sshPort?: number | undefined;
  readonly users: readonly MachineUser[];
  /** Run at the first boot: `#cloud-config`, a `#!` script, or both as MIME; gzip is unpacked. */
  readonly userData?: string | Buffer | undefined;
  /** @default 'debian-12' */
  readonly os?: 'debian-12' | undefined;
  /** @default 2 */
  readonly cpus?: number | undefined;
  /** @default 4 GiB */
  readonly memoryBytes?: number | undefined;
  /** From power on to the first process, in simulated seconds. @default 15 */
  readonly bootSeconds?: number | undefined;
  /** The firewall before it. @default everybody reaches everything */
  readonly allows?: ((fromAddress: string, toAddress: string, port: number) => boolean) | undefined;
}

/** The spec with everything that was left out. */
export interface CompleteSpec {
  readonly name: string;
  readonly hostname: string;
  readonly addresses: readonly [string, ...string[]];
  readonly sshPort: number;
  readonly users: readonly MachineUser[];
  readonly userData: string | Buffer;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly bootSeconds: number;
  readonly allows: (fromAddress: string, toAddress: string, port: number) => boolean;
}

export type MachineState = 'off' | 'booting' | 'running' | 'stopping';

const GIB = 1024 ** 3;

/** @throws RangeError naming the field */
export function completeSpec(spec: MachineSpec): CompleteSpec {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(spec.name)) {
    throw new RangeError(`name is "${spec.name}"; use letters, digits, "-" and "."`);
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(spec.hostname)) {
    throw new RangeError(`hostname is "${spec.hostname}"; use letters, digits, "-" and "."`);
  }
  const [first, ...others] = spec.addresses;
  if (first === undefined) throw new RangeError(`machine "${spec.name}" has no address; give one`);
  for (const address of spec.addresses) {
    if (!/^127(\.\d{1,3}){3}$/.test(address)) {
      throw new RangeError(`address "${address}" is no loopback address; use one of 127.0.0.0/8`);
    }
  }
  for (const { name } of spec.users) {
    if (!/^[a-z_][a-z0-9_-]*$/.test(name)) {
      throw new RangeError(`user "${name}" is no user name; use lower case letters, digits, "-" and "_"`);
    }
  }
  return {
    name: spec.name,
    hostname: spec.hostname,
    addresses: [first, ...others],
    sshPort: spec.sshPort ?? 2222,
    users: spec.users,
    userData: spec.userData ?? '',
    cpus: spec.cpus ?? 2,
    memoryBytes: spec.memoryBytes ?? 4 * GIB,
    bootSeconds: spec.bootSeconds ?? 15,
    allows: spec.allows ?? (() => true),
  };
}
