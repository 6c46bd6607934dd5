import { walk, type Step } from './graph';

function steps(order: string[], all: Readonly<Record<string, readonly string[]>>, failing = ''): Step[] {
  return Object.entries(all).map(([id, after]) => ({
    id,
    after,
    run: () => {
      order.push(id);
      return Promise.resolve(id !== failing);
    },
  }));
}

test('everything comes after what it waits for', async () => {
  const order: string[] = [];
  await walk(steps(order, { c: ['b'], b: ['a', 'not there'], a: [], d: [] }));
  expect(order).toHaveLength(4);
  expect(order.indexOf('a')).toBeLessThan(order.indexOf('b'));
  expect(order.indexOf('b')).toBeLessThan(order.indexOf('c'));
});

test('what comes after something that failed is left out, the rest is done', async () => {
  const order: string[] = [];
  await walk(steps(order, { a: [], b: ['a'], c: ['b'], d: [] }, 'a'));
  expect(order.sort()).toEqual(['a', 'd']);
});

test('a circle is an error', async () => {
  await expect(walk(steps([], { a: ['b'], b: ['a'] }))).rejects.toThrow('nothing can be done first');
});

test('ten steps at a time and no more', async () => {
  let running = 0;
  let most = 0;
  await walk(
    Array.from({ length: 30 }, (_, index) => ({
      id: String(index),
      after: [],
      run: async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return true;
      },
    })),
  );
  expect(most).toBe(10);
});
