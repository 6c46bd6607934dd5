import { ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, tagsOf, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';
import { killProviderOf } from '../support/provider-processes';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_instance.box';

describeEc2('fleetwright_ec2_instance when things go wrong', (backend) => {
  let bench: Ec2Bench;
  beforeAll(async () => {
    bench = await Ec2Bench.start(backend);
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const declare = (args: Arguments) => {
    bench.declareInstances({ box: args });
  };

  test('a lost answer makes no second machine', async () => {
    const { terraform, proxy } = bench;
    proxy.fail(({ action }, attempt) =>
      action === 'RunInstances' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    declare({ owner: 'bench/lost' });
    await terraform.apply();
    const living = await bench.living();
    expect(living).toContain(await bench.idOf(ADDRESS));
    expect(living.length).toBe(backend.differences.ignoresClientTokens ? 2 : 1);
    const tokens = proxy.of('RunInstances').map((parameters) => parameters.get('ClientToken'));
    expect([tokens.length, new Set(tokens).size]).toEqual([2, 1]);
    expect(await terraform.plan()).toEqual([]);
  });

  test('what throttles, fails and cuts connections is asked again', async () => {
    const { terraform, proxy } = bench;
    proxy.fail((_, attempt) => {
      if (attempt === 0) return { kind: 'error', status: 503, code: 'RequestLimitExceeded' };
      return attempt === 1 ? { kind: 'reset' } : undefined;
    });
    declare({});
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(await bench.living()).toEqual([]);
  });

  test('without capacity the next type and subnet are taken, and the plan is empty afterwards', async () => {
    const { terraform, proxy } = bench;
    const [first, second] = bench.subnetIds;
    proxy.fail(({ action, parameters }) =>
      action === 'RunInstances' &&
      (parameters.get('InstanceType') === 't3.micro' || parameters.toString().includes(first))
        ? { kind: 'error', status: 500, code: 'InsufficientInstanceCapacity' }
        : undefined,
    );
    declare({ fallback_instance_types: ['t3.small'], subnet_id: first, fallback_subnet_ids: [second] });
    await terraform.apply();
    expect(await bench.valuesOf(ADDRESS)).toMatchObject({
      instance_type: 't3.micro',
      effective_instance_type: 't3.small',
      subnet_id: first,
      effective_subnet_id: second,
    });
    expect(await terraform.plan()).toEqual([]);

    declare({ subnet_id: first });
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['delete', 'create']);
    expect(planned?.change.replace_paths).toEqual([['fallback_subnet_ids']]);
  });

  test('without any capacity the error says what was asked for, and nothing is left', async () => {
    const { terraform, proxy } = bench;
    proxy.fail(({ action }) =>
      action === 'RunInstances'
        ? { kind: 'error', status: 500, code: 'InsufficientInstanceCapacity', message: 'no room' }
        : undefined,
    );
    declare({ fallback_instance_types: ['t3.small'] });
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    for (const part of ['t3.micro', 't3.small', 'no room']) expect(unwrapped(output)).toContain(part);
    expect(await terraform.resources()).toEqual([]);
    expect(await bench.living()).toEqual([]);
  });

  test('one that is half made is in the state, and replaced by the next apply', async () => {
    const { terraform, proxy } = bench;
    proxy.fail(({ action }) =>
      action === 'DescribeVolumes'
        ? { kind: 'error', status: 403, code: 'UnauthorizedOperation', message: 'not you' }
        : undefined,
    );
    declare({ owner: 'bench/half', termination_protection: true });
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('not you');
    const half = await terraform.resource(ADDRESS);
    expect(half).toMatchObject({ tainted: true, values: { id: expect.stringMatching(/^i-/) as string } });
    expect(await bench.living()).toEqual([half.values.id]);

    proxy.reset();
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['delete', 'create']);
    await terraform.apply();
    expect(await bench.living()).toEqual([await bench.idOf(ADDRESS)]);
    expect(await bench.idOf(ADDRESS)).not.toBe(half.values.id);
    expect(await terraform.plan()).toEqual([]);
    declare({ owner: 'bench/half' });
    await terraform.apply();
  });

  test('what a killed provider began is taken over by the next apply, once', async () => {
    const { terraform, proxy } = bench;
    let launched: () => void;
    const wasLaunched = new Promise<void>((resolve) => (launched = resolve));
    proxy.fail(({ action }, attempt) => {
      if (action !== 'DescribeInstances' || proxy.of('RunInstances').length === 0) return undefined;
      if (attempt >= 0) launched();
      return { kind: 'silent' };
    });
    declare({ owner: 'bench/killed', tags: { Name: 'first' } });
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasLaunched, running.finished]);
    await killProviderOf(running.process.pid ?? 0);
    expect((await running.finished).exitCode).not.toBe(0);
    const [left, ...others] = await bench.living();
    expect([typeof left, others]).toEqual(['string', []]);
    expect(await terraform.resources()).toEqual([]);

    proxy.reset();
    declare({ owner: 'bench/killed', tags: { Name: 'second' } });
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).toBe(left);
    expect(await bench.living()).toEqual([left]);
    expect(tagsOf(await bench.live(left ?? ''))).toMatchObject({ Name: 'second' });
    expect(proxy.of('RunInstances')).toEqual([]);
    expect(await terraform.plan()).toEqual([]);

    // It is finished now, so that another one of that owner, of another state, is another one.
    await terraform.run('state', 'rm', ADDRESS);
    await terraform.apply();
    expect((await bench.living()).length).toBe(2);
  });

  test('one whose provider is killed with the last call of its creation is made once', async () => {
    const { terraform, proxy } = bench;
    let finishing: () => void;
    const isFinishing = new Promise<void>((resolve) => (finishing = resolve));
    proxy.fail(({ action }) => {
      if (action !== 'DeleteTags') return undefined;
      finishing();
      return { kind: 'response-lost' };
    });
    declare({ owner: 'bench/finishing' });
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([isFinishing, running.finished]);
    await killProviderOf(running.process.pid ?? 0);
    await running.finished;
    proxy.reset();
    await terraform.apply();
    expect(await bench.living()).toEqual([await bench.idOf(ADDRESS)]);
  });

  test('an interrupt ends the wait, and what exists is in the state', async () => {
    const { terraform, proxy } = bench;
    let launched: () => void;
    const wasLaunched = new Promise<void>((resolve) => (launched = resolve));
    proxy.fail(({ action }) => {
      if (action !== 'DescribeInstances' || proxy.of('RunInstances').length === 0) return undefined;
      launched();
      return { kind: 'error', status: 503, code: 'RequestLimitExceeded' };
    });
    declare({});
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasLaunched, running.finished]);
    running.process.kill('SIGINT');
    const { exitCode } = await running.finished;
    expect(exitCode).not.toBe(0);
    const [interrupted] = await terraform.resources();
    expect(interrupted?.tainted).toBe(true);
    expect(await bench.living()).toEqual([interrupted?.values.id]);
  });

  test('an interrupt while the answer of the launch is lost leaves what was launched in the state', async () => {
    const { terraform, proxy } = bench;
    let lost: () => void;
    const wasLost = new Promise<void>((resolve) => (lost = resolve));
    proxy.fail(({ action }, attempt) => {
      if (action !== 'RunInstances') return undefined;
      lost();
      return { kind: attempt === 0 ? 'response-lost' : 'reset' };
    });
    declare({ owner: 'bench/unanswered' });
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasLost, running.finished]);
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).not.toBe(0);
    const [interrupted] = await terraform.resources();
    expect(interrupted?.tainted).toBe(true);
    expect(await bench.living()).toEqual([interrupted?.values.id]);
  });

  test('a refresh that gets no answer is an error, and the state stays', async () => {
    const { terraform, proxy } = bench;
    declare({});
    await terraform.apply();
    const before = await terraform.resource(ADDRESS);
    const reachable = terraform.read('main.tf.json');
    // Nobody listens there.
    terraform.write('main.tf.json', reachable.replaceAll(proxy.endpoint, 'http://127.0.0.1:9'));
    const { exitCode, output } = await terraform.try('plan', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toMatch(/no answer: .*ECONNREFUSED/);
    expect(await terraform.resource(ADDRESS)).toEqual(before);

    terraform.write('main.tf.json', reachable);
    let asked: () => void;
    const wasAsked = new Promise<void>((resolve) => (asked = resolve));
    proxy.fail(() => {
      asked();
      return { kind: 'silent' };
    });
    const running = terraform.start('plan', '-no-color');
    await Promise.race([wasAsked, running.finished]);
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).not.toBe(0);
    expect(await terraform.resource(ADDRESS)).toEqual(before);
  });

  test('a refresh that is refused is an error, and the state stays', async () => {
    const { terraform, proxy, client } = bench;
    declare({});
    await terraform.apply();
    const before = await terraform.resource(ADDRESS);
    proxy.fail(() => ({ kind: 'error', status: 403, code: 'UnauthorizedOperation', message: 'not you' }));
    const { exitCode, output } = await terraform.try('plan', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('not you');
    expect(await terraform.resource(ADDRESS)).toEqual(before);

    proxy.reset();
    const DisableApiTermination = { Value: true };
    const InstanceId = String(before.values.id);
    await client.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination }));
    const refused = await terraform.try('destroy', '-refresh=false', '-auto-approve', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(InstanceId);
    expect(await terraform.resources()).toHaveLength(1);
    DisableApiTermination.Value = false;
    await client.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination }));
  });

  if (backend.differences.hasNoConsole) {
    test('a console that shows no key in time is an error with the ways out, and the machine is in the state', async () => {
      const { terraform } = bench;
      declare({ host_key: null, timeout: '3s' });
      const { exitCode, output } = await terraform.tryApply();
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain('did not show its SSH host key in time');
      expect(unwrapped(output)).toContain('set host_key_source = "injected"');
      expect((await terraform.resource(ADDRESS)).tainted).toBe(true);
    });
  }
});
