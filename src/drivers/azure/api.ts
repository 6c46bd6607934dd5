import { RateLimiter } from '../rate-limiter';
import { sleep, throwIfAborted } from './abort';
import type { Answer } from './answer';
import { apiVersionOf } from './api-versions';
import { defaultTiming } from './configuration';
import type { AzureConfiguration, AzureTiming, CallOptions } from './configuration';
import { connect, endpointOf, type Connection, type Method } from './connect';
import { AzureError, isAzureError } from './errors';
import { noAnswer, refusal } from './failure';
import { withRetries } from './retry';

const defaultRequestsPerSecond = 20;

export interface Request {
  readonly method: Method;
  /** Path of a resource, `/subscriptions/…`, or the whole URL of an operation, which is used as it is. */
  readonly target: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Requests to one subscription, limited and retried. */
export class AzureApi {
  readonly timing: AzureTiming;
  readonly limiter: RateLimiter;
  private connection: Promise<Connection> | undefined;
  private closed = false;

  constructor(
    readonly configuration: AzureConfiguration,
    timing: Partial<AzureTiming>,
  ) {
    this.timing = { ...defaultTiming, ...timing };
    this.limiter = new RateLimiter(configuration.maxRequestsPerSecond ?? defaultRequestsPerSecond, sleep);
  }

  /** How errors name it: `azure "default" (subscription 0000…)`. */
  get where(): string {
    const { name, subscriptionId } = this.configuration;
    return `azure ${JSON.stringify(name)} (subscription ${subscriptionId})`;
  }

  /** `/subscriptions/…` */
  get root(): string {
    return `/subscriptions/${this.configuration.subscriptionId}`;
  }

  /**
   * Sends a request until it is answered for good. What only reads is cut off when the signal is aborted, and repeated
   * when its answer is lost. What changes something is awaited, and thrown when nobody knows whether it was done.
   * @throws AzureError
   */
  async send(request: Request, { signal }: CallOptions): Promise<Answer> {
    throwIfAborted(signal);
    const { timing, limiter } = this;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return withRetries(() => this.attempt(request, reads ? signal : undefined), {
      signal,
      timing,
      limiter,
      throwUncertain: !reads,
    });
  }

  /** An error that names this subscription. */
  error(message: string, parts: ConstructorParameters<typeof AzureError>[1]): AzureError {
    return new AzureError(`${this.where}: ${message}`, { detail: message, ...parts });
  }

  close(): void {
    this.closed = true;
    this.connection = undefined;
  }

  private async attempt(request: Request, signal: AbortSignal | undefined): Promise<Answer> {
    const { method, target, headers = {}, body } = request;
    const operation = `${method} ${nameOf(target)}`;
    let answer: Answer;
    try {
      const connection = await this.connect();
      answer = await connection.send({
        method,
        url: this.urlOf(request),
        headers,
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (thrown) {
      throw isAzureError(thrown) ? thrown : noAnswer(this.where, operation, thrown);
    }
    if (answer.status >= 200 && answer.status < 300) {
      if (answer.text === '' || answer.body !== undefined) return answer;
      // Cut off, or from something between here and Azure.
      throw noAnswer(this.where, operation, new Error('the answer was cut short (aborted)'));
    }
    throw refusal(this.where, operation, answer);
  }

  private urlOf({ target, query = {} }: Request): string {
    if (!target.startsWith('/')) return target;
    const parameters = new URLSearchParams({ ...query, 'api-version': apiVersionOf(target) });
    return `${endpointOf(this.configuration)}${target.split('/').map(encodeURIComponent).join('/')}?${parameters.toString()}`;
  }

  private async connect(): Promise<Connection> {
    if (this.closed) throw this.error('the subscription was closed', { kind: 'interrupted' });
    this.connection ??= connect(this.configuration, this.timing);
    return this.connection;
  }
}

/** The last parts of a path, by which a reader knows what it is about: `virtualMachines/worker-1/start`. */
function nameOf(target: string): string {
  const path = URL.canParse(target) ? new URL(target).pathname : target;
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.slice(parts.length > 6 ? 6 : parts.length > 4 ? 4 : 2);
  const name = last.join('/');
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}
