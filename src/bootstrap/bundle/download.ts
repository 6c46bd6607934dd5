import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { verifyFile } from './checksum';
import { BundleError } from './manifest';

/** The body of `url` as text. Rejects with {@link BundleError} naming the URL. */
export async function downloadText(url: string, signal?: AbortSignal): Promise<string> {
  return (await open(url, signal)).text();
}

/**
 * Writes the body of `url` to `path`, which appears only when it is complete and has the SHA-256 that is expected:
 * what is found there later needs no second look.
 */
export async function download(
  url: string,
  path: string,
  { sha256, signal }: { readonly sha256: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const response = await open(url, signal);
  const partial = `${path}.${randomBytes(8).toString('hex')}.partial`;
  await mkdir(dirname(path), { recursive: true });
  try {
    if (response.body === null) throw new BundleError(`cannot download ${url}: the answer is empty`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(partial));
    if (sha256 !== undefined) await verifyFile(partial, sha256, url);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error instanceof BundleError
      ? error
      : new BundleError(`cannot download ${url}: ${(error as Error).message}`);
  }
}

async function open(url: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new BundleError(`cannot download ${url}: ${cause instanceof Error ? cause.message : message}`);
  }
  if (!response.ok) {
    throw new BundleError(
      `cannot download ${url}: the server answered ${String(response.status)} ${response.statusText}`,
    );
  }
  return response;
}
