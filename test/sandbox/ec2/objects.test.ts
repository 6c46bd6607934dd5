import { generateKeyPairSync } from 'node:crypto';
import {
  CancelSpotInstanceRequestsCommand,
  CreateKeyPairCommand,
  DeleteKeyPairCommand,
  DeleteVolumeCommand,
  DescribeKeyPairsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeVolumesModificationsCommand,
  ImportKeyPairCommand,
  ModifyVolumeCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { utils as sshKeys } from 'ssh2';
import { TestCloud, launchInput, until } from './support/test-cloud';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await TestCloud.start();
});
afterEach(() => cloud.stop());

describe('key pairs', () => {
  const put = (KeyName: string, material: string) =>
    cloud.client.send(new ImportKeyPairCommand({ KeyName, PublicKeyMaterial: Buffer.from(material) }));

  // As OpenSSH and OpenSSL compute them for these keys.
  const ED25519 =
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPXJ5vn7YOFcVY2GLu7PvKyhYi0rm5lwTGzPCCmGmYkR me@example';

  test('are imported, described with the key on demand, and deleted', async () => {
    const { KeyPairId, KeyFingerprint } = await put('k', ED25519);
    expect(KeyPairId).toMatch(/^key-0[0-9a-f]{16}$/);
    expect(KeyFingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const { KeyPairs } = await cloud.client.send(
      new DescribeKeyPairsCommand({ KeyNames: ['k'], IncludePublicKey: true }),
    );
    expect(KeyPairs).toMatchObject([
      { KeyPairId, KeyFingerprint, KeyType: 'ed25519', PublicKey: ED25519.replace('me@example', 'k') },
    ]);
    const plain = await cloud.client.send(new DescribeKeyPairsCommand({}));
    expect(plain.KeyPairs?.[0]?.PublicKey).toBeUndefined();
    await expect(put('k', ED25519)).rejects.toMatchObject({ name: 'InvalidKeyPair.Duplicate' });
    const gone = await cloud.client.send(new DeleteKeyPairCommand({ KeyName: 'k' }));
    expect(gone).toMatchObject({ Return: true, KeyPairId });
    const again = await cloud.client.send(new DeleteKeyPairCommand({ KeyName: 'k' }));
    expect(again).toMatchObject({ Return: true });
    await expect(cloud.client.send(new DescribeKeyPairsCommand({ KeyNames: ['k'] }))).rejects.toMatchObject({
      name: 'InvalidKeyPair.NotFound',
    });
  });

  test('RSA has the same fingerprint from an OpenSSH line and from PEM', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const made = await put('pem', pem);
    expect(made.KeyFingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
    const { KeyPairs } = await cloud.client.send(
      new DescribeKeyPairsCommand({ KeyNames: ['pem'], IncludePublicKey: true }),
    );
    const line = await put('line', KeyPairs?.[0]?.PublicKey ?? '');
    expect(line.KeyFingerprint).toBe(made.KeyFingerprint);
  });

  test.each([
    'junk',
    'ssh-ed25519 AAAA',
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString(),
    sshKeys.generateKeyPairSync('ecdsa', { bits: 256 }).public,
  ])('what is no RSA or ED25519 key is refused, case %#', async (material) => {
    await expect(put('k', material)).rejects.toMatchObject({ name: 'InvalidKeyPair.Format' });
  });

  test.each(['rsa', 'ed25519'] as const)('are made: %s', async (KeyType) => {
    const { KeyMaterial = '' } = await cloud.client.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType }));
    const { KeyPairs } = await cloud.client.send(new DescribeKeyPairsCommand({ IncludePublicKey: true }));
    const parsed = sshKeys.parseKey(KeyMaterial);
    if (parsed instanceof Error) throw parsed;
    expect(KeyPairs?.[0]?.PublicKey).toContain(parsed.getPublicSSH().toString('base64'));
  });
});

describe('volumes', () => {
  test('grow in place, one modification after the other', async () => {
    await cloud.client.send(new RunInstancesCommand(launchInput()));
    const VolumeId = cloud.service.describe().volumes[0]?.id ?? '';
    const modify = (Size: number) => cloud.client.send(new ModifyVolumeCommand({ VolumeId, Size }));
    await expect(modify(4)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const { VolumeModification } = await modify(20);
    expect(VolumeModification).toMatchObject({
      ModificationState: 'modifying',
      OriginalSize: 8,
      TargetSize: 20,
      TargetIops: 3000,
      Progress: 0,
    });
    await expect(modify(30)).rejects.toMatchObject({ name: 'IncorrectModificationState' });
    await until(async () => {
      const { VolumesModifications } = await cloud.client.send(
        new DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] }),
      );
      return VolumesModifications?.[0]?.ModificationState === 'completed';
    });
    await modify(30);
    expect(cloud.service.describe().volumes).toMatchObject([{ size: 30 }]);
    await expect(cloud.client.send(new DeleteVolumeCommand({ VolumeId }))).rejects.toMatchObject({
      name: 'VolumeInUse',
    });
  });
});

