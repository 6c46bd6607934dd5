import { DeleteKeyPairCommand, DescribeKeyPairsCommand, ImportKeyPairCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_key_pair.operators';
const newKey = () => makeSshKeyPair('ed25519').public.trim();

describeEc2('fleetwright_ec2_key_pair under the Terraform CLI', (backend) => {
  let bench: Ec2Bench;
  let count = 0;
  let name = '';
  const key = newKey();
  beforeAll(async () => {
    bench = await Ec2Bench.start(backend);
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    name = `operators-${++count}`;
    await bench.begin();
  });
  afterEach(() => bench.end());

  const declare = (args: Arguments) => {
    bench.declare({ fleetwright_ec2_key_pair: { operators: { name, public_key: key, ...args } } });
  };

  async function names(): Promise<string[]> {
    const { KeyPairs = [] } = await bench.client.send(new DescribeKeyPairsCommand({}));
    return KeyPairs.map(({ KeyName = '' }) => KeyName);
  }

  test('apply, refresh, change and replacement each end in an empty plan; destroy leaves nothing', async () => {
    const { terraform } = bench;
    declare({ tags: { team: 'one' } });
    await terraform.apply();
    expect(await names()).toEqual([name]);
    expect(await terraform.plan()).toEqual([]);
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    declare({ tags: { team: 'two' }, public_key: `${key} with-a-comment` });
    expect((await terraform.plan())[0]?.change.actions).toEqual(['update']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);

    declare({ public_key: newKey() });
    const [planned] = await terraform.plan();
    expect(planned?.change.replace_paths).toEqual([['public_key']]);
    await terraform.apply();
    declare({ public_key: (await bench.valuesOf(ADDRESS)).public_key, name: `key-${name}` });
    const [renamed] = await terraform.plan('-refresh=false');
    expect(renamed?.change.replace_paths).toEqual([['name']]);
    await terraform.apply();
    expect(await names()).toEqual([`key-${name}`]);
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(await names()).toEqual([]);
  });

  test('an import is followed by an empty plan', async () => {
    const { terraform } = bench;
    declare({});
    await terraform.apply();
    const values = await bench.valuesOf(ADDRESS);
    await terraform.run('state', 'rm', ADDRESS);
    const imported = await terraform.try('import', '-no-color', ADDRESS, name);
    expect(imported.exitCode).toBe(0);
    expect(await terraform.plan()).toEqual([]);
    expect(await bench.valuesOf(ADDRESS)).toEqual(values);
  });

  test('one that was deleted behind our back is made again', async () => {
    const { terraform, client } = bench;
    declare({});
    await terraform.apply();
    await client.send(new DeleteKeyPairCommand({ KeyName: name }));
    expect((await terraform.plan())[0]?.change.actions).toEqual(['create']);
    await terraform.apply();
    expect(await names()).toEqual([name]);
  });

  test('a name that is taken is refused; a lost answer is not somebody else', async () => {
    const { terraform, client, proxy } = bench;
    const taken = { KeyName: name, PublicKeyMaterial: Buffer.from(newKey()) };
    await client.send(new ImportKeyPairCommand(taken));
    declare({});
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(name);
    await client.send(new DeleteKeyPairCommand({ KeyName: name }));
    await client.send(new ImportKeyPairCommand({ ...taken, PublicKeyMaterial: Buffer.from(key) }));
    const same = await terraform.tryApply();
    expect(same.exitCode).toBe(1);
    expect(unwrapped(same.output)).toContain('choose another name, or import it');
    await client.send(new DeleteKeyPairCommand({ KeyName: name }));

    proxy.fail(({ action }, attempt) =>
      action === 'ImportKeyPair' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
  });

  test('a private key is refused', async () => {
    const { terraform } = bench;
    declare({ public_key: makeSshKeyPair('ed25519').private });
    const { exitCode, output } = await terraform.try('validate', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('is a private key');
  });
});
