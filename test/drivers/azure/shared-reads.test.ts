import type { AzureMachine, AzureSubscription } from '../../../src/drivers/azure';
import { contracts, describedOperations } from '../../sandbox/azure/support/contracts';
import { describeWith } from '../../support/require-component';
import { machineRequest, networkRequest, useFixture } from './support/fixture';

jest.setTimeout(120_000);

const names = (count: number) => Array.from({ length: count }, (_, index) => `box-${String(index + 1)}`);

describe('reads of many machines', () => {
  // However slow this machine is, one list serves a whole test.
  const quotas = { cores: 1000, familyCores: 1000, publicAddresses: 1000 };
  const fixture = useFixture({ quotas }, { sharedMs: 60_000 });
  const { signal } = fixture;

  async function make(count: number): Promise<void> {
    const { subscription } = fixture;
    const { subnetId = '' } = await subscription.networks.ensure(networkRequest(), { signal });
    const all = names(count).map((name) => machineRequest(subnetId, { name }));
    await Promise.all(all.map((request) => subscription.machines.ensure(request, { signal })));
    fixture.proxy.reset();
  }

  /** As a refresh does: so many at a time. */
  async function readAll(reader: AzureSubscription, count: number, atATime = 10) {
    const left = names(count);
    const found: (AzureMachine | undefined)[] = [];
    const walk = async (): Promise<void> => {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        found.push(await reader.machines.read({ group: 'nodes', name }, { signal }));
      }
    };
    await Promise.all(Array.from({ length: atATime }, walk));
    return found.toSorted((a, b) => ((a?.name ?? '') < (b?.name ?? '') ? -1 : 1));
  }

  async function requestsFor(count: number): Promise<number> {
    fixture.proxy.reset();
    const found = await readAll(fixture.another(), count);
    expect(found.filter((one) => one?.power === 'running')).toHaveLength(count);
    return fixture.proxy.seen.filter(({ url }) => !url.includes('/msi/')).length;
  }

  test('cost fewer requests per machine the more there are, and tell the same', async () => {
    await make(30);
    const few = await requestsFor(3);
    const some = await requestsFor(10);
    const many = await requestsFor(30);
    expect(few).toBe(9);
    expect(some).toBeLessThan(few * 3);
    // All the rest comes from the same lists.
    expect(many).toBe(some);
    const one = fixture.another();
    const alone: (AzureMachine | undefined)[] = [];
    for (const name of names(4)) {
      alone.push(await one.machines.read({ group: 'nodes', name }, { signal }));
    }
    const listed = await readAll(fixture.another(), 30);
    expect(listed.filter((found) => names(4).includes(found?.name ?? ''))).toEqual(alone);
  });

  test('see what this process has changed, and what is not listed is asked for itself', async () => {
    await make(12);
    const { azure } = fixture;
    const reader = fixture.another();
    await readAll(reader, 12);
    const reference = { group: 'nodes', name: 'box-12' };
    await reader.machines.update(
      reference,
      { tags: { changed: 'yes' }, size: 'Standard_D4s_v5' },
      { signal },
    );
    expect(await reader.machines.read(reference, { signal })).toMatchObject({
      tags: { changed: 'yes' },
      size: 'Standard_D4s_v5',
    });
    await reader.machines.update(reference, { osDisk: { sizeGib: 99 } }, { signal });
    expect(await reader.machines.read(reference, { signal })).toMatchObject({ osDisk: { sizeGib: 99 } });
    await reader.machines.delete(reference, { signal, owner: undefined, vmId: undefined });
    expect(await reader.machines.read(reference, { signal })).toBeUndefined();

    azure.service.deleteVirtualMachine('box-11');
    while (azure.service.describe().virtualMachines.length > 10) await new Promise(setImmediate);
    expect((await readAll(fixture.another(), 12)).filter((found) => found === undefined)).toHaveLength(2);
  });

  test.each(['GET virtualMachines', 'GET networkInterfaces'])(
    'are made one by one where %s may not be listed',
    async (action) => {
      await make(8);
      fixture.proxy.fail((seen) => {
        const isList = seen.action === action && !/\/(box-\d+)(-nic)?\?/.test(seen.url);
        return isList ? { kind: 'error', status: 403, code: 'AuthorizationFailed' } : undefined;
      });
      const found = await readAll(fixture.another(), 8);
      expect(found.filter((one) => one?.publicAddress !== undefined)).toHaveLength(8);
    },
  );

  test('end with their own interrupt and nobody else’s', async () => {
    await make(8);
    const reader = fixture.another();
    const interrupt = new AbortController();
    fixture.proxy.fail(({ url }) => {
      if (!url.includes('statusOnly')) return undefined;
      interrupt.abort();
      return undefined;
    });
    const all = names(8).map((name, index) =>
      reader.machines.read({ group: 'nodes', name }, { signal: index === 7 ? interrupt.signal : signal }),
    );
    const outcomes = (await Promise.allSettled(all)).map(({ status }) => status);
    expect(outcomes.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'fulfilled'));
    expect(outcomes[7]).toBe('rejected');
  });

  describeWith(contracts, 'lists', () => {
    test('are asked for as Azure describes them', async () => {
      await make(8);
      await readAll(fixture.another(), 8);
      const { pathname, search } = new URL(
        fixture.proxy.seen.find(({ url }) => url.includes('statusOnly'))?.url ?? '',
        'http://here',
      );
      const described = [...describedOperations().values()].find(
        ({ path }) => path === '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/virtualMachines',
      );
      expect(described?.method).toBe('GET');
      expect(pathname).toMatch(/^\/subscriptions\/[^/]+\/providers\/Microsoft\.Compute\/virtualMachines$/);
      expect(new URLSearchParams(search).get('statusOnly')).toBe('true');
    });
  });
});

describe('reads where a list has very many pages', () => {
  const fixture = useFixture({ pageSize: 1, quotas: { cores: 1000, familyCores: 1000 } });

  test('give the list up and ask one by one', async () => {
    const { subscription, signal } = fixture;
    const { subnetId = '' } = await subscription.networks.ensure(networkRequest(), { signal });
    const all = names(25).map((name) => machineRequest(subnetId, { name, publicAddress: false }));
    await Promise.all(all.map((request) => subscription.machines.ensure(request, { signal })));
    const reader = fixture.another();
    const reads = names(25).map((name) => reader.machines.read({ group: 'nodes', name }, { signal }));
    expect((await Promise.all(reads)).filter((one) => one?.power === 'running')).toHaveLength(25);
  });
});
