import { toJson } from '../values/json';

export interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A body that goes on. */
export interface Sink {
  write(text: string): void;
  end(): void;
  /** When whoever reads has gone, or has been sent away. */
  onClosed(action: () => void): void;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Or what writes it. */
  readonly body?: string | ((sink: Sink) => void);
}

export const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export function ok(): Reply {
  return { status: 200 };
}

export function accepted(): Reply {
  return { status: 202 };
}

export function text(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}

/** Without words of its own. */
export function plain(status: number): Reply {
  return text(status, `${String(status)} ${STATUS_TEXTS[status] ?? ''}.`);
}

/** What scripts of old pages ask for comes as a call of theirs. */
export function json(body: unknown, jsonp?: string | null): Reply {
  const printed = toJson(body);
  return jsonp === undefined || jsonp === null
    ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: printed }
    : { status: 200, headers: { 'Content-Type': 'text/javascript' }, body: `${jsonp}(${printed});` };
}

export function redirect(location: string): Reply {
  return { status: 307, headers: { Location: location } };
}

export function methodNotAllowed(expected: string, request: Request): Reply {
  return {
    ...text(
      405,
      `405 Method Not Allowed. Expecting one of { '${expected}' }, but received '${request.method}'.`,
    ),
    headers: { Allow: expected, 'Content-Type': 'text/plain; charset=utf-8' },
  };
}

/** One record of a stream: its length in bytes, a line break, and itself. */
export function record(value: unknown): string {
  const printed = toJson(value);
  return `${String(Buffer.byteLength(printed))}\n${printed}`;
}
