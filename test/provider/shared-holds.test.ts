import { SharedHolds, type Hold } from '../../src/provider/shared-holds';

const { signal } = new AbortController();

function lock() {
  const events: string[] = [];
  const lost = new AbortController();
  const hold: Hold = async (work) => {
    events.push('taken');
    await work(lost.signal);
    events.push('given back');
  };
  return { events, lost, hold };
}

test('the first takes it, and the last gives it back', async () => {
  const holds = new SharedHolds();
  const { events, hold } = lock();
  const work = (name: string, before: Promise<unknown>) =>
    holds.run('agents', hold, signal, async () => {
      await before;
      events.push(name);
      return name;
    });
  const one = work('one', Promise.resolve());
  const two = work('two', one);
  expect(await Promise.all([one, two])).toEqual(['one', 'two']);
  expect(events).toEqual(['taken', 'one', 'two', 'given back']);
  await work('three', Promise.resolve());
  expect(events.slice(4)).toEqual(['taken', 'three', 'given back']);
});

test('it is given back after a failure, which is its own', async () => {
  const holds = new SharedHolds();
  const { events, hold } = lock();
  const failed = holds.run('agents', hold, signal, () => Promise.reject(new Error('broken')));
  const goes = holds.run('agents', hold, signal, () => Promise.resolve('ran'));
  await expect(failed).rejects.toThrow('broken');
  expect(await goes).toBe('ran');
  expect(events).toEqual(['taken', 'given back']);
});

test('when it cannot be had, nobody works', async () => {
  const holds = new SharedHolds();
  const refuse: Hold = () => Promise.reject(new Error('held by bob@ci'));
  const work = jest.fn(() => Promise.resolve());
  const both = await Promise.allSettled([1, 2].map(() => holds.run('agents', refuse, signal, work)));
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(work).not.toHaveBeenCalled();
  const { hold } = lock();
  expect(await holds.run('agents', hold, signal, () => Promise.resolve('ran'))).toBe('ran');
});

test('the end of one is not the end of others that work under it', async () => {
  const holds = new SharedHolds();
  const { events, hold } = lock();
  const [first, second] = [new AbortController(), new AbortController()];
  const one = holds.run('agents', hold, first.signal, () => Promise.resolve('one'));
  const two = holds.run('agents', hold, second.signal, async (held) => {
    await one;
    first.abort(new Error('its call has ended'));
    return held.aborted;
  });
  expect(await Promise.all([one, two])).toEqual(['one', false]);
  expect(events).toEqual(['taken', 'given back']);
});

test('who is interrupted waits no longer, and when all are, it is not waited for', async () => {
  const holds = new SharedHolds();
  const interrupts = [new AbortController(), new AbortController()];
  const waited: string[] = [];
  const wait: Hold = (_work, until) =>
    new Promise((_resolve, reject) => {
      until.addEventListener('abort', () => {
        waited.push('given up');
        reject(new Error('aborted'));
      });
    });
  const [one, two] = interrupts.map((interrupt) =>
    holds.run('agents', wait, interrupt.signal, () => Promise.resolve('ran')),
  );
  interrupts[0]?.abort(new Error('interrupted'));
  await expect(one).rejects.toThrow('interrupted');
  expect(waited).toEqual([]);
  interrupts[1]?.abort(new Error('interrupted too'));
  await expect(two).rejects.toThrow('interrupted too');
  expect(waited).toEqual(['given up']);
});

test('all are told when it is lost', async () => {
  const holds = new SharedHolds();
  const { lost, hold } = lock();
  const work = () =>
    holds.run('agents', hold, signal, async (held) => {
      await new Promise((resolve) => {
        held.addEventListener('abort', resolve);
      });
      held.throwIfAborted();
    });
  const both = Promise.allSettled([work(), work()]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  lost.abort(new Error('lost to mallory'));
  expect(await both).toEqual(
    Array(2).fill({ status: 'rejected', reason: expect.objectContaining({ message: 'lost to mallory' }) }),
  );
});
