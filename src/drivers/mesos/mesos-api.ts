import type { z } from 'zod';
import {
  authorization,
  defaultRetryMs,
  withBackoff,
  type HttpResponse,
  type HttpTransport,
  type Login,
} from '../http';
import { answers, type Answer, type ReadCall } from './answers';
import { isMesosError, isRedirect, mayPass, misunderstood, refused, unreachable, type Asked } from './errors';

/** How the masters of one cluster are reached. */
export interface MesosConnection {
  /** Base URLs of the masters, `http://10.0.0.11:5050`, in any order. */
  readonly masters: readonly string[];
  readonly transport: HttpTransport;
  /** Where masters ask for one. */
  readonly login?: Login;
  /** How errors name the cluster: `Mesos cluster of 10.0.0.11`. */
  readonly source: string;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  /** For one attempt, in milliseconds; 30 s when absent: a write that the log does not take is refused after 20 s. */
  readonly timeoutMs?: number;
  /** How long to go on while nobody leads or answers, in milliseconds; 30 s when absent: a failover takes 10 s. */
  readonly retryMs?: number;
}

/** A call that changes something, and the object that goes with it. */
export type WriteCall =
  'DRAIN_AGENT' | 'DEACTIVATE_AGENT' | 'REACTIVATE_AGENT' | 'MARK_AGENT_GONE' | 'TEARDOWN';

const defaultTimeoutMs = 30_000;
const mostRedirects = 3;

/**
 * The operator API of a cluster's masters. Calls go to whoever leads: to the master that answered last, else to each
 * in turn, following redirects. All calls can be repeated without harm, and are while nobody leads.
 */
export class MesosApi {
  readonly source: string;
  readonly masters: readonly string[];
  /** Who answered as the leader last. */
  private leader: string | undefined;

  constructor(private readonly connection: MesosConnection) {
    this.source = connection.source;
    this.masters = connection.masters.map((url) => url.replace(/\/$/, ''));
  }

  /** @throws MesosError */
  async read<C extends ReadCall>(type: C, options: CallOptions): Promise<Answer<C>> {
    const { body, asked } = await this.call({ type }, options);
    return understand(answers[type], body, asked) as Answer<C>;
  }

  /** @throws MesosError */
  async write(type: WriteCall, body: object, options: CallOptions): Promise<void> {
    await this.call({ type, [type.toLowerCase()]: body }, options);
  }

  /**
   * What one master says of itself, without following redirects or trying again.
   * @throws MesosError
   */
  async ask<T extends z.ZodType>(
    master: string,
    path: string,
    schema: T,
    options: Pick<CallOptions, 'signal' | 'timeoutMs'>,
  ): Promise<z.infer<T>> {
    const asked = { source: this.source, master, what: `GET ${path}` };
    const response = await this.send('GET', `${master}${path}`, undefined, asked, options);
    if (response.status !== 200) throw refused(asked, response.status, response.body);
    return understand(schema, response.body, asked);
  }

  /** What a `GET` is answered with, whatever it is. @throws MesosError when nobody answers */
  get(
    master: string,
    path: string,
    options: Pick<CallOptions, 'signal' | 'timeoutMs'>,
  ): Promise<HttpResponse> {
    const asked = { source: this.source, master, what: `GET ${path}` };
    return this.send('GET', `${master}${path}`, undefined, asked, options);
  }

  /** What a call is answered with by one master, without following redirects. @throws MesosError when it does not answer */
  post(
    master: string,
    type: ReadCall,
    options: Pick<CallOptions, 'signal' | 'timeoutMs'>,
  ): Promise<HttpResponse> {
    const asked = { source: this.source, master, what: type };
    return this.send('POST', `${master}/api/v1`, JSON.stringify({ type }), asked, options);
  }

  close(): Promise<void> {
    return this.connection.transport.close();
  }

  private call(
    call: { readonly type: string },
    options: CallOptions,
  ): Promise<{ readonly body: string; readonly asked: Asked }> {
    return withBackoff(() => this.askLeader(call, options), {
      forMs: options.retryMs ?? defaultRetryMs,
      signal: options.signal,
      mayPass,
    });
  }

  private async askLeader(
    call: { readonly type: string },
    options: CallOptions,
  ): Promise<{ readonly body: string; readonly asked: Asked }> {
    let failure: unknown;
    for (const master of this.leaderFirst()) {
      try {
        return await this.askVia(master, call, options);
      } catch (error) {
        if (options.signal.aborted || !mayPass(error)) throw error;
        // Of all who did not answer and one who says that nobody leads, the latter says more.
        if (failure === undefined || isMesosError(error, 'no-leader')) failure = error;
        this.leader = undefined;
      }
    }
    throw failure ?? new Error(`${this.source}: no master is known`);
  }

  private leaderFirst(): readonly string[] {
    const { leader } = this;
    return leader === undefined ? this.masters : [leader, ...this.masters.filter((one) => one !== leader)];
  }

  /** Asks one master, and whoever it says leads. */
  private async askVia(
    master: string,
    call: { readonly type: string },
    options: CallOptions,
  ): Promise<{ readonly body: string; readonly asked: Asked }> {
    let url = `${master}/api/v1`;
    for (let redirects = 0; ; redirects++) {
      const asked = { source: this.source, master: new URL(url).origin, what: call.type };
      const response = await this.send('POST', url, JSON.stringify(call), asked, options);
      const location = response.headers['location'];
      if (isRedirect(response.status) && location !== undefined && redirects < mostRedirects) {
        // Masters redirect to `//host:port/master/api/v1`.
        url = new URL(location, url).href;
        continue;
      }
      if (response.status < 200 || response.status > 299)
        throw refused(asked, response.status, response.body);
      this.leader = asked.master;
      return { body: response.body, asked };
    }
  }

  private async send(
    method: 'GET' | 'POST',
    url: string,
    body: string | undefined,
    asked: Asked,
    { signal, timeoutMs = defaultTimeoutMs }: Pick<CallOptions, 'signal' | 'timeoutMs'>,
  ): Promise<HttpResponse> {
    const { transport, login } = this.connection;
    const secret = authorization(login);
    try {
      return await transport.send({
        method,
        url,
        headers: {
          accept: 'application/json',
          // With a charset behind it, masters answer 415.
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(secret === undefined ? {} : { authorization: secret }),
        },
        body,
        timeoutMs,
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw error;
      throw unreachable(asked, error);
    }
  }
}

function understand<T extends z.ZodType>(schema: T, body: string, asked: Asked): z.infer<T> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw misunderstood(asked, `it is no JSON: ${body.slice(0, 200)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw misunderstood(asked, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`);
}
