import type * as http from 'node:http';
import { reasonOf } from '../abort';
import { RequestTimeout, type HttpResponse } from './transport';

/** What of a request is not in how it is opened. */
export interface Exchange {
  readonly body?: string | undefined;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Sends what `open` has begun, and reads the whole answer.
 * @throws RequestTimeout, the signal's reason, or whatever kept the answer from coming
 */
export function exchange(open: () => http.ClientRequest, request: Exchange): Promise<HttpResponse> {
  const { signal, timeoutMs, body } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const outgoing = open();
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      finish();
    };
    const fail = (error: Error) => {
      settle(() => {
        reject(error);
      });
    };
    // A stream in a tunnel tells of its end, but not why it was ended.
    const stop = () => {
      fail(reasonOf(signal));
      outgoing.destroy();
    };
    const timer = setTimeout(() => {
      fail(new RequestTimeout(timeoutMs));
      outgoing.destroy();
    }, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    outgoing.on('error', fail);
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        settle(() => {
          resolve({
            status: response.statusCode ?? 0,
            headers: firstOfEach(response.headers),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
    });
    outgoing.end(body);
  });
}

/** The header that a body wants. */
export function lengthOf(body: string | undefined): Readonly<Record<string, number>> {
  return body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
}

function firstOfEach(headers: http.IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
