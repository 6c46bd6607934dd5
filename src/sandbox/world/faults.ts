import type { SeededRandom } from './random';

export const FAULT_SERVICES = ['ec2', 'ssm', 'azure', 'kubernetes', 'host'] as const;
export type FaultService = (typeof FAULT_SERVICES)[number];

interface Kind {
  readonly what: string;
  readonly services: readonly FaultService[];
  /** The operations that it can hit. Default: every one. */
  readonly operations?: readonly string[];
}

const CALLS = ['ec2', 'ssm', 'azure', 'kubernetes'] as const;
const HOST = ['host'] as const;

const KINDS = {
  throttle: { what: 'the call is refused as one too many', services: CALLS },
  error: { what: 'the call fails on the side of the server', services: CALLS },
  'response-lost': { what: 'the call has its effect, its response never comes', services: CALLS },
  slow: { what: 'it takes delaySeconds longer', services: FAULT_SERVICES },
  'no-capacity': {
    what: 'no room for a machine of that type, size or in that zone',
    services: ['ec2', 'azure'],
    operations: [
      'RunInstances',
      'StartInstances',
      'VirtualMachines_CreateOrUpdate',
      'VirtualMachines_Update',
      'VirtualMachines_Start',
    ],
  },
  'operation-fails': { what: 'what the call starts is accepted and ends in failure', services: ['azure'] },
  'never-boots': {
    what: 'the machine starts and never gets as far as SSH',
    services: HOST,
    operations: ['boot'],
  },
  dead: {
    what: 'the machine loses its power',
    services: HOST,
    operations: ['boot', 'connect', 'exec', 'run'],
  },
  reboot: {
    what: 'the machine reboots and is away for delaySeconds',
    services: HOST,
    operations: ['connect', 'exec', 'run'],
  },
  'link-cut': {
    what: 'connections to the machine break and none comes up',
    services: HOST,
    operations: ['connect', 'exec', 'run'],
  },
  'disk-full': {
    what: 'nothing more can be written on the machine',
    services: HOST,
    operations: ['exec'],
  },
  away: { what: 'the service answers nobody', services: CALLS },
} as const satisfies Readonly<Record<string, Kind>>;
export type FaultKind = keyof typeof KINDS;

/** What each kind of fault does, and to which services. */
export const FAULT_KINDS = Object.fromEntries(
  Object.entries(KINDS).map(([kind, { what, services }]) => [kind, `${what} (${services.join(', ')})`]),
) as Readonly<Record<FaultKind, string>>;

export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** Default: every service that knows this kind. */
  readonly service?: FaultService | undefined;
  /**
   * `RunInstances`, `VirtualMachines_Delete`, `PATCH deployments`; `Describe*` for all that begin so. Of a host `boot`, `connect`, `exec` (of a
   * command) and `run` (while nothing else happens). Default: every operation.
   */
  readonly operation?: string | undefined;
  /** An instance id, instance type or size, subnet, resource or host name that the call must be about. Default: any. */
  readonly subject?: string | undefined;
  /** How likely a matching call is hit, 0 to 1. @default 1 */
  readonly probability?: number | undefined;
  /** How many matching calls are let through first. @default 0 */
  readonly skip?: number | undefined;
  /** How many calls are hit until it is spent. @default unlimited */
  readonly times?: number | undefined;
  /** For `slow` and `reboot`, in simulated seconds. */
  readonly delaySeconds?: number | undefined;
  /** The code that the service answers with instead of its usual one. */
  readonly errorCode?: string | undefined;
}

/** A fault with what has come of it so far. */
export interface FaultRecord extends Fault {
  /** Calls it matched, hit or not. */
  readonly matched: number;
  /** Calls it hit. */
  readonly struck: number;
}

