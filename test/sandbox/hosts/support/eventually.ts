import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. Fails with what it was last. */
export async function eventually<T>(read: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 50_000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`it is still ${JSON.stringify(value)}`);
    await sleep(20);
  }
}
