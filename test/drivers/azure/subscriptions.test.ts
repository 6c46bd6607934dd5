import { AzureSubscriptions } from '../../../src/drivers/azure';
import { endpointOf, isLoopback } from '../../../src/drivers/azure/connect';
import { parseResourceId } from '../../../src/drivers/azure/ids';
import { apiVersionOf } from '../../../src/drivers/azure/api-versions';

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

test('the version of the API is that of the resource', () => {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/g`;
  expect(apiVersionOf(group)).toBe('2024-03-01');
  expect(apiVersionOf(`${group}/resources`)).toBe('2024-03-01');
  expect(apiVersionOf(`${group}/providers/Microsoft.Compute/virtualMachines/m/start`)).toBe('2024-03-01');
  expect(apiVersionOf(`${group}/providers/Microsoft.Compute/disks/d`)).toBe('2024-03-02');
  expect(apiVersionOf(`${group}/providers/Microsoft.Network/virtualNetworks/n/subnets/s`)).toBe('2024-01-01');
  expect(() => apiVersionOf('/providers')).toThrow('no API version is known');
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
