import { setTimeout as sleep } from 'node:timers/promises';
import { Afterwards } from '../../src/provider/afterwards';

test('what is to be done afterwards is not done before the answer, and at the latest at the end', async () => {
  const afterwards = new Afterwards();
  const done: string[] = [];
  for (const name of ['one', 'other']) {
    afterwards.add(async () => {
      await sleep(1);
      done.push(name);
    });
  }
  await sleep(5);
  expect(done).toEqual([]);
  await afterwards.finish();
  expect(done.sort()).toEqual(['one', 'other']);
  await afterwards.finish();
  expect(done).toHaveLength(2);
});

test('it is done without being waited for, and what fails is nobody else’s failure', async () => {
  const afterwards = new Afterwards();
  await new Promise<void>((resolve) => {
    afterwards.add(() => Promise.reject(new Error('refused')));
    afterwards.add(() => {
      resolve();
      return Promise.resolve();
    });
  });
  await afterwards.finish();
});
