import type { Tags } from './configuration';

/** By what an object is known again after a lost answer or a killed process. Its name alone does not say whose it is. */
export interface Ownership {
  /** Minted once per object. At most 64 printable ASCII characters. */
  readonly clientToken: string;
  /**
   * Tags that together belong to this one object and no other, for instance `fleetwright:owner` and
   * `fleetwright:creating`. They are set at creation; what carries all of them is taken for this object.
   */
  readonly tags: Tags;
}
