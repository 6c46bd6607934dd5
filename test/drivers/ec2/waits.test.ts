import { describeEc2 } from './support/backends';
import type { Fault, SeenRequest } from './support/fault-proxy';
import { instanceRequest, useFixture } from './support/fixture';

const isLookUp = ({ action, parameters }: SeenRequest) =>
  action === 'DescribeInstances' && parameters.get('Filter.1.Name') === 'instance-id';

/** All instances of an answer in another state, as EC2 would say it. */
function inState(code: number, name: string, reason?: readonly [string, string]): Fault {
  const state = `<instanceState><code>${String(code)}</code><name>${name}</name></instanceState>`;
  const told =
    reason === undefined
      ? ''
      : `<stateReason><code>${reason[0]}</code><message>${reason[1]}</message></stateReason>`;
  return {
    kind: 'rewrite',
    change: (answer) =>
      answer
        .replace(/<stateReason\s*\/>|<stateReason>.*?<\/stateReason>/gs, '')
        .replace(/<instanceState>.*?<\/instanceState>/gs, `${state}${told}`),
  };
}

describeEc2('waits', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test('a launch that EC2 gives up is told at once, with its reason', async () => {
    const { account, imageId, proxy } = fixture;
    const broken = inState(48, 'terminated', [
      'Client.InvalidSnapshot.NotFound',
      'Client.InvalidSnapshot.NotFound: The snapshot is not there',
    ]);
    proxy.fail((seen) => (isLookUp(seen) ? broken : undefined));
    const failure: unknown = await account.instances
      .ensure(instanceRequest(imageId), { signal })
      .catch((e: unknown) => e);
    expect(failure).toMatchObject({ kind: 'failed', code: 'InvalidSnapshot.NotFound' });
    expect(String(failure)).toMatch(
      /instance "i-\w+" \(t3.medium in \S+\) was waited for to run but is terminated: Client.InvalidSnapshot.NotFound: The snapshot is not there/,
    );
    expect(failure).toHaveProperty('objectId', expect.stringMatching(/^i-/));
  });

  test('a launch that EC2 gives up for want of capacity goes on with the next type', async () => {
    const { account, imageId, proxy } = fixture;
    const none = inState(48, 'terminated', ['Server.InsufficientInstanceCapacity', 'there is none']);
    proxy.fail((seen) => (isLookUp(seen) && proxy.of('RunInstances').length < 2 ? none : undefined));
    const exists: string[] = [];
    const { instance } = await account.instances.ensure(
      instanceRequest(imageId, { instanceTypes: ['t3.medium', 't3a.medium'] }),
      { signal, onExists: ({ id }) => exists.push(id) },
    );
    expect(instance).toMatchObject({ instanceType: 't3a.medium', state: 'running' });
    expect(exists).toHaveLength(2);
    expect(exists[1]).toBe(instance.id);
  });

  test('an instance that does not come up in time is named with its state', async () => {
    const { account, imageId, proxy } = fixture;
    proxy.fail((seen) => (isLookUp(seen) ? inState(0, 'pending') : undefined));
    const launch = account.instances.ensure(instanceRequest(imageId), { signal, timeoutMs: 100 });
    await expect(launch).rejects.toMatchObject({ kind: 'timeout' });
    await expect(launch).rejects.toThrow(/was waited for to run for 0 s but is still pending/);
  });

  test('an instance that was launched and is never shown is not found in the end', async () => {
    const { imageId, proxy } = fixture;
    const account = fixture.anotherAccount({ visibleMs: 200 });
    const hide: Fault = {
      kind: 'rewrite',
      change: (answer) => answer.replace(/<reservationSet>.*<\/reservationSet>/s, '<reservationSet/>'),
    };
    proxy.fail((seen) => (isLookUp(seen) ? hide : undefined));
    await expect(account.instances.ensure(instanceRequest(imageId), { signal })).rejects.toMatchObject({
      kind: 'not-found',
    });
    proxy.fail((seen, attempt) => (isLookUp(seen) && attempt < 4 ? hide : undefined));
    const { instance } = await fixture
      .anotherAccount()
      .instances.ensure(instanceRequest(imageId), { signal });
    expect(instance.state).toBe('running');
  });

  test('many waits of one account look together', async () => {
    const { account, imageId, proxy } = fixture;
    const ensured = await Promise.all(
      Array.from({ length: 12 }, () => account.instances.ensure(instanceRequest(imageId), { signal })),
    );
    proxy.reset();
    let looks = 0;
    proxy.fail((seen) => (isLookUp(seen) && ++looks < 4 ? inState(0, 'pending') : undefined));
    await Promise.all(
      ensured.map(({ instance }) => account.instances.waitUntilRunning(instance.id, { signal })),
    );
    expect(proxy.of('DescribeInstances')).toHaveLength(4);
    expect(proxy.of('DescribeInstances')[0]?.get('Filter.1.Value.12')).toMatch(/^i-/);
  });
});
