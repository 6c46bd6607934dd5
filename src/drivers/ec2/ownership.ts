import type { Tags } from './configuration';

/** By what an object is known again after a lost answer or a killed process, before it has an id anywhere. */
export interface Ownership {
  /**
   * Minted once per object, never derived from its address alone: after a replacement EC2 would answer with the
   * terminated one. At most 64 printable ASCII characters, case-sensitive.
   */
  readonly clientToken: string;
  /**
   * Tags that together belong to this one object and no other, for instance `fleetwright:owner` and
   * `fleetwright:address`. They are set at creation; what carries all of them is taken for this object.
   */
  readonly tags: Tags;
  /** Ids that carry the tags but are not meant: the predecessor that a replacement has yet to destroy. */
  readonly except?: readonly string[];
}
