import { ArmError, errorBody } from '../errors';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Written as JSON; without one the answer has no content. */
  readonly body?: unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function errorAnswer(error: unknown): Answer {
  const refusal =
    error instanceof ArmError
      ? error
      : new ArmError(500, 'InternalServerError', 'The sandbox has failed: its log says why');
  return { status: refusal.status, headers: refusal.headers, body: { error: errorBody(refusal) } };
}
