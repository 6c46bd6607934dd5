/** What a cloud needs of the machines behind it. The machines of `../hosts` satisfy it. */
export interface MachinePark {
  /** A machine with an empty disk, powered off. */
  create(spec: ParkedMachineSpec): Promise<ParkedMachine>;
}

export interface ParkedMachineSpec {
  /** Unique: an instance id. */
  readonly name: string;
  readonly hostname: string;
  /** Loopback addresses that it listens on: the private one, then the public one. */
  readonly addresses: readonly string[];
  readonly users: readonly { readonly name: string; readonly authorizedKeys: readonly string[] }[];
  /** As it was given, which may be compressed. */
  readonly userData?: Buffer;
  readonly cpus?: number;
  readonly memoryBytes?: number;
  readonly allows?: (fromAddress: string, toAddress: string, port: number) => boolean;
}

export interface ParkedMachine {
  readonly state: 'off' | 'booting' | 'running' | 'stopping';
  consoleOutput(): string;
  start(): Promise<void>;
  stop(): Promise<void>;
  reboot(): Promise<void> | void;
  /** The power is gone. */
  kill(): Promise<void> | void;
  /** The disk is gone too. */
  destroy(): Promise<void> | void;
  onStateChange(listener: (state: 'off' | 'booting' | 'running' | 'stopping') => void): unknown;
}
