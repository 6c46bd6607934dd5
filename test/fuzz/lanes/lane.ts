import type { Declaration } from '../engine/declaration';
import type { Failure } from '../engine/diagnostics';
import type { ObjectValue } from '../engine/values';

export interface StateEntry {
  readonly value: ObjectValue;
  readonly tainted: boolean;
}

/** What would change, and what went wrong while that was found out. */
export interface Planned {
  /** `update fleetwright_ec2_instance.a`, without what changes nothing. */
  readonly changes: readonly string[];
  readonly failures: readonly Failure[];
}

export interface LookOptions {
  /** Whether it is looked first what there is. @default true */
  readonly refreshes?: boolean;
}

/** What runs the provider: the engine, or Terraform itself. Both do the same with the same declaration. */
export interface Lane {
  readonly name: LaneName;
  declare(declaration: Declaration): void;
  /** @returns what went wrong. */
  apply(): Promise<readonly Failure[]>;
  destroy(): Promise<readonly Failure[]>;
  refresh(): Promise<readonly Failure[]>;
  plan(options?: LookOptions): Promise<Planned>;
  import(address: string, id: string): Promise<readonly Failure[]>;
  /** Leaves a resource out of the state, and alone. */
  forget(address: string): Promise<void>;
  state(): Promise<ReadonlyMap<string, StateEntry>>;
  /** SIGKILL. */
  killProvider(): void;
  /** SIGKILL to Terraform, and so to a provider whose client is gone; the engine has no process of its own to lose. */
  killTerraform(): void;
  /** Ctrl-C. */
  interrupt(): void;
  /** What has been written and said since it was last asked for: state, plans, diagnostics, the provider's log. */
  takeTexts(): Promise<string>;
  dispose(): Promise<void>;
}

export const LANES = ['engine', 'terraform'] as const;
export type LaneName = (typeof LANES)[number];
