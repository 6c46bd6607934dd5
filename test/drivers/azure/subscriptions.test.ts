import { AzureSubscriptions } from '../../../src/drivers/azure';
import { endpointOf, isLoopback } from '../../../src/drivers/azure/connect';
import { parseResourceId } from '../../../src/drivers/azure/ids';
import { AzureApi } from '../../../src/drivers/azure/api';
import { disks } from '../../../src/drivers/azure/kinds';
import { Resources } from '../../../src/drivers/azure/resources';
import { withOlderVersion } from '../../../src/drivers/azure/api-versions';

const subscriptionId = '11111111-2222-3333-4444-555555555555';

test('configurations of one subscription share it, whatever their names; clouds and endpoints tell apart', () => {
  const subscriptions = new AzureSubscriptions();
  const one = subscriptions.open({ name: 'one', subscriptionId });
  expect(subscriptions.open({ name: 'other', subscriptionId: subscriptionId.toUpperCase() })).toBe(one);
  expect(subscriptions.open({ name: 'one', subscriptionId, cloud: 'public' })).toBe(one);
  expect(subscriptions.open({ name: 'one', subscriptionId, cloud: 'china' })).not.toBe(one);
  expect(subscriptions.open({ name: 'one', subscriptionId, endpoint: 'https://arm.example.org' })).not.toBe(
    one,
  );
  subscriptions.closeAll();
});

test('nothing is sent after a subscription was closed', async () => {
  const subscriptions = new AzureSubscriptions();
  const one = subscriptions.open({ name: 'one', subscriptionId, endpoint: 'http://127.0.0.1:9' });
  subscriptions.closeAll();
  const { signal } = new AbortController();
  await expect(one.machines.read({ group: 'g', name: 'm' }, { signal })).rejects.toMatchObject({
    kind: 'interrupted',
    message: expect.stringContaining('the subscription was closed') as string,
  });
});

test('what is in another subscription is not taken for what has its name in this one', async () => {
  const api = new AzureApi({ name: 'one', subscriptionId, endpoint: 'http://127.0.0.1:9' }, {});
  const id =
    '/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.Compute/disks/d';
  const { signal } = new AbortController();
  await expect(new Resources(api).delete(disks, id, { signal })).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('is in another subscription') as string,
  });
});

test.each([
  [undefined, 'https://management.azure.com'],
  ['government', 'https://management.usgovcloudapi.net'],
  ['china', 'https://management.chinacloudapi.cn'],
] as const)('cloud %s is spoken to at %s', (cloud, endpoint) => {
  expect(endpointOf({ name: 'one', subscriptionId, ...(cloud === undefined ? {} : { cloud }) })).toBe(
    endpoint,
  );
});

test.each([
  ['http://127.0.0.1:4000', true],
  ['http://127.8.0.1', true],
  ['http://localhost:80', true],
  ['http://[::1]:80', true],
  ['http://127.0.0.1.example.org', false],
  ['http://localhost.example.org', false],
  ['http://10.0.0.1', false],
  ['nonsense', false],
])('%s is this machine: %s', (url, here) => {
  expect(isLoopback(url)).toBe(here);
});

test('clouds that get new versions late are spoken to in older ones, at whatever is no operation', () => {
  const root = `https://management.chinacloudapi.cn/subscriptions/${subscriptionId}`;
  const versionOf = (path: string) =>
    new URL(withOlderVersion(`${root}${path}?api-version=2030-01-01&%24expand=x`)).search;
  const machine = '/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m';
  expect(versionOf('/resourcegroups/g')).toBe('?api-version=2024-03-01&%24expand=x');
  expect(versionOf('/resourceGroups/g/resources')).toBe('?api-version=2024-03-01&%24expand=x');
  expect(versionOf(`${machine}/start`)).toBe('?api-version=2024-03-01&%24expand=x');
  expect(versionOf('/resourceGroups/g/providers/Microsoft.Compute/disks/d')).toContain('2024-03-02');
  const subnet = '/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/s';
  expect(versionOf(subnet)).toContain('2024-01-01');
  const operation = `${root}/providers/Microsoft.Compute/locations/chinaeast2/operations/o?t=a%2Bb&api-version=2030-01-01`;
  expect(withOlderVersion(operation)).toBe(operation);
});

test('ids are read in whatever case Azure writes them', () => {
  expect(
    parseResourceId('/subscriptions/s/resourcegroups/G/providers/Microsoft.Compute/virtualMachines/m'),
  ).toEqual({
    subscriptionId: 's',
    group: 'G',
    type: 'Microsoft.Compute/virtualMachines',
    name: 'm',
  });
  expect(
    parseResourceId(
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n/subnets/x',
    ),
  ).toMatchObject({
    name: 'n',
  });
  expect(parseResourceId('/subscriptions/s/resourceGroups/g')).toBeUndefined();
});
