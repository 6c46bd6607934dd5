import {
  contracts,
  describedOperations,
  type DescribedOperation,
} from '../../sandbox/azure/support/contracts';
import { violations } from '../../sandbox/azure/support/validate';
import { describeWith } from '../../support/require-component';
import { machineRequest, networkRequest, useFixture } from './support/fixture';
import type { SeenRequest } from './support/azure-proxy';

/** Types that the descriptions at hand do not have: a newer file than they are from, or another API. */
const BEYOND =
  /\/providers\/Microsoft\.Compute\/disks\/|\/(operations|operationResults)\/|\/operationresults\//i;

function operationOf({ method, url }: SeenRequest): DescribedOperation | undefined {
  const path = (url.split('?')[0] ?? '').toLowerCase();
  return [...describedOperations().values()].find((operation) => {
    const parts = operation.path.toLowerCase().split('/');
    const given = path.split('/');
    return (
      operation.method === method &&
      parts.length === given.length &&
      parts.every((part, index) => part.startsWith('{') || part === given[index])
    );
  });
}

describeWith(contracts, 'requests', () => {
  const fixture = useFixture();
  const { signal } = fixture;

  // In the clouds but the public one, in the very versions that are described.
  test.each([
    ['public', ['2025-01-02', '2025-04-01', '2025-05-01', '2026-03-01']],
    ['government', ['2024-01-01', '2024-03-01', '2024-03-02']],
  ] as const)(
    "everything that is sent to the %s cloud is as Azure's own description has it",
    async (cloud, versions) => {
      const { proxy } = fixture;
      const subscription = fixture.another({ cloud });
      const network = await subscription.networks.ensure(
        networkRequest({
          applicationGroups: ['workers'],
          rules: {
            ...networkRequest().rules,
            inside: {
              priority: 200,
              direction: 'outbound',
              access: 'deny',
              protocol: 'all',
              sources: [],
              destinations: [],
              sourceGroups: ['workers'],
              destinationGroups: ['workers'],
              sourcePorts: ['*'],
              destinationPorts: ['1-2', '5'],
            },
          },
        }),
        { signal },
      );
      const reference = { group: 'nodes', name: 'box' };
      const { machine } = await subscription.machines.ensure(
        machineRequest(network.subnetId ?? '', {
          zone: '1',
          customData: Buffer.from('#!/bin/sh\n'),
          osDisk: { sizeGib: 40, type: 'Premium_LRS', caching: 'ReadOnly' },
          dataDisks: [{ lun: 0, sizeGib: 8, type: 'Standard_LRS', caching: 'None' }],
          applicationGroupIds: Object.values(network.applicationGroups),
          identity: { system: true, userAssignedIds: [] },
          spot: { eviction: 'deallocate', maxPrice: 1 },
          acceleratedNetworking: true,
          ipForwarding: true,
        }),
        { signal },
      );
      await subscription.machines.update(
        reference,
        {
          tags: { a: 'b' },
          size: 'Standard_D4s_v5',
          osDisk: { sizeGib: 60 },
          applicationGroupIds: [],
          ipForwarding: false,
        },
        { signal },
      );
      await subscription.networks.update(
        { group: 'nodes', name: 'net', subnetName: 'default' },
        { addressPrefixes: ['10.0.0.0/16', '10.7.0.0/16'], tags: { a: 'b' }, rules: {} },
        { signal },
      );
      await subscription.networks.tagGroup('nodes', { tags: { a: 'b' } }, { signal });
      await subscription.machines.delete(reference, { signal, owner: undefined, vmId: machine.vmId });
      await subscription.networks.delete(
        { group: 'nodes', name: 'net', subnetName: 'default' },
        { signal, owner: undefined, removesGroup: false },
      );

      const known = proxy.seen.filter(({ url }) => !BEYOND.test(url));
      expect(known.filter((seen) => operationOf(seen) === undefined).map(({ action }) => action)).toEqual([]);
      const problems = known.flatMap((seen) => {
        const described = operationOf(seen);
        return described?.body === undefined
          ? []
          : violations(described.body, seen.body).map((problem) => `${seen.action}: ${problem}`);
      });
      expect([...new Set(problems)]).toEqual([]);
      const bodies = known.filter(({ body }) => body !== undefined).map(({ action }) => action);
      expect([...new Set(bodies)].sort()).toEqual(
        [
          'PATCH networkInterfaces',
          'PATCH networkSecurityGroups',
          'PATCH publicIPAddresses',
          'PATCH applicationSecurityGroups',
          'PATCH resourcegroups',
          'PATCH virtualMachines',
          'PATCH virtualNetworks',
          'PUT applicationSecurityGroups',
          'PUT networkInterfaces',
          'PUT networkSecurityGroups',
          'PUT publicIPAddresses',
          'PUT resourcegroups',
          'PUT virtualMachines',
          'PUT virtualNetworks',
        ].sort(),
      );
      // Azure takes what is there over unless it is told not to.
      const created = proxy.seen.find(({ action }) => action === 'PUT virtualMachines');
      expect(created?.headers['if-none-match']).toBe('*');
      const sent = proxy.seen.map(({ url }) => new URL(url, 'http://none').searchParams.get('api-version'));
      expect([...new Set(sent)].sort()).toEqual(versions);
    },
  );
});
