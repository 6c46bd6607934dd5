import type { ApiObject } from '../json';
import type { KindRegistry } from '../kinds/kind-registry';
import type { Resource } from '../kinds/resource';
import type { Store } from '../storage/store';
import type { SeededRandom } from '../../world/random';
import type { Admission } from './admission';

/** Hands out what must be unique in a cluster: service addresses and node ports. */
export interface Allocator {
  /** Fills in what is missing. @throws StatusError 422 for what is taken or out of range */
  allocate(object: ApiObject, before: ApiObject | undefined): ApiObject;
}

export interface ObjectsParts {
  readonly store: Store;
  readonly registry: KindRegistry;
  readonly admission: Admission;
  readonly allocator: Allocator;
  readonly random: SeededRandom;
}

/** The object a request is about. */
export interface Target {
  readonly resource: Resource;
  /** '' for what lives in none */
  readonly namespace: string;
  readonly name: string;
  /** '' for the object itself */
  readonly subresource: string;
}
