import type { CloudName } from './clouds';

/** How one subscription is reached. Holds no secret: credentials come from DefaultAzureCredential. */
export interface AzureConfiguration {
  /** How errors name it, for instance the name that the provider block gives it. */
  readonly name: string;
  /** A GUID. */
  readonly subscriptionId: string;
  /** Default `public`. */
  readonly cloud?: CloudName;
  /** URL instead of the cloud's own Resource Manager. Plain http is for this machine only. */
  readonly endpoint?: string;
  /** Upper limit of requests per second to this subscription. Default 20; less while Azure throttles. */
  readonly maxRequestsPerSecond?: number;
}

/** Times of the driver, in milliseconds. The defaults suit Azure; tests and stand-ins may shorten them. */
export interface AzureTiming {
  /** How long a request is repeated while Azure throttles, fails or does not answer. Default 120 000. */
  readonly retryMs: number;
  /** First pause between two tries; it doubles, with jitter. Default 500. */
  readonly firstRetryDelayMs: number;
  /** How long one request may take before it counts as lost. Default 60 000. */
  readonly requestMs: number;
  /**
   * First and longest pause between two looks at an operation where Azure does not say how long to wait. Default
   * 500 and 10 000.
   */
  readonly firstPollMs: number;
  readonly longestPollMs: number;
  /** How long it is tried again while another operation holds the object, or its parts. Default 300 000. */
  readonly busyMs: number;
  /** For how long reads of many machines are answered by one list of them. Default 3 000. */
  readonly sharedMs: number;
}

export const defaultTiming: AzureTiming = {
  retryMs: 120_000,
  firstRetryDelayMs: 500,
  requestMs: 60_000,
  firstPollMs: 500,
  longestPollMs: 10_000,
  busyMs: 300_000,
  sharedMs: 3_000,
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

/** Of what Azure goes on with by itself after it was asked. */
export interface OperationOptions extends WaitOptions {
  /**
   * Called with the URL at which a long-running operation is followed, as soon as there is one, and with undefined when
   * it has ended. Whoever keeps the URL can go on with `resume` after a kill.
   */
  readonly onOperation?: (url: string | undefined) => void;
}

export type Tags = Readonly<Record<string, string>>;