describe('spot', () => {
  async function launch(
    SpotOptions: NonNullable<Parameters<typeof launchInput>[0]>['InstanceMarketOptions'],
  ) {
    const { Instances } = await cloud.client.send(
      new RunInstancesCommand(launchInput({ InstanceMarketOptions: SpotOptions })),
    );
    const id = Instances?.[0]?.InstanceId ?? '';
    await until(() => cloud.service.describe().instances[0]?.state === 'running');
    return { id, requestId: Instances?.[0]?.SpotInstanceRequestId ?? '' };
  }
  async function request(id: string) {
    const { SpotInstanceRequests } = await cloud.client.send(
      new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [id] }),
    );
    return SpotInstanceRequests?.[0];
  }

  test('an interrupted instance has its notice and is terminated', async () => {
    const { id, requestId } = await launch({ MarketType: 'spot', SpotOptions: { MaxPrice: '0.02' } });
    expect(await request(requestId)).toMatchObject({
      InstanceId: id,
      SpotPrice: '0.02',
      State: 'active',
      Status: { Code: 'fulfilled' },
    });
    await expect(cloud.client.send(new StopInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
    cloud.service.interruptSpot(id);
    expect((await request(requestId))?.Status?.Code).toBe('marked-for-termination');
    expect(cloud.service.describe().instances[0]?.state).toBe('running');
    await until(() => cloud.service.describe().instances[0]?.state === 'terminated');
    expect(await request(requestId)).toMatchObject({
      State: 'closed',
      Status: { Code: 'instance-terminated-no-capacity' },
    });
    expect(() => {
      cloud.service.interruptSpot(id);
    }).toThrow('there is no running spot instance');
  });

  const persistent = (InstanceInterruptionBehavior: 'stop' | 'terminate') =>
    launch({
      MarketType: 'spot',
      SpotOptions: { SpotInstanceType: 'persistent', InstanceInterruptionBehavior },
    });
  const states = () => cloud.service.describe().instances.map(({ state }) => state);

  test('a persistent one that EC2 stopped is started by EC2 alone, once there is capacity', async () => {
    const { id, requestId } = await persistent('stop');
    const full = cloud.world.faults.add({ kind: 'no-capacity', subject: 't3.micro' });
    cloud.service.interruptSpot(requestId);
    await until(() => states()[0] === 'stopped');
    expect(await request(requestId)).toMatchObject({
      State: 'disabled',
      Status: { Code: 'instance-stopped-no-capacity' },
    });
    await expect(cloud.client.send(new StartInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectSpotRequestState',
    });
    await until(() => (cloud.world.faults.list()[0]?.struck ?? 0) > 0);
    expect(states()).toEqual(['stopped']);
    cloud.world.faults.remove(full);
    await until(() => states()[0] === 'running');
    expect(await request(requestId)).toMatchObject({ State: 'active', InstanceId: id });
  });

  test('a persistent one that its user stopped is started by its user', async () => {
    const { id, requestId } = await persistent('stop');
    await cloud.client.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await until(() => states()[0] === 'stopped');
    expect(await request(requestId)).toMatchObject({
      State: 'disabled',
      Status: { Code: 'instance-stopped-by-user' },
    });
    await cloud.client.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await until(() => states()[0] === 'running');
    expect((await request(requestId))?.State).toBe('active');
  });

  test('a persistent request gets another instance for one that is terminated, until it is cancelled', async () => {
    const { id, requestId } = await persistent('terminate');
    await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await until(() => states().includes('running') && states().includes('terminated'));
    const another = (await request(requestId))?.InstanceId ?? '';
    expect(another).toMatch(/^i-/);
    expect(another).not.toBe(id);

    const full = cloud.world.faults.add({ kind: 'no-capacity', subject: 't3.micro' });
    cloud.service.interruptSpot(another);
    await until(async () => (await request(requestId))?.Status?.Code === 'capacity-not-available');
    const open = await request(requestId);
    expect([open?.State, open?.InstanceId]).toEqual(['open', undefined]);
    const { CancelledSpotInstanceRequests: [cancelled] = [] } = await cloud.client.send(
      new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [requestId] }),
    );
    expect(cancelled?.State).toBe('cancelled');
    cloud.world.faults.remove(full);
    // Longer than it waits for capacity.
    await cloud.world.clock.sleep(700);
    expect(states().filter((state) => state !== 'terminated')).toEqual([]);
  });

  test('a cancelled request leaves its instance, a terminated instance closes its request', async () => {
    const { id, requestId } = await launch({ MarketType: 'spot' });
    const answer = await cloud.client.send(
      new CancelSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [requestId] }),
    );
    expect(answer.CancelledSpotInstanceRequests?.[0]?.State).toBe('cancelled');
    expect(cloud.service.describe().instances[0]?.state).toBe('running');
    await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await until(() => cloud.service.describe().instances[0]?.state === 'terminated');
    expect((await request(requestId))?.State).toBe('cancelled');
  });
});

test('after destroyAll it is as new, and tokens mean nothing any more', async () => {
  await cloud.client.send(new RunInstancesCommand(launchInput({ ClientToken: 'one' })));
  const machine = () => [...cloud.park.machines.values()][0];
  await until(() => machine() !== undefined);
  const before = machine();
  await cloud.service.destroyAll();
  expect(before).toMatchObject({ destroyed: true, state: 'off' });
  expect(cloud.service.describe()).toEqual({
    instances: [],
    volumes: [],
    securityGroups: [],
    keyPairs: [],
    spotRequests: [],
  });
  await cloud.client.send(
    new RunInstancesCommand(launchInput({ ClientToken: 'one', InstanceType: 't3.small' })),
  );
  expect(cloud.service.describe().instances).toHaveLength(1);
});
