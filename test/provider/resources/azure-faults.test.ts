import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureBench, MACHINE, NETWORK } from '../support/azure-bench';
import { unwrapped } from '../support/fleetwright';
import { killProviderOf } from '../support/provider-processes';

jest.setTimeout(300_000);

describe('resources of Azure when things go wrong', () => {
  let bench: AzureBench;
  beforeAll(async () => {
    bench = await AzureBench.start({ quotas: { cores: 4 } });
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  /** Starts an apply, and waits until Azure has accepted the machine and is asked how far it is. */
  async function applyUntilAccepted() {
    const { terraform, proxy } = bench;
    let accepted: () => void;
    const wasAccepted = new Promise<void>((resolve) => (accepted = resolve));
    proxy.fail(({ action, url }) => {
      if (action !== 'GET operations' || !url.includes('Microsoft.Compute')) return undefined;
      accepted();
      return { kind: 'error', status: 503, code: 'ServiceUnavailable' };
    });
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasAccepted, running.finished]);
    return running;
  }

  /** What is remembered beside the state of the machine. */
  function remembered(): Record<string, unknown> {
    const state = JSON.parse(readFileSync(join(bench.terraform.folder, 'terraform.tfstate'), 'utf8')) as {
      readonly resources: readonly {
        readonly type: string;
        readonly instances: readonly { private?: string }[];
      }[];
    };
    const found = state.resources.find(({ type }) => type === 'fleetwright_azure_virtual_machine');
    const text = Buffer.from(found?.instances[0]?.private ?? '', 'base64').toString();
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  test('a machine that is refused for a quota after its interface was made is in the state, and goes with it', async () => {
    const { terraform } = bench;
    bench.declareMachines({ box: { size: 'Standard_D8s_v5', associate_public_ip_address: true } });
    const refused = await terraform.tryApply();
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain('no machine "box" of size Standard_D8s_v5 in westeurope');
    expect(bench.existing()).toEqual(
      expect.arrayContaining(['networkInterfaces/box-nic', 'publicAddresses/box-ip']),
    );
    expect(await terraform.resource(MACHINE)).toMatchObject({
      tainted: true,
      values: { state: 'incomplete' },
    });

    bench.declareMachines({ box: { associate_public_ip_address: true } });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(bench.snapshot.virtualMachines).toMatchObject([{ size: 'Standard_D2s_v5', power: 'running' }]);
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });

  test('what is left of a refused machine is removed by a destroy', async () => {
    const { terraform } = bench;
    bench.declareMachines({ box: { size: 'Standard_D8s_v5' } });
    expect((await terraform.tryApply()).exitCode).toBe(1);
    expect(bench.existing()).toContain('networkInterfaces/box-nic');
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });

  test('an interrupt leaves the machine and the URL of its operation in the state, and a destroy goes on from there', async () => {
    const { terraform, proxy } = bench;
    bench.declareMachines({ box: {} });
    const running = await applyUntilAccepted();
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).not.toBe(0);
    expect(await terraform.resource(MACHINE)).toMatchObject({
      tainted: true,
      values: { owner: 'bench/box' },
    });
    const { operation } = remembered();
    expect(operation).toContain('/providers/Microsoft.Compute/locations/westeurope/operations/');

    proxy.reset();
    await terraform.destroy();
    const path = new URL(String(operation)).pathname;
    const asked = proxy.seen.findIndex(({ url }) => url.startsWith(path));
    const removed = proxy.seen.findIndex(({ action }) => action === 'DELETE virtualMachines');
    expect(asked).toBeGreaterThanOrEqual(0);
    expect(removed).toBeGreaterThan(asked);
    expect(bench.existing()).toEqual([]);
  });

  test('an interrupted creation is replaced by the next apply', async () => {
    const { terraform, proxy } = bench;
    bench.declareMachines({ box: {} });
    const running = await applyUntilAccepted();
    running.process.kill('SIGINT');
    expect((await running.finished).exitCode).not.toBe(0);
    proxy.reset();
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(remembered()).not.toHaveProperty('operation');
    expect(bench.snapshot.virtualMachines).toMatchObject([{ power: 'running' }]);
  });

  test('what a killed provider began is taken over by the next apply, once', async () => {
    const { terraform, proxy } = bench;
    bench.declareMachines({});
    await terraform.apply();
    bench.declareMachines({ box: { tags: { name: 'first' } } });
    const running = await applyUntilAccepted();
    await killProviderOf(running.process.pid ?? 0);
    expect((await running.finished).exitCode).not.toBe(0);
    const [left] = bench.snapshot.virtualMachines;
    expect(left?.name).toBe('box');
    expect((await terraform.resources()).map(({ address }) => address)).toEqual([NETWORK]);

    proxy.reset();
    bench.declareMachines({ box: { tags: { name: 'second' } } });
    await terraform.apply();
    expect(proxy.count('PUT virtualMachines')).toBe(0);
    expect((await bench.valuesOf(MACHINE)).vm_id).toBe(left?.vmId);
    const [taken] = bench.snapshot.virtualMachines;
    expect(taken?.tags).toMatchObject({ name: 'second', 'fleetwright:owner': 'bench/box' });
    expect(await terraform.plan()).toEqual([]);
  });

  test('lost answers make nothing twice', async () => {
    const { terraform, proxy } = bench;
    bench.declareMachines({ box: { associate_public_ip_address: true } });
    proxy.fail(({ method }, attempt) =>
      method !== 'GET' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    await terraform.apply();
    expect(bench.existing()).toHaveLength(7);
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });

  test('a refresh that gets no answer is an error, and the state stays', async () => {
    const { terraform, proxy } = bench;
    bench.declareMachines({ box: {} });
    await terraform.apply();
    const before = await terraform.resource(MACHINE);
    proxy.fail(() => ({ kind: 'error', status: 403, code: 'AuthorizationFailed', message: 'not you' }));
    const { exitCode, output } = await terraform.try('plan', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('not you');
    expect(await terraform.resource(MACHINE)).toEqual(before);
  });
});
