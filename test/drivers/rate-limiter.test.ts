import { sleep } from '../../src/drivers/ec2/abort';
import { RateLimiter } from '../../src/drivers/rate-limiter';

const never = new AbortController().signal;

describe('the rate limiter', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** How many of many requests go out within some seconds. */
  async function sentWithin(limiter: RateLimiter, seconds: number, asked = 1_000): Promise<number> {
    const controller = new AbortController();
    let sent = 0;
    const all = Array.from({ length: asked }, () =>
      limiter.take(controller.signal).then(
        () => sent++,
        () => undefined,
      ),
    );
    await jest.advanceTimersByTimeAsync(seconds * 1_000);
    const result = sent;
    controller.abort();
    await Promise.all(all);
    return result;
  }

  test('two seconds worth at once, then the rate', async () => {
    expect(await sentWithin(new RateLimiter(10, sleep), 0)).toBe(20);
    expect(await sentWithin(new RateLimiter(10, sleep), 5)).toBeLessThanOrEqual(70);
    expect(await sentWithin(new RateLimiter(10, sleep), 5)).toBeGreaterThanOrEqual(65);
  });

  test('each throttle halves the rate and empties the bucket, down to a floor', async () => {
    const limiter = new RateLimiter(16, sleep);
    limiter.throttled();
    expect(limiter.rate).toBe(8);
    expect(await sentWithin(limiter, 0)).toBe(0);
    for (let times = 0; times < 20; times++) limiter.throttled();
    expect(limiter.rate).toBe(0.5);
    expect(await sentWithin(limiter, 10)).toBeGreaterThanOrEqual(4);
  });

  test('answers that succeed raise the rate again, never above the limit', () => {
    const limiter = new RateLimiter(10, sleep);
    limiter.throttled();
    limiter.throttled();
    for (let times = 0; times < 5; times++) limiter.succeeded();
    expect(limiter.rate).toBeCloseTo(5);
    for (let times = 0; times < 100; times++) limiter.succeeded();
    expect(limiter.rate).toBe(10);
  });

  test('requests go out in the order in which they came', async () => {
    const limiter = new RateLimiter(1, sleep);
    const order: number[] = [];
    for (let index = 0; index < 5; index++) void limiter.take(never).then(() => order.push(index));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  test('one that is given up holds up nobody', async () => {
    const limiter = new RateLimiter(1, sleep);
    await limiter.take(never);
    await limiter.take(never);
    const controller = new AbortController();
    const given = limiter.take(controller.signal);
    const next = limiter.take(never);
    controller.abort();
    await expect(given).rejects.toMatchObject({ kind: 'interrupted' });
    await jest.advanceTimersByTimeAsync(1_100);
    await next;
  });
});
