import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { isObject, parseJson } from './json';

/** What Azure Resource Manager answered, whatever its status. */
export interface Answer {
  readonly status: number;
  /** By its lower-case name; undefined when it is not there or empty. */
  header(name: string): string | undefined;
  /** Parsed; undefined when there is none, or it is no JSON. */
  readonly body: unknown;
  /** Without the byte order mark with which Azure begins some answers. */
  readonly text: string;
}

export function answerOf({ status, headers, bodyAsText }: PipelineResponse): Answer {
  const text = (bodyAsText ?? '').replace(/^\uFEFF/, '');
  return { status, header: (name) => headers.get(name), text, body: parseJson(text) };
}

/** `properties.provisioningState` of a resource; undefined when it has none. */
export function provisioningStateOf(body: unknown): string | undefined {
  const properties = isObject(body) ? body.properties : undefined;
  const state = isObject(properties) ? properties.provisioningState : undefined;
  return typeof state === 'string' ? state : undefined;
}

export const correlationIdOf = (answer: Answer): string | undefined =>
  answer.header('x-ms-correlation-request-id') ?? answer.header('x-ms-request-id');
