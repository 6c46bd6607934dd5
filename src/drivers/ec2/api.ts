import { RateLimiter } from '../rate-limiter';
import { sleep, throwIfAborted } from './abort';
import type { Input, Operation, Output } from './commands';
import { defaultTiming } from './configuration';
import type { CallOptions, Ec2Configuration, Ec2Timing } from './configuration';
import { connect, type Connection } from './connect';
import { Ec2Error } from './errors';
import { Recent } from './recent';
import { withRetries } from './retry';
import { Together } from './together';

const defaultRequestsPerSecond = 20;

/** Requests to one account and region, limited and retried. */
export class Ec2Api {
  readonly timing: Ec2Timing;
  readonly limiter: RateLimiter;
  readonly recent: Recent;
  /** Apart from the ids, because a name may be any text. */
  readonly recentKeyNames: Recent;
  readonly together: Together;
  private connection: Promise<Connection> | undefined;
  private readonly lifetime = new AbortController();

  constructor(
    readonly configuration: Ec2Configuration,
    timing: Partial<Ec2Timing>,
  ) {
    this.timing = { ...defaultTiming, ...timing };
    this.recent = new Recent(this.timing.visibleMs);
    this.recentKeyNames = new Recent(this.timing.visibleMs);
    this.together = new Together(this);
    this.limiter = new RateLimiter(configuration.maxRequestsPerSecond ?? defaultRequestsPerSecond, sleep);
  }

  /** Aborted when the account is closed: for requests that belong to several callers. */
  get open(): AbortSignal {
    return this.lifetime.signal;
  }

  /** How errors name it: `ec2 "default" (profile "lab") in eu-central-1`. */
  get where(): string {
    const { name, profile, region } = this.configuration;
    const from = profile === undefined ? '' : ` (profile ${JSON.stringify(profile)})`;
    return `ec2 ${JSON.stringify(name)}${from} in ${region}`;
  }

  /**
   * Sends a request until it is answered for good. What only reads is cut off when the signal is aborted; what changes
   * something is awaited, so that its outcome is known; where it is not known all the same, the error says so by
   * `mayHaveHappened`. "Not found" about what was created a moment ago is no answer.
   * @throws Ec2Error
   */
  async send<O extends Operation>(
    operation: O,
    input: Input<O>,
    { signal }: CallOptions,
  ): Promise<Output<O>> {
    throwIfAborted(signal);
    const { senders } = await this.connect();
    const reads = /^(Describe|Get)/.test(operation);
    const send: (input: Input<O>, options: { abortSignal?: AbortSignal }) => Promise<Output<O>> =
      senders[operation];
    return this.repeat(operation, !reads, signal, () => send(input, reads ? { abortSignal: signal } : {}));
  }

  /** The value of an SSM parameter. */
  async parameter(name: string, { signal }: CallOptions): Promise<string | undefined> {
    throwIfAborted(signal);
    const { parameter } = await this.connect();
    return this.repeat('GetParameter', false, signal, () => parameter(name, { abortSignal: signal }));
  }

  /** An error that names this account and region. */
  error(message: string, parts: ConstructorParameters<typeof Ec2Error>[1]): Ec2Error {
    return new Ec2Error(`${this.where}: ${message}`, { detail: message, ...parts });
  }

  async close(): Promise<void> {
    this.lifetime.abort(new Error('the account was closed'));
    const connection = await this.connection?.catch(() => undefined);
    connection?.close();
  }

  private connect(): Promise<Connection> {
    this.connection ??= connect(this.configuration, this.timing);
    return this.connection;
  }

  private repeat<T>(
    operation: string,
    changes: boolean,
    signal: AbortSignal,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const { where, timing, limiter } = this;
    const isLagging = (error: Ec2Error) => this.isLagging(error);
    return withRetries(attempt, { where, operation, changes, signal, timing, limiter, isLagging });
  }

  private isLagging({ kind, code, detail }: Ec2Error): boolean {
    if (kind !== 'not-found') return false;
    return code === 'InvalidKeyPair.NotFound'
      ? this.recentKeyNames.isQuotedIn(detail)
      : this.recent.isIn(detail);
  }
}
