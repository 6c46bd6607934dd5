import type { Fault, FaultKind, FaultService } from '../world/faults';
import type { World } from '../world/world';
import { ApiError } from './errors';

/** Kinds of faults that are about calls; those about machines are the machines' own. */
const KINDS: readonly FaultKind[] = ['throttle', 'error', 'response-lost', 'slow', 'away'];
const SLOW_SECONDS = 30;

/** What faults leave of a call. */
export interface Struck {
  /** The effect happens, the response does not come. */
  readonly responseLost: boolean;
  readonly noCapacity: boolean;
}

/** The connection breaks: nobody answers. */
export class NoAnswer extends Error {}

/** Has the faults of a call happen that come before its effect, and says which come after it. */
export async function strikeCall(
  world: World,
  service: FaultService,
  operation: string,
  subjects: readonly string[],
): Promise<Struck> {
  const kinds = needsCapacity(operation) ? [...KINDS, 'no-capacity' as const] : KINDS;
  const faults = world.faults.strike({ service, operation, subjects, kinds });
  for (const fault of faults) {
    if (fault.kind === 'slow') await world.clock.sleep(fault.delaySeconds ?? SLOW_SECONDS);
  }
  for (const fault of faults) refuse(service, fault);
  return {
    responseLost: faults.some(({ kind }) => kind === 'response-lost'),
    noCapacity: faults.some(({ kind }) => kind === 'no-capacity'),
  };
}

function needsCapacity(operation: string): boolean {
  return operation === 'RunInstances' || operation === 'StartInstances';
}

function refuse(service: FaultService, fault: Fault): void {
  if (fault.kind === 'away') throw new NoAnswer();
  if (fault.kind === 'throttle') {
    const code = service === 'ssm' ? 'ThrottlingException' : 'RequestLimitExceeded';
    throw new ApiError(fault.errorCode ?? code, 'Request limit exceeded.');
  }
  if (fault.kind === 'error') {
    const code = service === 'ssm' ? 'InternalServerError' : 'InternalError';
    throw new ApiError(fault.errorCode ?? code, 'An internal error has occurred');
  }
}
