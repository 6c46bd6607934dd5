import type { Struck } from './call-faults';
import type { Cloud } from './state/cloud';
import type { Answer } from './wire/answer';
import { parseContent, type ArmRequest } from './wire/read-request';
import { readBody } from './wire/read-body';
import type { Struct, ValueOf } from './wire/shape';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** One operation of the API, as Azure's descriptions list it. */
export interface Operation {
  /** The operation's id: what faults are asked for by. */
  readonly name: string;
  readonly method: Method;
  /** As in the descriptions, with parameters in braces. Matched in any case. */
  readonly path: string;
  /** The `api-version`s it is served for. */
  readonly versions: readonly string[];
  /** What of a request's body is read. */
  readonly body?: Struct | undefined;
  /** What a call is about besides what stands in it, for faults. */
  subjects?(cloud: Cloud, parameters: Readonly<Record<string, string>>): readonly string[];
  run(call: Call): Answer;
}

/** A request that has found its operation. */
export class Call {
  /** The names in the path, as they were written. */
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(
    readonly cloud: Cloud,
    readonly request: ArmRequest,
    parameters: Readonly<Record<string, string>>,
    readonly struck: Struck,
  ) {
    this.#parameters = parameters;
  }

  get version(): string {
    return this.request.query.get('api-version') ?? '';
  }

  parameter(name: string): string {
    const value = this.#parameters[name];
    if (value === undefined) throw new Error(`the path has no {${name}}`);
    return value;
  }

  /** @throws ArmError when the body is not as described */
  body<S extends Struct>(shape: S): ValueOf<S> {
    return readBody(shape, parseContent(this.request));
  }

  header(name: string): string | undefined {
    return this.request.headers[name];
  }

  /** The address of something else here, for a header or a body. */
  url(path: string, query: Readonly<Record<string, string>> = {}): string {
    const parameters = new URLSearchParams({ ...query, 'api-version': this.version });
    return `${this.request.origin}${path}?${parameters.toString()}`;
  }
}
