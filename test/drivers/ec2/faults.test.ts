import { Ec2Account } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import { fast, instanceRequest, newOwner, useFixture } from './support/fixture';

const unknown = 'i-0123456789abcdef0';

describeEc2('faults', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test.each([
    ['throttled', { kind: 'error', code: 'RequestLimitExceeded', status: 503 }],
    ['failing inside', { kind: 'error', code: 'InternalError', status: 500 }],
    ['unavailable', { kind: 'error', code: 'Unavailable', status: 503 }],
    ['reset', { kind: 'reset' }],
    ['cut off', { kind: 'response-cut' }],
    ['answered by a proxy', { kind: 'html', status: 502 }],
  ] as const)('a request that is %s is repeated', async (_name, fault) => {
    const { account, proxy } = fixture;
    proxy.fail((_seen, attempt) => (attempt < 2 ? fault : undefined));
    expect(await account.instances.find(unknown, { signal })).toBeUndefined();
    expect(proxy.actions()).toEqual(['DescribeInstances', 'DescribeInstances', 'DescribeInstances']);
  });

  test('a launch is repeated with the same client token and the same parameters', async () => {
    const { account, imageId, proxy } = fixture;
    proxy.fail(({ action }, attempt) =>
      action !== 'RunInstances'
        ? undefined
        : [{ kind: 'error', code: 'InternalError', status: 500 } as const, { kind: 'reset' } as const][
            attempt
          ],
    );
    const request = instanceRequest(imageId);
    const { instance } = await account.instances.ensure(request, { signal });
    const launches = proxy.of('RunInstances').map(String);
    expect(launches).toHaveLength(3);
    expect(new Set(launches).size).toBe(1);
    expect(new URLSearchParams(launches[0]).get('ClientToken')).toBe(request.owner.clientToken);
    expect(instance.state).toBe('running');
  });

  test('a launch whose answer was lost makes no second machine', async () => {
    const { account, imageId, proxy } = fixture;
    const owner = newOwner();
    proxy.fail(({ action }, attempt) =>
      action === 'RunInstances' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    const launch = () => account.instances.ensure(instanceRequest(imageId, { owner }), { signal });
    if (backend.differences.ignoresClientTokens) {
      // The driver repeats it with the same token, as EC2 wants it; here that makes another one, which is told.
      await launch();
      expect(new Set(proxy.of('RunInstances').map(String)).size).toBe(1);
      await expect(
        fixture.anotherAccount().instances.ensure(instanceRequest(imageId, { owner }), { signal }),
      ).rejects.toMatchObject({ kind: 'taken' });
      return;
    }
    const { instance } = await launch();
    const again = await fixture
      .anotherAccount()
      .instances.ensure(instanceRequest(imageId, { owner }), { signal });
    expect(again).toMatchObject({ how: 'found by token', instance: { id: instance.id } });
  });

  test('a process that was killed after the launch leaves an instance that the next one finds', async () => {
    const { imageId, proxy } = fixture;
    const owner = newOwner();
    const killed = new AbortController();
    proxy.fail(({ action }) => {
      if (action !== 'RunInstances') return undefined;
      killed.abort();
      return { kind: 'response-lost' };
    });
    const first = fixture
      .anotherAccount()
      .instances.ensure(instanceRequest(imageId, { owner }), { signal: killed.signal });
    await expect(first).rejects.toMatchObject({ kind: 'interrupted' });
    proxy.reset();
    const again = { ...owner, clientToken: 'of-the-next-plan' };
    const next = await fixture
      .anotherAccount()
      .instances.ensure(instanceRequest(imageId, { owner: again }), { signal });
    expect(next.how).toBe('found by tags');
    expect(proxy.of('RunInstances')).toHaveLength(0);
    const found = await fixture
      .anotherAccount()
      .instances.ensure(instanceRequest(imageId, { owner: again }), { signal });
    expect(found.how).toBe('found by token');
  });

  test('a process that was killed after a common launch loses none of its instances', async () => {
    const { imageId, proxy } = fixture;
    const owners = Array.from({ length: 3 }, () => newOwner());
    const killed = new AbortController();
    proxy.fail(({ action }) => {
      if (action !== 'RunInstances') return undefined;
      killed.abort();
      return { kind: 'response-lost' };
    });
    const launch = (account: Ec2Account, abort: AbortSignal, tokens: string) =>
      Promise.allSettled(
        owners.map((owner, index) =>
          account.instances.ensure(
            instanceRequest(imageId, {
              owner: { ...owner, clientToken: `${owner.clientToken}${tokens}` },
              tags: { Name: `node-${String(index)}` },
            }),
            { signal: abort },
          ),
        ),
      );
    await launch(fixture.anotherAccount(), killed.signal, '');
    expect(proxy.of('RunInstances').map((parameters) => parameters.get('MaxCount'))).toEqual(['3']);
    proxy.reset();
    const next = await launch(fixture.anotherAccount(), signal, '-2');
    expect(proxy.of('RunInstances')).toHaveLength(0);
    const ids = new Set<string>();
    for (const [index, outcome] of next.entries()) {
      if (outcome.status === 'rejected') throw outcome.reason;
      const { instance, how } = outcome.value;
      ids.add(instance.id);
      expect(how).toBe('found by tags');
      expect(instance.tags).toEqual({ Name: `node-${String(index)}`, ...owners[index]?.tags });
    }
    expect(ids.size).toBe(3);
  });

  test('an interrupt ends a wait at once, and tells what exists', async () => {
    const { imageId, proxy } = fixture;
    const abort = new AbortController();
    let existing = '';
    proxy.fail(({ action, parameters }) =>
      action === 'DescribeInstances' && parameters.get('Filter.1.Name') === 'instance-id'
        ? { kind: 'silent' }
        : undefined,
    );
    const launch = fixture.anotherAccount().instances.ensure(instanceRequest(imageId), {
      signal: abort.signal,
      onExists: ({ id }) => {
        existing = id;
        abort.abort();
      },
    });
    const failure = await launch.catch((error: unknown) => error);
    expect(existing).toMatch(/^i-/);
    expect(failure).toMatchObject({ kind: 'interrupted', objectId: existing });
  });

  test('what EC2 does not show yet is waited for, and what it never shows is not found', async () => {
    const { imageId, proxy } = fixture;
    const notFound = { kind: 'error', code: 'InvalidGroup.NotFound', status: 400 } as const;
    const account = fixture.anotherAccount();
    const request = {
      owner: newOwner(),
      name: `lag ${String(Date.now())}`,
      description: 'x',
      ingress: [],
      tags: {},
    };
    proxy.fail(({ action, parameters }, attempt) => {
      const id = parameters.get('GroupId.1');
      return action === 'DescribeSecurityGroups' && id !== null && attempt < 4
        ? { ...notFound, message: `The security group '${id}' does not exist` }
        : undefined;
    });
    const group = await account.securityGroups.ensure(request, { signal });
    proxy.reset();
    proxy.fail(({ action }, attempt) =>
      action === 'RunInstances' && attempt < 2
        ? { ...notFound, message: `The security group '${group.id}' does not exist` }
        : undefined,
    );
    const { instance } = await account.instances.ensure(
      instanceRequest(imageId, { securityGroupIds: [group.id] }),
      { signal },
    );
    expect(proxy.of('RunInstances')).toHaveLength(3);
    proxy.reset();

    const missing = instanceRequest(imageId, { securityGroupIds: ['sg-0123456789abcdef0'] });
    await expect(account.instances.ensure(missing, { signal })).rejects.toMatchObject({ kind: 'not-found' });
    expect(proxy.of('RunInstances')).toHaveLength(1);
    expect(instance.securityGroupIds).toEqual([group.id]);
  });

  test('a type change that is refused leaves the instance running', async () => {
    const { account, imageId, proxy } = fixture;
    const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
    proxy.fail(({ action, parameters }) =>
      action === 'ModifyInstanceAttribute' && parameters.has('InstanceType.Value')
        ? { kind: 'error', code: 'InvalidInstanceAttributeValue', status: 400, message: 'no such type' }
        : undefined,
    );
    const change = account.instances.update(instance.id, { instanceType: 't9.huge' }, { signal });
    await expect(change).rejects.toThrow(/no such type/);
    const after = await account.instances.waitUntilRunning(instance.id, { signal });
    expect(after).toMatchObject({ instanceType: 't3.medium', interruptedTypeChange: false });
  });

  test('an instance for whose new type there is no capacity runs as before', async () => {
    const { account, imageId, proxy } = fixture;
    const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
    proxy.fail(({ action }, attempt) =>
      action === 'StartInstances' && attempt === 0
        ? { kind: 'error', code: 'InsufficientInstanceCapacity', status: 500, message: 'none left' }
        : undefined,
    );
    const change = account.instances.update(instance.id, { instanceType: 't3.large' }, { signal });
    await expect(change).rejects.toThrow(/runs again as t3.medium, t3.large could not be started/);
    expect(await account.instances.find(instance.id, { signal })).toMatchObject({
      state: 'running',
      instanceType: 't3.medium',
    });
  });

  test('an instance that was left stopped in the middle of a type change is started by the next one', async () => {
    const { account, imageId, proxy } = fixture;
    const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
    proxy.fail(({ action }) =>
      action === 'StartInstances' ? { kind: 'error', code: 'UnauthorizedOperation', status: 403 } : undefined,
    );
    const change = account.instances.update(instance.id, { instanceType: 't3.large' }, { signal });
    await expect(change).rejects.toMatchObject({ kind: 'forbidden' });
    proxy.reset();
    expect(await account.instances.find(instance.id, { signal })).toMatchObject({
      state: 'stopped',
      interruptedTypeChange: true,
    });
    const after = await fixture
      .anotherAccount()
      .instances.update(instance.id, { instanceType: 't3.large' }, { signal });
    expect(after).toMatchObject({ state: 'running', instanceType: 't3.large', interruptedTypeChange: false });
  });

  test('permanent errors are told at once, with the way out', async () => {
    const { imageId, proxy } = fixture;
    const errors = [
      ['AuthFailure', 401, 'credentials', /check which credentials/],
      ['UnauthorizedOperation', 403, 'forbidden', /IAM policies/],
      ['InvalidParameterValue', 400, 'invalid', /InvalidParameterValue: a fault of the test$/],
      ['IdempotentParameterMismatch', 400, 'token-reused', /plan again/],
    ] as const;
    for (const [code, status, kind, message] of errors) {
      proxy.reset();
      proxy.fail(({ action }) => (action === 'RunInstances' ? { kind: 'error', code, status } : undefined));
      const launch = fixture.account.instances.ensure(instanceRequest(imageId), { signal });
      await expect(launch).rejects.toMatchObject({ kind, code });
      await expect(launch).rejects.toThrow(message);
      expect(proxy.of('RunInstances')).toHaveLength(1);
    }
  });

  test('what keeps failing is given up at the deadline', async () => {
    const { proxy } = fixture;
    const account = fixture.anotherAccount({ retryMs: 200 });
    proxy.fail(() => ({ kind: 'error', code: 'RequestLimitExceeded', status: 503 }));
    await expect(account.instances.find(unknown, { signal })).rejects.toMatchObject({ kind: 'throttled' });
    proxy.fail(() => ({ kind: 'silent' }));
    const impatient = fixture.anotherAccount({ requestMs: 100, retryMs: 200 });
    await expect(impatient.instances.find(unknown, { signal })).rejects.toMatchObject({
      kind: 'unreachable',
    });
    await account.close();
    await impatient.close();
  });

  test('an endpoint where nobody answers is named as such', async () => {
    const nobody = new Ec2Account(
      { name: 'lab', region: 'eu-central-1', endpoint: 'http://127.0.0.1:9' },
      { ...fast, retryMs: 100 },
    );
    const look = nobody.instances.find(unknown, { signal });
    await expect(look).rejects.toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' });
    await expect(look).rejects.toThrow(
      /ec2 "lab" in eu-central-1: DescribeInstances: .*check the region, the endpoint/,
    );
    await nobody.close();
  });
});
