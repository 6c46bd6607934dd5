import type { Diagnostics } from './diagnostics';
import type { Logger } from './log';
import type { LazyResource } from './resource';
import type { Config, Planned, Schema } from './schema/schema';

export interface ConfigureContext {
  readonly terraformVersion: string;
  readonly log: Logger;
  /** Aborted when the user interrupts Terraform. */
  readonly signal: AbortSignal;
}

/** A provider as {@link serve} serves it. `Data` is what its resources get, made by `configure`. */
export interface Provider<Data, S extends Schema = Schema> {
  /** The type in resource names, `fleet` in `fleet_host`. */
  readonly name: string;
  /** Where it is published, `registry.example/acme/fleet`. */
  readonly address: string;
  readonly version: string;
  /** The provider block. Its attributes are required, optional or defaulted, never computed. */
  readonly schema: S;
  /** Checks across attributes of the provider block; values may be unknown. */
  validate?(config: Planned<S>, diagnostics: Diagnostics): void | Promise<void>;
  /** Gets the provider block, defaults filled in. A block with unknown values never gets here: it is an error. */
  configure(config: Config<S>, context: ConfigureContext): Promise<Data>;
  /** Closes what `configure` opened, before the process exits. */
  close?(data: Data): Promise<void>;
  /** By full type name: `fleet_host`. */
  readonly resources: Readonly<Record<string, LazyResource<Data>>>;
}
