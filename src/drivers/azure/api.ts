import { RateLimiter } from '../rate-limiter';
import { asError } from '../abort';
import { sleep, throwIfAborted } from './abort';
import { answerOf, type Answer } from './answer';
import { defaultTiming } from './configuration';
import type { AzureConfiguration, AzureTiming, CallOptions } from './configuration';
import { connect, type Clients } from './connect';
import { AzureError, isAzureError } from './errors';
import { reasonOf } from './failure';
import { Begun, requestPolicy } from './request-policy';

const defaultRequestsPerSecond = 20;

/** One subscription as the SDK's clients ask it, limited and retried. */
export class AzureApi {
  readonly timing: AzureTiming;
  readonly limiter: RateLimiter;
  private connection: Promise<Clients> | undefined;
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
   * Has the SDK ask for something.
   * @throws AzureError, or Begun with the answer to a change.
   */
  async use<T>(call: (clients: Clients) => PromiseLike<T>, { signal }: CallOptions): Promise<T> {
    throwIfAborted(signal);
    try {
      return await call(await this.connect());
    } catch (thrown) {
      if (isAzureError(thrown) || thrown instanceof Begun) throw thrown;
      throwIfAborted(signal);
      // Before it is sent or after it is answered, the SDK itself finds something wrong.
      throw this.error(reasonOf(asError(thrown)), { kind: 'invalid', cause: thrown });
    }
  }

  /** Asks for an operation at its URL, which is used as it is. */
  async look(url: string, options: CallOptions): Promise<Answer> {
    const { createPipelineRequest } = await import('@azure/core-rest-pipeline');
    const request = createPipelineRequest({ url, abortSignal: options.signal });
    return answerOf(await this.use(({ resources }) => resources.sendRequest(request), options));
  }

  /** An error that names this subscription. */
  error(message: string, parts: ConstructorParameters<typeof AzureError>[1]): AzureError {
    return new AzureError(`${this.where}: ${message}`, { detail: message, ...parts });
  }

  close(): void {
    this.closed = true;
    this.connection = undefined;
  }

  private async connect(): Promise<Clients> {
    if (this.closed) throw this.error('the subscription was closed', { kind: 'interrupted' });
    this.connection ??= connect(this.configuration, requestPolicy(this));
    return this.connection;
  }
}
