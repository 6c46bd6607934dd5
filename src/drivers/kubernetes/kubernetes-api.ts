import { asError } from '../abort';
import type { ClusterConnection } from './cluster-connection';
import { ResourceDirectory } from './discovery';
import type { KindResource } from './discovery';
import { KubernetesApiError, requestRefused, timedOut, unreachable } from './errors';
import { defaultRetryMs, RequestTimeout } from '../http';
import { HttpTransport } from './http-transport';
import { toJson } from '../json';
import type { JsonObject, JsonValue } from '../json';
import { formatObjectId } from './manifest';
import type { ObjectReference } from './manifest';
import { withRetries } from './retry';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly query?: Readonly<Record<string, string>>;
  /** `application/json` when absent. */
  readonly contentType?: string;
  /** How the answer is wanted; whole objects when absent. */
  readonly accept?: string;
  /** For one attempt, in milliseconds; 30 s when absent. */
  readonly timeoutMs?: number;
  /** How long to go on while the API server is away or overloaded; 30 s when absent, for POST never. */
  readonly retryMs?: number;
  /** Errors to try again beside 429, 5xx and lost connections. */
  readonly alsoRetry?: (error: KubernetesApiError) => boolean;
  /** Told of each failure that is followed by another try. */
  readonly onRetry?: (error: KubernetesApiError) => void;
  /** The object the request is about, for errors. */
  readonly objectId?: string;
}

const defaultTimeoutMs = 30_000;

/** One cluster's API, which many may use at the same time. Close it when done: it keeps connections open. */
export class KubernetesApi {
  readonly source: string;
  private readonly directory: ResourceDirectory;

  private constructor(
    connection: ClusterConnection,
    private readonly transport: HttpTransport,
  ) {
    this.source = connection.source;
    this.directory = new ResourceDirectory((path, signal) =>
      this.request('GET', path, undefined, { signal }),
    );
  }

  /**
   * Opens a connection and asks the API server for its version, so that what follows fails for its own reasons.
   * @throws KubernetesApiError when the API server does not answer within 30 s or refuses the credentials.
   */
  static async connect(
    connection: ClusterConnection,
    { signal, retryMs }: { readonly signal: AbortSignal; readonly retryMs?: number },
  ): Promise<KubernetesApi> {
    const api = new KubernetesApi(connection, await HttpTransport.create(connection));
    try {
      await api.ping({ signal, ...(retryMs === undefined ? {} : { retryMs }) });
      return api;
    } catch (error) {
      await api.close();
      throw error;
    }
  }

  /** Asks the API server for its version. @throws KubernetesApiError when it does not answer or refuses the credentials */
  async ping(options: Pick<RequestOptions, 'signal' | 'retryMs'>): Promise<void> {
    await this.request('GET', '/version', undefined, { ...options, timeoutMs: 10_000 });
  }

  /**
   * One request with its answer as JSON. Lost connections, timeouts, 429 and 5xx are tried again for all
   * methods but POST: the others can be repeated without harm.
   * @throws KubernetesApiError
   */
  async request(
    method: Method,
    path: string,
    body: JsonValue | undefined,
    options: RequestOptions,
  ): Promise<JsonObject> {
    let renewed = false;
    const attempt = async (): Promise<JsonObject> => {
      try {
        return await this.attempt(method, path, body, options);
      } catch (error) {
        if (renewed || !(error instanceof KubernetesApiError) || error.status !== 401) throw error;
        renewed = true;
        await this.transport.renew();
        return this.attempt(method, path, body, options);
      }
    };
    return withRetries(attempt, {
      forMs: method === 'POST' ? 0 : (options.retryMs ?? defaultRetryMs),
      signal: options.signal,
      alsoRetry: options.alsoRetry,
      onRetry: options.onRetry,
    });
  }

  /** How a kind is served, or undefined when the API server does not know it. Answers are kept. */
  resourceOf(apiVersion: string, kind: string, signal: AbortSignal): Promise<KindResource | undefined> {
    return this.directory.find(apiVersion, kind, signal);
  }

  /** Forgets what is known of the kinds of one API version, because definitions changed. */
  forgetResources(apiVersion: string): void {
    this.directory.forget(apiVersion);
  }

  /** The object as it is now, or undefined when it does not exist or its kind is not served (any more). */
  async read(
    reference: ObjectReference,
    options: Pick<RequestOptions, 'signal' | 'retryMs'>,
  ): Promise<JsonObject | undefined> {
    const path = await this.pathOf(reference, options.signal);
    if (path === undefined) return undefined;
    try {
      return await this.request('GET', path, undefined, { ...options, objectId: formatObjectId(reference) });
    } catch (error) {
      if (error instanceof KubernetesApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The URL path of an object, or undefined when its kind is not served. */
  async pathOf(reference: ObjectReference, signal: AbortSignal): Promise<string | undefined> {
    const resource = await this.resourceOf(reference.apiVersion, reference.kind, signal);
    if (resource === undefined) return undefined;
    const { apiVersion, namespace, name } = reference;
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope =
      resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return `${root}${scope}/${resource.plural}/${encodeURIComponent(name)}`;
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  private async attempt(
    method: Method,
    path: string,
    body: JsonValue | undefined,
    options: RequestOptions,
  ): Promise<JsonObject> {
    const { signal, objectId, timeoutMs = defaultTimeoutMs } = options;
    const query = new URLSearchParams(options.query).toString();
    const target = query === '' ? path : `${path}?${query}`;
    let response;
    try {
      response = await this.transport.send({
        method,
        path: target,
        headers: {
          accept: options.accept ?? 'application/json',
          ...(body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }),
        },
        body: body === undefined ? undefined : toJson(body),
        timeoutMs,
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof RequestTimeout) throw timedOut(this.source, method, path, timeoutMs);
      throw unreachable(this.source, method, path, asError(error));
    }
    const answer = parseAnswer(response.body);
    if (response.status >= 200 && response.status < 300 && answer !== undefined) return answer;
    throw requestRefused({
      source: this.source,
      method,
      path,
      status: response.status,
      body: answer,
      text: response.body,
      retryAfter: response.retryAfter,
      objectId,
    });
  }
}

function parseAnswer(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