/** A call that faults may hit. */
export interface FaultCall {
  readonly service: FaultService;
  readonly operation: string;
  readonly subjects?: readonly string[] | undefined;
  /** The kinds that mean something to this call: others are not spent on it. Default: all. */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** Ids of faults that are over for whoever calls. */
  readonly except?: ReadonlySet<string> | undefined;
}

/** The faults that somebody asked for. The same seed and the same order of calls give the same faults. */
export class Faults {
  readonly #random: SeededRandom;
  readonly #faults = new Map<string, { readonly fault: Fault; matched: number; struck: number }>();
  #added = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** Gives the id by which the fault is removed. */
  add(fault: Omit<Fault, 'id'>): string {
    check(fault);
    this.#added += 1;
    const id = `fault-${this.#added}`;
    this.#faults.set(id, { fault: { ...fault, id }, matched: 0, struck: 0 });
    return id;
  }

  /** False when there is none of that id. */
  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  list(): readonly FaultRecord[] {
    return [...this.#faults.values()].map(({ fault, matched, struck }) => ({ ...fault, matched, struck }));
  }

  /** The faults that hit this call now; counts and spends them. */
  strike(call: FaultCall): readonly Fault[] {
    const hit: Fault[] = [];
    for (const record of this.#faults.values()) {
      const { fault } = record;
      if (!matches(fault, call) || record.struck >= (fault.times ?? Infinity)) continue;
      record.matched += 1;
      if (record.matched <= (fault.skip ?? 0)) continue;
      if (fault.probability !== undefined && this.#random.next() >= fault.probability) continue;
      record.struck += 1;
      hit.push(fault);
    }
    return hit;
  }
}

function matches(fault: Fault, call: FaultCall): boolean {
  const { services }: Kind = KINDS[fault.kind];
  return (
    services.includes(call.service) &&
    !(call.except?.has(fault.id) ?? false) &&
    (call.kinds === undefined || call.kinds.includes(fault.kind)) &&
    (fault.service === undefined || fault.service === call.service) &&
    (fault.operation === undefined || matchesOperation(fault.operation, call.operation)) &&
    (fault.subject === undefined || (call.subjects ?? []).includes(fault.subject))
  );
}

function matchesOperation(wanted: string, operation: string): boolean {
  return wanted.endsWith('*') ? operation.startsWith(wanted.slice(0, -1)) : operation === wanted;
}

function check(fault: Omit<Fault, 'id'>): void {
  if (!Object.hasOwn(KINDS, fault.kind)) {
    throw new RangeError(`kind is "${fault.kind}"; known are ${Object.keys(KINDS).join(', ')}`);
  }
  if (fault.service !== undefined && !FAULT_SERVICES.includes(fault.service)) {
    throw new RangeError(`service is "${fault.service}"; known are ${FAULT_SERVICES.join(', ')}`);
  }
  checkPair(fault);
  if (fault.probability !== undefined && !(fault.probability >= 0 && fault.probability <= 1)) {
    throw new RangeError(`probability is ${fault.probability}; give a number from 0 to 1`);
  }
  for (const field of ['skip', 'times'] as const) {
    const value = fault[field];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
      throw new RangeError(`${field} is ${value}; give a whole number of at least 0`);
    }
  }
  if (fault.delaySeconds !== undefined && !(fault.delaySeconds >= 0)) {
    throw new RangeError(`delaySeconds is ${fault.delaySeconds}; give a number of at least 0`);
  }
}

/** What could never strike is a mistake. */
function checkPair({ kind, service, operation }: Omit<Fault, 'id'>): void {
  const { services, operations }: Kind = KINDS[kind];
  if (service !== undefined && !services.includes(service)) {
    throw new RangeError(`service is "${service}", which "${kind}" never hits; give ${either(services)}`);
  }
  if (operation === undefined || operations === undefined) return;
  if (!operations.some((one) => matchesOperation(operation, one))) {
    throw new RangeError(
      `operation is "${operation}", which "${kind}" never hits; give ${either(operations)}`,
    );
  }
}

function either(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}
