import { DomainTurns } from '../../src/provider/domain-turns';

const { signal } = new AbortController();

/** Turns in which work lasts until it is told to end. */
function turns() {
  const queue = new DomainTurns();
  const running = new Map<string, { end(): void; fail(error: Error): void }>();
  const began: string[] = [];
  const announce = (
    name: string,
    domain: string,
    more: { readonly leaves?: true; readonly signal?: AbortSignal } = {},
  ) => {
    const ticket = queue.announce('cluster', { domain, who: `agent ${name}`, signal, ...more });
    return {
      ...ticket,
      go: () =>
        ticket.take(async () => {
          began.push(name);
          await new Promise<void>((end, fail) => running.set(name, { end, fail }));
          running.delete(name);
          return name;
        }),
    };
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 10));
  const end = async (name: string) => {
    running.get(name)?.end();
    await settled();
  };
  const fail = async (name: string) => {
    running.get(name)?.fail(new Error(`${name} is broken\nin many words`));
    await settled();
  };
  return { announce, began, end, fail, settled };
}

test('those of one domain go at once, those of the next when all of it are done', async () => {
  const { announce, began, end, settled } = turns();
  const tickets = [announce('a1', 'a'), announce('b1', 'b'), announce('a2', 'a'), announce('c1', 'c')];
  const done = Promise.all(tickets.map((ticket) => ticket.go()));
  await settled();
  expect(began).toEqual(['a1', 'a2']);
  await end('a2');
  expect(began).toEqual(['a1', 'a2']);
  await end('a1');
  expect(began).toEqual(['a1', 'a2', 'b1']);
  await end('b1');
  await end('c1');
  expect(await done).toEqual(['a1', 'b1', 'a2', 'c1']);
});

test('a domain is not done while one of it is announced that is not ready, and is when that one gives up', async () => {
  const { announce, began, end, settled } = turns();
  const [first, slow, other] = [announce('a1', 'a'), announce('a2', 'a'), announce('b1', 'b')];
  const done = Promise.all([first.go(), other.go()]);
  await settled();
  await end('a1');
  expect(began).toEqual(['a1']);
  const late = announce('a3', 'a');
  slow.giveBack();
  const lateDone = late.go();
  await settled();
  expect(began).toEqual(['a1', 'a3']);
  await end('a3');
  await lateDone;
  expect(began).toEqual(['a1', 'a3', 'b1']);
  await end('b1');
  await done;
});

test('after a failure no other domain is begun, and its own goes on', async () => {
  const { announce, began, end, fail, settled } = turns();
  const [a1, a2, b1] = [announce('a1', 'rack a'), announce('a2', 'rack a'), announce('b1', 'rack b')];
  const failed = expect(a1.go()).rejects.toThrow('a1 is broken');
  const same = a2.go();
  const stopped = expect(b1.go()).rejects.toMatchObject({
    summary: 'agent b1 was left as it is',
    detail:
      'agent a1 failed first: a1 is broken\nThat is another failure domain ("rack a", this one is "rack b"), and none is begun after one that failed. Mend what failed there, then apply again',
  });
  await settled();
  await fail('a1');
  await failed;
  await stopped;
  await expect(announce('c1', 'rack c').go()).rejects.toThrow('agent c1 was left as it is');
  const later = announce('a3', 'rack a').go();
  await settled();
  expect(began).toEqual(['a1', 'a2', 'a3']);
  await end('a2');
  await end('a3');
  expect(await Promise.all([same, later])).toEqual(['a2', 'a3']);
});

test('one that leaves waits for its turn, whatever has failed, and its failure stops nobody', async () => {
  const { announce, began, end, fail, settled } = turns();
  const leaving = announce('a1', 'a', { leaves: true });
  const [broken, gone] = [announce('b1', 'b'), announce('c1', 'c', { leaves: true })];
  const stays = expect(leaving.go()).rejects.toThrow('a1 is broken');
  const failed = expect(broken.go()).rejects.toThrow('b1 is broken');
  const left = gone.go();
  await settled();
  expect(began).toEqual(['a1']);
  await fail('a1');
  await stays;
  expect(began).toEqual(['a1', 'b1']);
  await fail('b1');
  await failed;
  expect(began).toEqual(['a1', 'b1', 'c1']);
  await end('c1');
  expect(await left).toBe('c1');
});

test('an interrupt ends the wait and is no failure of the domain', async () => {
  const interrupt = new AbortController();
  const { announce, began, end, fail, settled } = turns();
  const [first, second] = [announce('a1', 'a', { signal: interrupt.signal }), announce('b1', 'b')];
  const third = announce('c1', 'c', { signal: interrupt.signal });
  const stopped = expect(first.go()).rejects.toThrow('a1 is broken');
  const waiting = expect(third.go()).rejects.toThrow('interrupted by the user');
  const goes = second.go();
  await settled();
  interrupt.abort(new Error('interrupted by the user'));
  await waiting;
  await fail('a1');
  await stopped;
  expect(began).toEqual(['a1', 'b1']);
  await end('b1');
  expect(await goes).toBe('b1');
});
