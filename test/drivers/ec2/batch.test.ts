import fc from 'fast-check';
import { Batch } from '../../../src/drivers/ec2/batch';
import { Pulse } from '../../../src/drivers/ec2/pulse';

describe('a batch', () => {
  test('everybody gets the answer to what was asked, in groups of a limited size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(50), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (items, size) => {
          const groups: number[] = [];
          const batch = new Batch<number, string>({ collectMs: 0, size }, (group) => {
            groups.push(group.length);
            return Promise.resolve(group.map((item) => `answer to ${String(item)}`));
          });
          const answers = await Promise.all(items.map((item) => batch.add(item)));
          expect(answers).toEqual(items.map((item) => `answer to ${String(item)}`));
          expect(groups).toHaveLength(Math.ceil(items.length / size));
          expect(Math.max(0, ...groups)).toBeLessThanOrEqual(size);
        },
      ),
    );
  });

  test('a failure is the failure of its own group, and of what failed alone', async () => {
    const batch = new Batch<number, string>({ collectMs: 0, size: 2 }, (group) =>
      group.includes(3)
        ? Promise.reject(new Error('the group failed'))
        : Promise.resolve(group.map((item) => (item === 2 ? Promise.reject(new Error('alone')) : 'fine'))),
    );
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => batch.add(item)));
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      'fine',
      'Error: alone',
      'Error: the group failed',
      'Error: the group failed',
      'fine',
    ]);
  });
});

describe('the pulse', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const never = new AbortController().signal;

  test('all who wait wake at the same moment, fast at first and slower then', async () => {
    const pulse = new Pulse({ firstMs: 100, longestMs: 400 });
    const beats: number[] = [];
    const started = Date.now();
    for (let beat = 0; beat < 6; beat++) {
      const [first, second] = [pulse.beat(never), pulse.beat(never)].map((one) =>
        one.then(() => Date.now() - started),
      );
      await jest.advanceTimersByTimeAsync(400);
      expect(await first).toBe(await second);
      beats.push((await first) as number);
    }
    expect(beats[0]).toBe(100);
    pulse.quicken();
    const quick = pulse.beat(never);
    await jest.advanceTimersByTimeAsync(100);
    await quick;
  });

  test('who gives up does not stop it for the others', async () => {
    const pulse = new Pulse({ firstMs: 100, longestMs: 400 });
    const controller = new AbortController();
    const [given, other] = [pulse.beat(controller.signal), pulse.beat(never)];
    controller.abort();
    await expect(given).rejects.toMatchObject({ kind: 'interrupted' });
    await jest.advanceTimersByTimeAsync(100);
    await other;
  });
});
