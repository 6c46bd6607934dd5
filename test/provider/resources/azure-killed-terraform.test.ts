import { AzureBench, MACHINE } from '../support/azure-bench';
import { unwrapped } from '../support/fleetwright';
import { killTerraform } from '../support/provider-processes';
import { StateBackend } from '../support/state-backend';

jest.setTimeout(240_000);

const all = ['box', 'box-ip', 'box-nic', 'net', 'net-nodes', 'net-nsg', 'nodes'];

describe('what Azure has when Terraform itself is killed', () => {
  let bench: AzureBench;
  let backend: StateBackend;
  beforeAll(async () => {
    bench = await AzureBench.start({ quotas: { cores: 4 } });
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    backend = await StateBackend.start();
    await bench.begin();
    bench.terraform.write('backend.tf.json', { terraform: backend.configuration });
    await bench.terraform.init();
  });
  afterEach(async () => {
    await bench.end();
    await backend.stop();
  });

  /** Kills Terraform when everything is made and no state has been written. */
  async function applyAndKill(): Promise<void> {
    const { terraform } = bench;
    const written = backend.ignoreWrites();
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([written, running.finished]);
    await killTerraform(running.process.pid ?? 0);
    expect((await running.finished).output).toContain(`${MACHINE}: Creation complete`);
    backend.keepWrites();
    expect(await terraform.resources()).toEqual([]);
  }

  /** Names of what carries the mark of a creation. */
  function marked(): string[] {
    return Object.values(bench.snapshot)
      .flatMap((resources) => resources as readonly { readonly name: string; readonly tags: object }[])
      .filter(({ tags }) => Object.hasOwn(tags, 'fleetwright:creating'))
      .map(({ name }) => name)
      .sort();
  }

  const declare = (more: object = {}) => {
    bench.declareMachines(
      { box: { associate_public_ip_address: true, ...more } },
      { application_security_groups: ['nodes'] },
    );
  };

  test('what was made, and not yet written into the state, is taken over by the next apply', async () => {
    const { terraform, proxy } = bench;
    declare();
    await applyAndKill();
    const before = bench.existing();
    const [left] = bench.snapshot.virtualMachines;
    expect(marked()).toEqual(all);

    proxy.reset();
    await terraform.apply();
    expect(bench.existing()).toEqual(before);
    expect(proxy.seen.filter(({ method }) => method === 'PUT')).toEqual([]);
    expect((await bench.valuesOf(MACHINE)).vm_id).toBe(left?.vmId);
    // It may have been killed again.
    expect(marked()).toEqual(all);
    // Being read it is known to be in the state; the mark is no difference.
    expect(await terraform.plan()).toEqual([]);
    expect(marked()).toEqual([]);
  });

  test('what only a plan without a refresh has seen is not taken for its own successor', async () => {
    const { terraform } = bench;
    declare({ lifecycle: { create_before_destroy: true } });
    await terraform.apply();
    const [before] = bench.snapshot.virtualMachines;
    declare({ lifecycle: { create_before_destroy: true }, zone: '1' });
    const refused = await terraform.tryApply('-refresh=false');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain('exists and belongs to something else');
    expect(bench.snapshot.virtualMachines).toMatchObject([{ vmId: before?.vmId, power: 'running' }]);
  });

  test('of a machine that was refused, what was made is not taken for its successor either', async () => {
    const { terraform } = bench;
    declare({ size: 'Standard_D8s_v5', lifecycle: { create_before_destroy: true } });
    expect((await terraform.tryApply()).exitCode).toBe(1);
    declare({ lifecycle: { create_before_destroy: true } });
    const refused = await terraform.tryApply();
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain('exists and belongs to something else');
    expect(marked()).toEqual([]);
  });

  test('a change takes the mark off, too', async () => {
    const { terraform } = bench;
    declare();
    await terraform.apply();
    expect(marked()).toEqual(all);
    bench.declareMachines(
      { box: { associate_public_ip_address: true, tags: { team: 'one' } } },
      { application_security_groups: ['nodes'], tags: { team: 'one' } },
    );
    await terraform.apply('-refresh=false');
    expect(marked()).toEqual([]);
  });
});
