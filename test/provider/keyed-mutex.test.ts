import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { KeyedMutex } from '../../src/provider/keyed-mutex';

test('work under one key runs in order, one at a time; other keys are not held up', async () => {
  const job = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    turns: fc.nat({ max: 3 }),
    fails: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 12 }), async (jobs) => {
      const mutex = new KeyedMutex();
      const begun: { readonly key: string; readonly index: number }[] = [];
      const inside = new Map<string, number>();
      const outcomes = await Promise.allSettled(
        jobs.map(({ key, turns, fails }, index) =>
          mutex.run(key, async () => {
            begun.push({ key, index });
            inside.set(key, (inside.get(key) ?? 0) + 1);
            expect(inside.get(key)).toBe(1);
            for (let waited = 0; waited < turns; waited++) await turn();
            inside.set(key, 0);
            if (fails) throw new Error(`failure ${index}`);
            return index;
          }),
        ),
      );
      for (const key of ['a', 'b', 'c']) {
        const order = begun.filter((one) => one.key === key).map(({ index }) => index);
        expect(order).toEqual(jobs.flatMap((one, index) => (one.key === key ? [index] : [])));
      }
      jobs.forEach(({ fails }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') expect([fails, outcome.value]).toEqual([false, index]);
        else expect(String(outcome?.reason)).toBe(`Error: failure ${index}`);
      });
    }),
  );
});

test('a key that is busy for ever does not hold up another', async () => {
  const mutex = new KeyedMutex();
  void mutex.run('busy', () => new Promise(() => undefined));
  await expect(mutex.run('free', () => Promise.resolve('done'))).resolves.toBe('done');
});

test('a failure, also one that is thrown before the first wait, reaches its caller and lets the next one in', async () => {
  const mutex = new KeyedMutex();
  const failed = mutex.run('a', () => {
    throw new Error('at once');
  });
  const next = mutex.run('a', () => Promise.resolve('in'));
  await expect(failed).rejects.toThrow('at once');
  await expect(next).resolves.toBe('in');
});
