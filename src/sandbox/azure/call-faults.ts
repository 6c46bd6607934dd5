import type { Fault, FaultKind } from '../world/faults';
import type { World } from '../world/world';
import { ArmError } from './errors';

/** Kinds of faults that are about calls; those about machines are the machines' own. */
const KINDS: readonly FaultKind[] = ['throttle', 'error', 'response-lost', 'slow', 'away'];
const SLOW_SECONDS = 30;
/** What Azure asks for when it has been asked too much. */
const THROTTLED_SECONDS = 15;

/** Operations that end in success or failure only after they have been answered. */
const BEGINS =
  /_(CreateOrUpdate|Update|Delete|Start|Restart|PowerOff|Deallocate|Redeploy|Reapply|RunCommand)$/;
const NEEDS_CAPACITY = new Set([
  'VirtualMachines_CreateOrUpdate',
  'VirtualMachines_Update',
  'VirtualMachines_Start',
]);

/** What faults leave of a call. */
export interface Struck {
  /** The effect happens, the response does not come. */
  readonly responseLost: boolean;
  /** There is no room: what Azure is to call it, where that is not its usual code. */
  readonly noCapacity: { readonly errorCode: string | undefined } | undefined;
  /** What the call starts is accepted and ends with this error. */
  readonly failure: ArmError | undefined;
}

/** The connection breaks: nobody answers. */
export class NoAnswer extends Error {}

/** Statuses of codes that a fault may name; others are failures of the server. */
const STATUS: Readonly<Record<string, number>> = {
  AuthorizationFailed: 403,
  Conflict: 409,
  AnotherOperationInProgress: 409,
  OperationNotAllowed: 409,
  SkuNotAvailable: 409,
  QuotaExceeded: 409,
  BadGateway: 502,
  ServiceUnavailable: 503,
  ServerTimeout: 503,
  GatewayTimeout: 504,
};

/** Has the faults of a call happen that come before its effect, and says which come after it. */
export async function strikeCall(
  world: World,
  operation: string,
  subjects: readonly string[],
): Promise<Struck> {
  const kinds = [
    ...KINDS,
    ...(NEEDS_CAPACITY.has(operation) ? (['no-capacity'] as const) : []),
    ...(BEGINS.test(operation) ? (['operation-fails'] as const) : []),
  ];
  const faults = world.faults.strike({ service: 'azure', operation, subjects, kinds });
  for (const fault of faults) {
    if (fault.kind === 'slow') await world.clock.sleep(fault.delaySeconds ?? SLOW_SECONDS);
  }
  for (const fault of faults) refuse(world, fault);
  const noCapacity = faults.find(({ kind }) => kind === 'no-capacity');
  const fails = faults.find(({ kind }) => kind === 'operation-fails');
  return {
    responseLost: faults.some(({ kind }) => kind === 'response-lost'),
    noCapacity: noCapacity === undefined ? undefined : { errorCode: noCapacity.errorCode },
    failure:
      fails === undefined
        ? undefined
        : new ArmError(
            500,
            fails.errorCode ?? 'InternalExecutionError',
            'An internal execution error occurred. Please retry later.',
          ),
  };
}

function refuse(world: World, { kind, errorCode }: Fault): void {
  if (kind === 'away') throw new NoAnswer();
  if (kind === 'throttle') {
    throw new ArmError(
      429,
      errorCode ?? 'TooManyRequests',
      'The request is being throttled as the limit has been reached for operation type. For more information, see https://aka.ms/srpthrottlinglimits',
      { headers: { 'retry-after': retryAfter(world, THROTTLED_SECONDS) } },
    );
  }
  if (kind === 'error') {
    const code = errorCode ?? 'InternalServerError';
    throw new ArmError(
      STATUS[code] ?? 500,
      code,
      'The server encountered an internal error. Please retry the request.',
    );
  }
}

/** Simulated seconds as a header has them: whole ones of the client's time, which may be none. */
export function retryAfter(world: World, seconds: number): string {
  return String(Math.round(seconds / world.clock.speed));
}
