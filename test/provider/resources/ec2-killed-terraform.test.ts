import { DescribeKeyPairsCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import type { SeenRequest } from '../../drivers/ec2/support/fault-proxy';
import { Ec2Bench, tagsOf } from '../support/ec2-bench';
import { killTerraform } from '../support/provider-processes';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

jest.setTimeout(240_000);

const CREATING = 'fleetwright:creating';

describeEc2('what EC2 has when Terraform itself is killed', (backend) => {
  let bench: Ec2Bench;
  beforeAll(async () => {
    bench = await Ec2Bench.start(backend);
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  /** Applies until the provider is refused an answer to such a request again and again, and kills Terraform then. */
  async function applyAndKillAt(isReached: (seen: SeenRequest) => boolean): Promise<void> {
    const { terraform, proxy } = bench;
    let reached: () => void;
    const wasReached = new Promise<void>((resolve) => (reached = resolve));
    proxy.fail((seen) => {
      if (!isReached(seen)) return undefined;
      reached();
      return { kind: 'error', status: 503, code: 'RequestLimitExceeded' };
    });
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasReached, running.finished]);
    await killTerraform(running.process.pid ?? 0);
    await running.finished;
    expect(await terraform.resources()).toEqual([]);
    proxy.reset();
  }

  test('a machine whose host key was waited for is taken over by the next apply', async () => {
    const { terraform, proxy } = bench;
    const owner = 'bench/orphan';
    bench.declareInstances({ box: { owner, host_key: null } });
    await applyAndKillAt(({ action }) => action === 'GetConsoleOutput');
    const [left, ...others] = await bench.living();
    expect([typeof left, others]).toEqual(['string', []]);

    bench.declareInstances({ box: { owner } });
    await terraform.apply();
    expect(await bench.living()).toEqual([left]);
    expect(await bench.idOf('fleetwright_ec2_instance.box')).toBe(left);
    expect(proxy.of('RunInstances')).toEqual([]);
    expect(Object.keys(tagsOf(await bench.live(left ?? '')))).toContain(CREATING);
    // Being read it is known to be in the state; the mark is no difference.
    expect(await terraform.plan()).toEqual([]);
    expect(Object.keys(tagsOf(await bench.live(left ?? '')))).not.toContain(CREATING);
  });

  test('a security group is taken over by the next apply', async () => {
    const { terraform, client, proxy } = bench;
    const ingress = [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr: '203.0.113.7/32' }];
    const door = { name: `orphan-${String(Date.now())}`, owner: 'bench/orphan-door', ingress };
    bench.declare({ fleetwright_ec2_security_group: { door } });
    await applyAndKillAt(({ action }) => action === 'AuthorizeSecurityGroupIngress');
    await terraform.apply();
    expect(proxy.of('CreateSecurityGroup')).toEqual([]);
    const id = await bench.idOf('fleetwright_ec2_security_group.door');
    const live = async () =>
      (await client.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))).SecurityGroups?.[0];
    expect(Object.keys(tagsOf(await live()))).toContain(CREATING);
    expect(await terraform.plan()).toEqual([]);
    expect(Object.keys(tagsOf(await live()))).not.toContain(CREATING);
  });

  test('a key pair is taken over by the next apply', async () => {
    const { terraform, client, proxy } = bench;
    const name = `orphan-${String(Date.now())}`;
    const public_key = makeSshKeyPair('ed25519').public.trim();
    bench.declare({
      fleetwright_ec2_key_pair: { operators: { name, public_key, owner: 'bench/orphan-pair' } },
    });
    await applyAndKillAt(
      ({ action }) => action === 'DescribeKeyPairs' && proxy.of('ImportKeyPair').length > 0,
    );
    await terraform.apply();
    expect(proxy.of('ImportKeyPair')).toEqual([]);
    const live = async () =>
      (await client.send(new DescribeKeyPairsCommand({ KeyNames: [name] }))).KeyPairs?.[0];
    expect(Object.keys(tagsOf(await live()))).toContain(CREATING);
    expect(await terraform.plan()).toEqual([]);
    expect(Object.keys(tagsOf(await live()))).not.toContain(CREATING);
  });
});
