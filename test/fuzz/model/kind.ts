import type { Arbitrary } from 'fast-check';
import type { Inventory, Sandbox } from '../../../src/sandbox';
import type { Arguments } from '../engine/declaration';
import type { ObjectValue } from '../engine/values';

/** Runs are about one or more of these. */
export const GROUPS = ['ec2', 'azure', 'kubernetes'] as const;
export type Group = (typeof GROUPS)[number];

/** Everything that was left to chance about one resource. */
export type Shape = Readonly<Record<string, unknown>>;

/** What kinds see of a run: where it happens, and what is declared. */
export interface Scene {
  readonly sandbox: Sandbox;
  /** Two public keys that open nothing. */
  readonly publicKeys: readonly [string, string];
  /** What no state, plan or log may contain. */
  readonly canary: string;
  isDeclared(address: string): boolean;
  /** The declared shape at an address. */
  shapeOf(address: string): Shape | undefined;
}

/** Something in the sandbox that costs money, or stands in somebody's way. */
export interface WorldObject {
  readonly id: string;
  readonly owner: string | undefined;
  /** Whether it may be missing in the state: it says that it is still being made, or the state knows what it comes from. */
  readonly mayBeMissing: boolean;
}

/** What the state has of one resource type, by address. */
export type Recorded = ReadonlyMap<string, ObjectValue>;

/** Somebody else does something to a resource, past Terraform. */
export interface Meddling {
  readonly what: string;
  /** It may be refused, as EC2 refuses to delete a group in use. */
  do(scene: Scene, value: ObjectValue): Promise<void>;
}

/** One resource type. A new backend adds one file of them, and one line in `index.ts`. */
export interface Kind {
  readonly type: string;
  /** Takes part in runs that are about all of them. */
  readonly groups: readonly Group[];
  /** How often one is created, beside the others. */
  readonly weight: number;
  /** The names that resources of this type have. */
  readonly slots: readonly string[];
  /** One field of the shape each, with the values it may have. */
  readonly fields: Readonly<Record<string, Arbitrary<unknown>>>;
  /** Fields whose change replaces the resource; what depends on it is in its way then. */
  readonly replacing: readonly string[];
  /** What it is like when only something else needs it. */
  readonly plain?: Shape;
  /** Addresses that must be declared as well. */
  needs?(slot: string): readonly string[];
  declare(slot: string, shape: Shape, scene: Scene): Arguments;
  /** Under which it is imported; left out where there is no import. */
  importId?(value: ObjectValue): string;
  /** Which object it is, as `objects` names it; undefined while the state says that it has only been begun. @default its id */
  objectId?(value: ObjectValue): string | undefined;
  /** What there is of it, seen past every API; left out where it is nothing of its own. */
  objects?(inventory: Inventory, recorded: Recorded): readonly WorldObject[];
  /** What there is beside it, made and removed with it. */
  parts?(inventory: Inventory): readonly WorldObject[];
  readonly meddling: readonly Meddling[];
}

/** The owner tag of a resource of EC2, and of every other cloud. */
export function ownerOf(address: string): string {
  return `fuzz/${address}`;
}
