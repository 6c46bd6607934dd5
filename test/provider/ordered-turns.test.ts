import { LATER, OrderedTurns } from '../../src/provider/ordered-turns';

const { signal } = new AbortController();

function turns() {
  const order: string[] = [];
  const queue = new OrderedTurns(20, 20);
  let running = 0;
  const announce = (name: string, rank: () => number) => {
    const ticket = queue.announce('cluster', { rank: () => Promise.resolve(rank()), signal });
    return {
      ...ticket,
      go: (work: () => Promise<unknown> = () => Promise.resolve()) =>
        ticket.take(async () => {
          running += 1;
          expect(running).toBe(1);
          const result = await work();
          running -= 1;
          order.push(result === LATER ? `${name} later` : name);
          return result;
        }),
    };
  };
  return { order, announce };
}

test('the lowest rank goes first, whoever came first, and one at a time', async () => {
  const { order, announce } = turns();
  const [leader, follower, other] = [
    announce('leader', () => 2),
    announce('a', () => 1),
    announce('b', () => 1),
  ];
  await Promise.all([leader, other, follower].map((one) => one.go()));
  expect(order).toEqual(['a', 'b', 'leader']);
});

test('a turn waits for those with a lower rank that are not ready yet, and not for those that give up', async () => {
  const { order, announce } = turns();
  const [leader, slow, failing] = [
    announce('leader', () => 2),
    announce('slow', () => 1),
    announce('x', () => 0),
  ];
  const led = leader.go();
  failing.giveBack();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(order).toEqual([]);
  await slow.go();
  await led;
  expect(order).toEqual(['slow', 'leader']);
});

test('whoever is too early lets the others go and is asked again', async () => {
  const { order, announce } = turns();
  let ready = false;
  const [early, other] = [announce('early', () => 0), announce('other', () => 1)];
  await Promise.all([
    early.go(() => Promise.resolve(ready ? 'done' : LATER)),
    other.go(() => {
      ready = true;
      return Promise.resolve();
    }),
  ]);
  expect(order).toEqual(['early later', 'other', 'early']);
});

test('ranks are asked for again before each turn', async () => {
  const { order, announce } = turns();
  let leader = 'a';
  const rank = (name: string) => () => (leader === name ? 2 : 1);
  const all = ['a', 'b', 'c'].map((name) => ({ name, ticket: announce(name, rank(name)) }));
  await Promise.all(
    all.map(({ ticket }) =>
      ticket.go(() => {
        leader = 'c';
        return Promise.resolve();
      }),
    ),
  );
  expect(order).toEqual(['b', 'a', 'c']);
});

test('a failure is its own, and the next one goes', async () => {
  const { order, announce } = turns();
  const [failing, next] = [announce('failing', () => 0), announce('next', () => 1)];
  const failed = expect(failing.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await next.go();
  await failed;
  expect(order).toEqual(['next']);
});

test('an interrupt ends the wait', async () => {
  const interrupt = new AbortController();
  const queue = new OrderedTurns(20, 20);
  const first = queue.announce('cluster', { rank: () => Promise.resolve(0), signal });
  const second = queue.announce('cluster', { rank: () => Promise.resolve(1), signal: interrupt.signal });
  const waiting = second.take(() => Promise.resolve());
  interrupt.abort(new Error('interrupted by the user'));
  await expect(waiting).rejects.toThrow('interrupted by the user');
  await expect(first.take(() => Promise.resolve('ran'))).resolves.toBe('ran');
});
