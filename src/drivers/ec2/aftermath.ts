import { sleep } from './abort';
import type { Ec2Api } from './api';
import { isEc2Error } from './errors';

/** How long what may have been made is looked for before the failure is told. */
const longestMs = 5_000;

/**
 * After a request that may have been done although no answer came: looks, briefly, for what it makes. Whoever asked may
 * have been interrupted, so this does not end with them; it ends with the account.
 * @returns undefined when nothing was seen.
 */
export async function lookBriefly<T>(
  api: Ec2Api,
  look: (signal: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { firstPollMs, visibleMs } = api.timing;
  const signal = AbortSignal.any([api.open, AbortSignal.timeout(Math.min(visibleMs, longestMs))]);
  try {
    for (;;) {
      const found = await look(signal);
      if (found !== undefined) return found;
      await sleep(firstPollMs, signal);
    }
  } catch (error) {
    if (isEc2Error(error)) return undefined;
    throw error;
  }
}

/** Looks until it is seen, for as long as EC2 may show late what exists. */
export async function lookUntilSeen<T>(
  api: Ec2Api,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { firstPollMs, longestPollMs, visibleMs } = api.timing;
  const deadline = Date.now() + visibleMs;
  for (let delay = firstPollMs; ; delay = Math.min(delay * 1.5, longestPollMs)) {
    const found = await look();
    if (found !== undefined || Date.now() + delay > deadline) return found;
    await sleep(delay, signal);
  }
}
