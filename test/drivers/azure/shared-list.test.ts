import { ChangeLog } from '../../../src/drivers/azure/change-log';
import { AzureError } from '../../../src/drivers/azure';
import { SharedList } from '../../../src/drivers/azure/shared-list';

const { signal } = new AbortController();
const machine = (name: string) => `/subscriptions/1/virtualMachines/${name}`;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'].map(machine);

/** What there is, and how often it was asked for. */
class Shelf {
  value = 1;
  gets = 0;
  lists = 0;
  refused = false;
  readonly changes = new ChangeLog();
  readonly shared: SharedList<number>;

  constructor(sharedMs: number) {
    this.shared = new SharedList(
      {
        get: () => {
          this.gets += 1;
          return Promise.resolve(this.value);
        },
        list: () => {
          this.lists += 1;
          if (this.refused) return Promise.reject(new AzureError('not you', { kind: 'forbidden' }));
          return Promise.resolve(new Map(ids.map((id) => [id.toLowerCase(), this.value])));
        },
      },
      this.changes,
      sharedMs,
    );
  }

  read(all: readonly string[] = ids) {
    return Promise.all(all.map((id) => this.shared.get(id, { signal })));
  }
}

test('few are asked for one by one, however often', async () => {
  const shelf = new Shelf(60_000);
  for (let round = 0; round < 5; round += 1) await shelf.read(ids.slice(0, 4));
  expect([shelf.gets, shelf.lists]).toEqual([20, 0]);
});

test('more share one list, upper and lower case being the same', async () => {
  const shelf = new Shelf(60_000);
  await shelf.read();
  expect([shelf.gets, shelf.lists]).toEqual([4, 1]);
  await shelf.read(ids.map((id) => id.toUpperCase()));
  expect([shelf.gets, shelf.lists]).toEqual([4, 1]);
});

test('a list that has become old is not used any more', async () => {
  const shelf = new Shelf(100);
  await shelf.read();
  shelf.value = 2;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await shelf.read()).toEqual(ids.map(() => 2));
});

test('what was changed since is asked for itself, and all of it after a change of something else', async () => {
  const shelf = new Shelf(60_000);
  await shelf.read();
  shelf.value = 2;
  const [first = '', second = ''] = ids;
  shelf.changes.note(first);
  expect(await shelf.read([first, second])).toEqual([2, 1]);
  shelf.changes.note('/subscriptions/1/disks/of-the-second');
  expect(await shelf.read([first, second])).toEqual([2, 2]);
});

test('what may not be listed is asked for one by one, and not listed again', async () => {
  const shelf = new Shelf(60_000);
  shelf.refused = true;
  expect(await shelf.read()).toEqual(ids.map(() => 1));
  await shelf.read();
  expect([shelf.gets, shelf.lists]).toEqual([12, 1]);
});
