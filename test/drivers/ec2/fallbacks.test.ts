import { describeEc2 } from './support/backends';
import type { SeenRequest } from './support/fault-proxy';
import { instanceRequest, newOwner, useFixture } from './support/fixture';

const none = {
  kind: 'error',
  code: 'InsufficientInstanceCapacity',
  status: 500,
  message: 'we have none',
} as const;
const limit = { kind: 'error', code: 'VcpuLimitExceeded', status: 400, message: 'limit of 8 vCPUs' } as const;

describeEc2('fallbacks', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;
  const typeOf = ({ parameters }: SeenRequest) => parameters.get('InstanceType') ?? '';
  const launches = () =>
    fixture.proxy
      .of('RunInstances')
      .map((parameters) => [parameters.get('InstanceType'), parameters.get('SubnetId')]);

  async function subnets(): Promise<string[]> {
    const { account, imageId } = fixture;
    const ids = new Set<string>();
    const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
    if (instance.subnetId !== undefined) ids.add(instance.subnetId);
    for (const zone of ['a', 'b', 'c']) {
      const placement = { availabilityZone: `${fixture.server.region}${zone}` };
      const there = await account.instances.ensure(instanceRequest(imageId, { placement }), { signal });
      if (there.instance.subnetId !== undefined) ids.add(there.instance.subnetId);
    }
    fixture.proxy.reset();
    return [...ids];
  }

  test('each type is tried in every subnet before the next one, every attempt with a token of its own', async () => {
    const [first = '', second = ''] = await subnets();
    fixture.proxy.fail((seen) =>
      seen.action === 'RunInstances' && typeOf(seen) === 't3.medium' ? none : undefined,
    );
    const owner = newOwner();
    const request = instanceRequest(fixture.imageId, {
      owner,
      instanceTypes: ['t3.medium', 't3a.medium'],
      subnetIds: [first, second],
    });
    const { instance } = await fixture.account.instances.ensure(request, { signal });
    expect(instance).toMatchObject({ instanceType: 't3a.medium', subnetId: first });
    expect(launches()).toEqual([
      ['t3.medium', first],
      ['t3.medium', second],
      ['t3a.medium', first],
    ]);
    const tokens = fixture.proxy.of('RunInstances').map((parameters) => parameters.get('ClientToken'));
    expect(tokens[0]).toBe(owner.clientToken);
    expect(new Set(tokens).size).toBe(3);

    fixture.proxy.reset();
    const again = await fixture.anotherAccount().instances.ensure(request, { signal });
    expect(again).toMatchObject({ how: 'found by token', instance: { id: instance.id } });
  });

  test('when there is none anywhere, the error says what was asked, where, and what else was tried', async () => {
    fixture.proxy.fail(({ action }) => (action === 'RunInstances' ? none : undefined));
    const request = instanceRequest(fixture.imageId, { instanceTypes: ['t3.medium', 'm5.large'] });
    const launch = fixture.account.instances.ensure(request, { signal });
    await expect(launch).rejects.toMatchObject({ kind: 'capacity', code: 'InsufficientInstanceCapacity' });
    await expect(launch).rejects.toThrow(
      `no instance of image "${fixture.imageId}" could be launched, tried ` +
        't3.medium in a default subnet: InsufficientInstanceCapacity: we have none; ' +
        'm5.large in a default subnet: InsufficientInstanceCapacity: we have none; ' +
        'give further instance types or subnets of other zones, or try again later',
    );
    expect(launches()).toHaveLength(2);
  });

  test('a limit of the account is not tried again in other subnets, but with other types', async () => {
    const [first = '', second = ''] = await subnets();
    fixture.proxy.fail(({ action }) => (action === 'RunInstances' ? limit : undefined));
    const request = instanceRequest(fixture.imageId, {
      instanceTypes: ['t3.medium', 'm5.large'],
      subnetIds: [first, second],
    });
    const launch = fixture.account.instances.ensure(request, { signal });
    await expect(launch).rejects.toMatchObject({ kind: 'quota' });
    await expect(launch).rejects.toThrow(/Service Quotas/);
    expect(launches()).toEqual([
      ['t3.medium', first],
      ['m5.large', first],
    ]);
  });

  test('where there is no room for all of a common launch, each member goes its own way', async () => {
    const { account, imageId, proxy } = fixture;
    let left = 2;
    proxy.fail((seen) => {
      if (seen.action !== 'RunInstances' || typeOf(seen) !== 't3.medium') return undefined;
      if (seen.parameters.get('MinCount') !== '1') return none;
      left -= 1;
      return left < 0 ? none : undefined;
    });
    const ensured = await Promise.all(
      [1, 2, 3].map(() =>
        account.instances.ensure(instanceRequest(imageId, { instanceTypes: ['t3.medium', 't3a.medium'] }), {
          signal,
        }),
      ),
    );
    expect(ensured.map(({ instance }) => instance.instanceType).sort()).toEqual([
      't3.medium',
      't3.medium',
      't3a.medium',
    ]);
  });
});
