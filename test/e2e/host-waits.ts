import type { TestHost } from './harness/test-host';

/** What answers HTTP there, tried again for a while; null when nothing does. */
export async function answer(url: string, patienceMs = 60_000): Promise<string | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
      if (response.ok) return await response.text();
    } catch {
      // Nobody answers yet.
    }
    if (Date.now() > deadline) return null;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Waits until a condition holds on a host; fails after `patienceMs`. */
export async function until(host: TestHost, condition: string, patienceMs = 300_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while ((await host.exec(`if ${condition}; then echo yes; fi`)).trim() !== 'yes') {
    if (Date.now() > deadline)
      throw new Error(`${host.name}: after ${String(patienceMs)} ms still not: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
