/** How one account and region are reached. Holds no secret: credentials come from the SDK's own chain. */
export interface Ec2Configuration {
  /** How errors name it, for instance the name that the provider block gives it. */
  readonly name: string;
  /** `eu-central-1`. */
  readonly region: string;
  /**
   * URL instead of Amazon's own. It serves SSM and STS as well, unless it is one of `amazonaws.com` or `api.aws`, which
   * serve EC2 only; then SSM and STS are asked at their usual endpoints.
   */
  readonly endpoint?: string;
  /** A profile of the shared configuration files. Default: the SDK's chain (environment, files, container, instance). */
  readonly profile?: string;
  readonly assumeRole?: AssumedRole;
  /** Upper limit of requests per second to this account and region. Default 20; less while EC2 throttles. */
  readonly maxRequestsPerSecond?: number;
}

export interface AssumedRole {
  readonly roleArn: string;
  /** Default `fleetwright`. */
  readonly sessionName?: string;
  readonly externalId?: string;
  /** Seconds, 900 to 43200. Default 3600. */
  readonly durationSeconds?: number;
}

/** Times of the driver, in milliseconds. The defaults suit EC2; tests and stand-ins may shorten them. */
export interface Ec2Timing {
  /** How long a request is repeated while EC2 throttles, fails or does not answer. Default 120 000. */
  readonly retryMs: number;
  /** First pause between two tries; it doubles, with jitter. Default 250. */
  readonly firstRetryDelayMs: number;
  /** How long one request may take before it counts as lost. Default 30 000. */
  readonly requestMs: number;
  /** First and longest pause between two looks at what is waited for. Default 500 and 5000. */
  readonly firstPollMs: number;
  readonly longestPollMs: number;
  /** How long describes and creates are collected before one request asks for all. Default 20. */
  readonly collectMs: number;
  /** How long "not found" after a create means "not visible yet". Default 300 000. */
  readonly visibleMs: number;
}

export const defaultTiming: Ec2Timing = {
  retryMs: 120_000,
  firstRetryDelayMs: 250,
  requestMs: 30_000,
  firstPollMs: 500,
  longestPollMs: 5_000,
  collectMs: 20,
  visibleMs: 300_000,
};

/** What every operation that may take a while is given. */
export interface CallOptions {
  /** Aborting ends waits and retries; a request that changes something is not cut off in flight. */
  readonly signal: AbortSignal;
}

export interface WaitOptions extends CallOptions {
  /** Milliseconds until the wait gives up. Each operation says its default. */
  readonly timeoutMs?: number;
}

export type Tags = Readonly<Record<string, string>>;
