import { AzureError } from '../../../src/drivers/azure';
import { finishInMind, keepInMind } from '../../../src/provider/azure/operation-in-mind';
import { PrivateState } from '../../../src/tfplugin/private-state';

const url = 'https://management.azure.com/op/1';
const failure = (kind: 'failed' | 'interrupted' | 'timeout') => new AzureError('why', { kind });

test('an operation is remembered while it goes on', () => {
  const remembered = new PrivateState();
  const keep = keepInMind(remembered);
  keep(url);
  expect(PrivateState.decode(remembered.encode()).get('operation')).toBe(url);
  keep(undefined);
  expect(remembered.encode()).toHaveLength(0);
});

test('what was left under way is waited for once', async () => {
  const remembered = new PrivateState([['operation', url]]);
  const resumed: string[] = [];
  const resume = (one: string): Promise<void> => Promise.resolve(void resumed.push(one));
  await finishInMind(remembered, resume);
  await finishInMind(remembered, resume);
  expect(resumed).toEqual([url]);
});

test('that it failed is for the resource to tell; that it still goes on is not passed over', async () => {
  const failed = new PrivateState([['operation', url]]);
  await finishInMind(failed, () => Promise.reject(failure('failed')));
  expect(failed.get('operation')).toBeUndefined();
  for (const kind of ['interrupted', 'timeout'] as const) {
    const open = new PrivateState([['operation', url]]);
    await expect(finishInMind(open, () => Promise.reject(failure(kind)))).rejects.toMatchObject({ kind });
    expect(open.get('operation')).toBe(url);
  }
});
