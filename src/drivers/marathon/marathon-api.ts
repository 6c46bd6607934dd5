import type { z } from 'zod';
import {
  authorization,
  defaultRetryMs,
  withBackoff,
  type HttpResponse,
  type HttpTransport,
  type Login,
} from '../http';
import { toJson, type JsonValue } from '../json';
import { info, type MarathonInfo } from './answers';
import {
  isMarathonError,
  mayPass,
  misunderstood,
  refused,
  unreachable,
  type Asked,
  type MarathonError,
} from './errors';

/** How Marathon is reached. */
export interface MarathonConnection {
  /** Base URL, with the path of a DC/OS service if there is one: `https://dcos.example.org/service/marathon`. */
  readonly url: string;
  readonly transport: HttpTransport;
  readonly login?: Login;
  /** How errors name it: `Marathon through host 10.0.0.11`. */
  readonly source: string;
}

export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** For one attempt, in milliseconds; 30 s when absent. */
  readonly timeoutMs?: number;
  /** How long to go on while no instance leads or answers, in milliseconds; 30 s when absent. */
  readonly retryMs?: number;
}

export type Method = 'GET' | 'PUT' | 'DELETE';

const defaultTimeoutMs = 30_000;
const mostRedirects = 3;

/**
 * Marathon's HTTP API. Any instance may be asked: those that do not lead pass requests on to the one that does. All
 * methods used here can be repeated without harm, and are while nobody leads.
 */
export class MarathonApi {
  readonly source: string;
  private readonly base: string;

  private constructor(private readonly connection: MarathonConnection) {
    this.source = connection.source;
    this.base = connection.url.replace(/\/+$/, '');
  }

  /**
   * Asks for Marathon's own settings first, so that what follows fails for its own reasons.
   * @throws MarathonError when nobody answers, or nobody leads
   */
  static async connect(
    connection: MarathonConnection,
    options: Pick<RequestOptions, 'signal' | 'retryMs'>,
  ): Promise<MarathonApi> {
    const api = new MarathonApi(connection);
    try {
      await api.ping(options);
      return api;
    } catch (error) {
      await api.close();
      throw error;
    }
  }

  /** @throws MarathonError when nobody answers, or nobody leads */
  async ping(options: Pick<RequestOptions, 'signal' | 'retryMs'>): Promise<void> {
    await this.info({ ...options, timeoutMs: 10_000 });
  }

  info(options: Pick<RequestOptions, 'signal' | 'retryMs' | 'timeoutMs'>): Promise<MarathonInfo> {
    return this.request('GET', '/v2/info', info, undefined, options);
  }

  /**
   * One request with its answer.
   * @throws MarathonError
   */
  async request<T extends z.ZodType>(
    method: Method,
    path: string,
    schema: T,
    body: JsonValue | undefined,
    options: RequestOptions,
  ): Promise<z.infer<T>> {
    const query = queryOf(options.query);
    const asked = { source: this.source, method, path };
    const response = await withBackoff(() => this.attempt(asked, `${path}${query}`, body, options), {
      forMs: options.retryMs ?? defaultRetryMs,
      signal: options.signal,
      mayPass,
      retryAfterMs: (error) => (error as MarathonError).retryAfterMs,
    });
    return understand(schema, response.body, asked);
  }

  /** As `request`, and undefined where Marathon knows nothing under that path. */
  async find<T extends z.ZodType>(
    path: string,
    schema: T,
    options: RequestOptions,
  ): Promise<z.infer<T> | undefined> {
    try {
      return await this.request('GET', path, schema, undefined, options);
    } catch (error) {
      if (isMarathonError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.connection.transport.close();
  }

  private async attempt(
    asked: Asked,
    target: string,
    body: JsonValue | undefined,
    { signal, timeoutMs = defaultTimeoutMs }: RequestOptions,
  ): Promise<HttpResponse> {
    const { transport, login } = this.connection;
    const secret = authorization(login);
    let url = `${this.base}${target}`;
    for (let redirects = 0; ; redirects++) {
      let response: HttpResponse;
      try {
        response = await transport.send({
          method: asked.method,
          url,
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            // Only to where it is for: a redirect to elsewhere does not get it.
            ...(secret === undefined || new URL(url).origin !== new URL(this.base).origin
              ? {}
              : { authorization: secret }),
          },
          body: body === undefined ? undefined : toJson(body),
          timeoutMs,
          signal,
        });
      } catch (error) {
        if (signal.aborted) throw error;
        throw unreachable(asked, error);
      }
      const { status, headers } = response;
      const location = headers['location'];
      // 301 and 302 would turn a PUT into a GET; Marathon sends 307, and balancers 308.
      if ((status === 307 || status === 308) && location !== undefined && redirects < mostRedirects) {
        url = new URL(location, url).href;
        continue;
      }
      if (status >= 200 && status < 300) return response;
      throw refused(asked, status, response.body, headers['retry-after']);
    }
  }
}

function queryOf(query: RequestOptions['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}

function understand<T extends z.ZodType>(schema: T, body: string, asked: Asked): z.infer<T> {
  let json: unknown;
  try {
    json = body === '' ? {} : JSON.parse(body);
  } catch {
    throw misunderstood(asked, `it is no JSON: ${body.slice(0, 200)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw misunderstood(asked, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`);
}
