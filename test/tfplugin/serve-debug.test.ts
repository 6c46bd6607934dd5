import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KeptProvider } from '../support/kept-provider';
import { describeWith } from '../support/require-component';
import { Terraform } from '../support/terraform';
import { bundleTestProvider } from './fixtures/bundle';

describeWith(Terraform.component(), 'a provider in debug mode', () => {
  const executable = bundleTestProvider();
  const folder = mkdtempSync(join(tmpdir(), 'tfplugin-debug-'));
  const provider = new KeptProvider(executable, folder, { ...process.env, TMPDIR: folder });
  let terraform: Terraform;

  // No provider can be installed from here: what answers is the one that runs.
  beforeAll(async () => {
    terraform = new Terraform([], { environment: await provider.environment() });
    terraform.write('main.tf.json', {
      terraform: { required_providers: { probe: { source: 'test/probe' } } },
      provider: { probe: { folder } },
      resource: { probe_item: { one: { name: 'a', place: { zone: 'z1' } } } },
    });
  });
  afterAll(() => {
    provider.end();
    terraform.dispose();
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(executable), { recursive: true, force: true });
  });

  test('serves one command after the other, each with a session of its own', async () => {
    await terraform.apply();
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({ id: 'id-a' });
    await untilExists(join(folder, 'closed.json'));
    rmSync(join(folder, 'closed.json'));
    expect(await terraform.plan()).toEqual([]);
    await untilExists(join(folder, 'closed.json'));
  });

  test('serves several at a time', async () => {
    const plans = await Promise.all(
      [1, 2, 3].map((index) => terraform.try('plan', '-no-color', '-lock=false', `-out=${String(index)}`)),
    );
    expect(plans.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  test('ends when it is told to, and leaves nothing', async () => {
    const sockets = () => readdirSync(folder).filter((name) => name.startsWith('probe-'));
    expect(sockets()).toHaveLength(1);
    provider.end();
    while (sockets().length > 0) await delay(20);
    expect((await terraform.try('plan', '-no-color')).exitCode).toBe(1);
  });
});

async function untilExists(file: string): Promise<void> {
  while (!existsSync(file)) await delay(20);
}
