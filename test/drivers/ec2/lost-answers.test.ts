import { CreateSecurityGroupCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Ec2Account } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import { instanceRequest, newOwner, useFixture } from './support/fixture';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

let names = 0;
const newName = () => `lost ${String(Date.now())} ${String(++names)}`;

describeEc2('answers that do not come', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  interface Options {
    readonly signal: AbortSignal;
    readonly onExists: (id: string) => void;
  }
  const group = (name = newName()) => ({
    owner: newOwner(),
    name,
    description: 'of a test',
    ingress: [],
    tags: {},
  });
  const pair = (name = newName()) => ({
    owner: newOwner(),
    name,
    publicKey: makeSshKeyPair('ed25519').public.trim(),
    tags: {},
  });

  const makes = {
    RunInstances: (account: Ec2Account, { signal, onExists }: Options): Promise<unknown> =>
      account.instances.ensure(instanceRequest(fixture.imageId), {
        signal,
        onExists: ({ id }) => {
          onExists(id);
        },
      }),
    CreateSecurityGroup: (account: Ec2Account, options: Options): Promise<unknown> =>
      account.securityGroups.ensure(group(), options),
    ImportKeyPair: (account: Ec2Account, options: Options): Promise<unknown> =>
      account.keyPairs.ensure(pair(), options),
  };
  const cases = Object.entries(makes);

  test.each(cases)('an interrupt while the answer to %s is lost tells what exists', async (action, make) => {
    const { proxy } = fixture;
    const interrupt = new AbortController();
    proxy.fail((seen) => {
      if (seen.action !== action) return undefined;
      interrupt.abort();
      return { kind: 'response-lost' };
    });
    const existing: string[] = [];
    const making = make(fixture.anotherAccount(), {
      signal: interrupt.signal,
      onExists: (id) => void existing.push(id),
    });
    const failure: unknown = await making.catch((error: unknown) => error);
    expect(proxy.of(action)).toHaveLength(1);
    expect(existing).toEqual([expect.stringMatching(/^(i|sg|key)-/)]);
    expect(failure).toMatchObject({ kind: 'interrupted', objectId: existing[0] });
  });

  test.each(cases)('an interrupt before %s has done anything tells of nothing', async (action, make) => {
    const { proxy } = fixture;
    const interrupt = new AbortController();
    proxy.fail((seen) => {
      if (seen.action !== action) return undefined;
      interrupt.abort();
      return { kind: 'reset' };
    });
    const existing: string[] = [];
    const making = make(fixture.anotherAccount({ visibleMs: 100 }), {
      signal: interrupt.signal,
      onExists: (id) => void existing.push(id),
    });
    await expect(making).rejects.toMatchObject({ kind: 'interrupted', objectId: undefined });
    expect(existing).toEqual([]);
  });

  test.each([
    ['CreateSecurityGroup', 'DescribeSecurityGroups'],
    ['ImportKeyPair', 'DescribeKeyPairs'],
  ] as const)('what %s has made is told before it is read', async (action, read) => {
    const { proxy } = fixture;
    proxy.fail((seen) =>
      seen.action === read && proxy.of(action).length > 0
        ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' }
        : undefined,
    );
    const existing: string[] = [];
    const making = makes[action](fixture.anotherAccount(), {
      signal,
      onExists: (id) => void existing.push(id),
    });
    await expect(making).rejects.toMatchObject({ kind: 'forbidden' });
    expect(existing).toEqual([expect.stringMatching(/^(sg|key)-/)]);
  });

  test('a group that EC2 does not show yet is waited for', async () => {
    const { proxy } = fixture;
    const looks = () => proxy.of('DescribeSecurityGroups').length;
    let created = 0;
    proxy.fail(({ action }, attempt) => {
      if (action === 'CreateSecurityGroup') {
        created ||= looks();
        return attempt === 0 ? { kind: 'response-lost' } : undefined;
      }
      if (action !== 'DescribeSecurityGroups' || created === 0 || looks() > created + 3) return undefined;
      const change = (answer: string) =>
        answer.replace(/<securityGroupInfo>[\s\S]*<\/securityGroupInfo>/, '<securityGroupInfo/>');
      return { kind: 'rewrite', change };
    });
    const request = group();
    const made = await fixture.anotherAccount().securityGroups.ensure(request, { signal });
    expect(made.name).toBe(request.name);
    expect(proxy.of('CreateSecurityGroup')).toHaveLength(2);
  });

  test('a key pair that EC2 does not show yet is waited for', async () => {
    const { proxy } = fixture;
    proxy.fail(({ action }, attempt) => {
      if (action === 'ImportKeyPair' && attempt === 0) return { kind: 'response-lost' };
      return action === 'DescribeKeyPairs' && attempt < 4
        ? { kind: 'error', status: 400, code: 'InvalidKeyPair.NotFound' }
        : undefined;
    });
    const request = pair();
    const made = await fixture.anotherAccount().keyPairs.ensure(request, { signal });
    expect(made.name).toBe(request.name);
    expect(proxy.of('ImportKeyPair')).toHaveLength(2);
  });

  if (backend.name === 'moto') {
    test("a group of the same name in another VPC is not taken for one's own", async () => {
      const { server, proxy } = fixture;
      const { endpoint, region } = server;
      const client = new EC2Client({ endpoint, region });
      const request = group();
      const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
      const foreign = { GroupName: request.name, Description: 'of somebody else', VpcId: Vpc?.VpcId };
      await client.send(new CreateSecurityGroupCommand(foreign));
      client.destroy();
      proxy.fail(({ action }, attempt) => {
        if (action === 'CreateSecurityGroup' && attempt === 0) return { kind: 'response-lost' };
        return undefined;
      });
      const made = await fixture.anotherAccount().securityGroups.ensure(request, { signal });
      expect(made.vpcId).not.toBe(Vpc?.VpcId);
    });
  }
});
