/** One request to an absolute URL. */
export interface HttpRequest {
  readonly method: string;
  /** `http://10.0.0.11:5050/api/v1` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/**
 * Sends requests and reads whole answers. Drivers take one, so that the same code speaks to a URL, through an SSH
 * connection, and to recordings.
 */
export interface HttpTransport {
  /**
   * Never follows redirects.
   * @throws RequestTimeout, the signal's reason, or whatever kept the answer from coming
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Ends the connections that are kept open. */
  close(): Promise<void>;
}

/** The request took longer than its `timeoutMs`. */
export class RequestTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${String(Math.round(timeoutMs / 1000))} s`);
    this.name = 'RequestTimeout';
  }
}
