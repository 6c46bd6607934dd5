import { isObject } from './json';

/** What Azure Resource Manager answered, whatever its status. */
export interface Answer {
  readonly status: number;
  /** By its lower-case name; undefined when it is not there or empty. */
  header(name: string): string | undefined;
  /** Parsed; undefined when there is none, or it is no JSON. */
  readonly body: unknown;
  readonly text: string;
}

/** `properties.provisioningState` of a resource; undefined when it has none. */
export function provisioningStateOf(body: unknown): string | undefined {
  const properties = isObject(body) ? body.properties : undefined;
  const state = isObject(properties) ? properties.provisioningState : undefined;
  return typeof state === 'string' ? state : undefined;
}

/** Whether an operation that was accepted has ended in failure, and none since in success. */
export function hasFailed(body: unknown): boolean {
  return /^(failed|cancell?ed)$/i.test(provisioningStateOf(body) ?? '');
}

export const correlationIdOf = (answer: Answer): string | undefined =>
  answer.header('x-ms-correlation-request-id') ?? answer.header('x-ms-request-id');
