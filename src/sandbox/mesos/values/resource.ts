import { without } from './json';
import type { Range } from './value';

export interface Reservation {
  readonly type: 'STATIC' | 'DYNAMIC';
  readonly role: string;
  readonly principal?: string;
  readonly labels?: unknown;
}

export interface DiskInfo {
  readonly persistence?: { readonly id: string; readonly principal?: string };
  readonly volume?: {
    readonly mode?: string;
    readonly container_path: string;
    readonly host_path?: string;
  };
  readonly source?: unknown;
}

/** Some of one resource of an agent: reserved for a role or not, and once offered, allocated to one. */
export interface Resource {
  readonly name: string;
  readonly type: 'SCALAR' | 'RANGES' | 'SET';
  readonly scalar?: { readonly value: number };
  readonly ranges?: { readonly range: readonly Range[] };
  readonly set?: { readonly item: readonly string[] };
  /** From the outermost to the innermost; none when it is anybody's. */
  readonly reservations?: readonly Reservation[];
  readonly disk?: DiskInfo;
  readonly revocable?: unknown;
  readonly shared?: unknown;
  readonly allocation_info?: { readonly role: string };
}

export type Resources = readonly Resource[];

/** A resource as frameworks and operators may also write it: its role beside it. */
export interface WrittenResource extends Resource {
  readonly role?: string;
  readonly reservation?: { readonly principal?: string; readonly labels?: unknown };
}

/** From either way of writing a reservation to the one that is kept. */
export function normalize({ role, reservation, ...resource }: WrittenResource): Resource {
  if ((resource.reservations?.length ?? 0) > 0 || role === undefined || role === '*') {
    return resource.reservations?.length === 0 ? without(resource, 'reservations') : resource;
  }
  return {
    ...resource,
    reservations: [
      reservation === undefined ? { type: 'STATIC', role } : { type: 'DYNAMIC', role, ...reservation },
    ],
  };
}

/** With the role beside it, as those read it who know no refined reservations. */
export function withRole({
  allocation_info: allocation,
  reservations,
  disk,
  ...resource
}: Resource): unknown {
  const innermost = reservations?.at(-1);
  const { type, role, ...rest } = innermost ?? { type: 'STATIC', role: '*' };
  return {
    ...resource,
    role,
    ...(type === 'DYNAMIC' ? { reservation: rest } : {}),
    ...(reservations === undefined ? {} : { reservations }),
    ...(disk === undefined ? {} : { disk }),
    ...(allocation === undefined ? {} : { allocation_info: allocation }),
  };
}

export function reservedFor(resource: Resource): string {
  return resource.reservations?.at(-1)?.role ?? '*';
}
