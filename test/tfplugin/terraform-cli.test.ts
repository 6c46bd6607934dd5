import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describeWith } from '../support/require-component';
import { Terraform } from '../support/terraform';
import { bundleTestProvider } from './fixtures/bundle';
import type { Item } from './fixtures/file-backend';

jest.setTimeout(120_000);

describeWith(Terraform.component(), 'the test provider under the Terraform CLI', () => {
  const executable = bundleTestProvider();
  let terraform: Terraform;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tfplugin-items-'));
    terraform = new Terraform([{ source: 'registry.terraform.io/test/probe', version: '1.2.3', executable }]);
  });
  afterEach(() => {
    terraform.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => rmSync(dirname(executable), { recursive: true, force: true }));

  function configure(
    resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    data: object = {},
  ): void {
    terraform.write('main.tf.json', {
      terraform: { required_providers: { probe: { source: 'test/probe', version: '1.2.3' } } },
      provider: { probe: { folder } },
      resource: { ...(Object.keys(resources).length > 0 ? { probe_item: resources } : {}), ...data },
    });
  }

  function item(id: string): Item {
    return JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Item;
  }

  const simple = { name: 'a', place: { zone: 'z1' } };

  test('applies, then plans nothing, also after a refresh', async () => {
    configure({
      one: {
        ...simple,
        weight: 0.1,
        tags: ['b', 'a'],
        labels: { 'key/with.dots': 'v' },
        mounts: [{ path: 'p' }, { path: 'q', options: [] }],
      },
    });
    await terraform.init();
    await terraform.apply();
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({
      id: 'id-a',
      size: 22,
      weight: 0.1,
      revision: 1,
      secret_length: null,
      place: { zone: 'z1', room: null, floor: 1, rack: 'rack-1', key_wo: null },
      mounts: [
        { path: 'p', options: ['ro'], device: '/dev/p' },
        { path: 'q', options: [], device: '/dev/q' },
      ],
    });
    expect(await terraform.plan()).toEqual([]);
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(await terraform.resources()).toEqual([]);
    expect(existsSync(join(folder, 'id-a.json'))).toBe(false);
    expect(existsSync(join(folder, 'closed.json'))).toBe(true);
  });

  test('keeps computed values on update, recomputes those that are to be', async () => {
    configure({ one: simple });
    await terraform.init();
    await terraform.apply();
    configure({ one: { ...simple, size: 23, mounts: [{ path: 'p' }] } });
    const [change] = await terraform.plan();
    expect(change?.change.actions).toEqual(['update']);
    expect(change?.change.after).toMatchObject({ id: 'id-a', size: 23, place: { rack: 'rack-1' } });
    expect(change?.change.after_unknown).toMatchObject({
      revision: true,
      secret_length: true,
      mounts: [{ device: true }],
    });
    await terraform.apply();
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({ id: 'id-a', revision: 2 });
    expect(await terraform.plan()).toEqual([]);
  });

  test('replaces where it must, at any depth', async () => {
    configure({ one: simple });
    await terraform.init();
    await terraform.apply();
    configure({ one: { name: 'a', place: { zone: 'z1', room: 'r' } } });
    const [nested] = await terraform.plan();
    expect(nested?.change.actions).toEqual(['delete', 'create']);
    expect(nested?.change.replace_paths).toEqual([['place', 'room']]);
    configure({ one: { ...simple, name: 'b' } });
    await terraform.apply();
    expect(existsSync(join(folder, 'id-a.json'))).toBe(false);
    expect(item('id-b').name).toBe('b');
    expect(await terraform.plan()).toEqual([]);
  });

  test('shows and repairs what changes behind its back', async () => {
    configure({ one: simple, two: { ...simple, name: 'b' } });
    await terraform.init();
    await terraform.apply();
    writeFileSync(join(folder, 'id-a.json'), JSON.stringify({ ...item('id-a'), size: 99 }));
    rmSync(join(folder, 'id-b.json'));
    const changes = await terraform.plan();
    expect(changes.map(({ address, change }) => [address, change.actions])).toEqual([
      ['probe_item.one', ['update']],
      ['probe_item.two', ['create']],
    ]);
    await terraform.apply();
    expect(item('id-a').size).toBe(22);
    expect(item('id-b').name).toBe('b');
    expect(await terraform.plan()).toEqual([]);
  });

  test('keeps write-only values out of plans, states and output', async () => {
    const secret = 'correct-horse-battery';
    configure({ one: { ...simple, secret_wo: secret, place: { zone: 'z1', key_wo: `${secret}-nested` } } });
    await terraform.init();
    const plan = await terraform.run('plan', '-no-color', '-out=secret.tfplan');
    const shown = await terraform.run('show', '-json', 'secret.tfplan');
    const applied = await terraform.apply('secret.tfplan');
    expect(item('id-a').secret).toBe(secret);
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({
      secret_wo: null,
      secret_length: 21,
    });
    const planned = JSON.parse(shown.stdout) as { planned_values: unknown; resource_changes: unknown };
    const seen = [
      plan.output,
      applied.output,
      (await terraform.state()).stdout,
      terraform.read('terraform.tfstate'),
    ];
    expect(
      [...seen, JSON.stringify([planned.planned_values, planned.resource_changes])].join(),
    ).not.toContain(secret);
    expect(await terraform.plan()).toEqual([]);
  });

  test('waits for values other resources have yet to give', async () => {
    const data = { terraform_data: { source: { input: 'from-data' } } };
    configure(
      {
        one: {
          name: '${terraform_data.source.output}',
          place: { zone: '${terraform_data.source.id}' },
          tags: ['fixed', '${terraform_data.source.output}'],
          mounts: [{ path: '${terraform_data.source.output}' }],
        },
      },
      data,
    );
    await terraform.init();
    const change = (await terraform.plan()).find(({ address }) => address === 'probe_item.one');
    expect(change?.change.after_unknown).toMatchObject({
      name: true,
      place: { zone: true },
      mounts: [{ path: true }],
    });
    await terraform.apply();
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({
      name: 'from-data',
      mounts: [{ path: 'from-data', device: '/dev/from-data' }],
    });
    expect(await terraform.plan()).toEqual([]);
  });

  test('imports what exists, and then plans nothing', async () => {
    configure({ one: simple });
    await terraform.init();
    await terraform.apply();
    await terraform.run('state', 'rm', 'probe_item.one');
    const missing = await terraform.try('import', '-no-color', 'probe_item.one', 'id-none');
    expect(missing.output).toContain('there is no item "id-none"');
    await terraform.run('import', '-no-color', 'probe_item.one', 'id-a');
    expect(await terraform.plan()).toEqual([]);
  });

  test('a create that fails half way is in state, tainted, and the error is at its attribute', async () => {
    configure({
      one: { ...simple, fault: 'half', secret_wo: 'top-secret-value' },
      two: { ...simple, name: 'b' },
    });
    await terraform.init();
    const failed = await terraform.tryApply();
    expect(failed.exitCode).toBe(1);
    expect(failed.output).toContain('half done');
    expect(failed.output).toContain('the secret is [redacted]');
    expect(failed.output).not.toContain('top-secret-value');
    expect(failed.output).toMatch(/on main\.tf\.json line \d+, in resource\.probe_item\.one\.place/);
    const one = await terraform.resource('probe_item.one');
    expect(one.tainted).toBe(true);
    expect(one.values).toMatchObject({
      id: 'id-a',
      revision: 1,
      size: 22,
      secret_wo: null,
      place: { rack: null },
    });
    expect((await terraform.resource('probe_item.two')).tainted).toBeUndefined();
    configure({ one: simple, two: { ...simple, name: 'b' } });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
  });

  test('other failures: nothing made leaves nothing, a failed update leaves what was', async () => {
    configure({ one: { ...simple, fault: 'throw' } });
    await terraform.init();
    const failed = await terraform.tryApply();
    expect(failed.output).toContain('nothing was made');
    expect(failed.output).toContain('caused by: connection refused');
    expect(await terraform.resources()).toEqual([]);
    configure({ one: simple });
    await terraform.apply();
    configure({ one: { ...simple, size: 5, fault: 'update fails' } });
    expect((await terraform.tryApply()).output).toContain('cannot update');
    const one = await terraform.resource('probe_item.one');
    expect(one.tainted).toBeUndefined();
    expect(one.values).toMatchObject({ size: 22, fault: null });
  });

  test('a handler that contradicts its plan is told apart from a bug in Terraform, and loses nothing', async () => {
    configure({ one: { ...simple, fault: 'contradict' } });
    await terraform.init();
    const failed = await terraform.tryApply();
    expect(failed.exitCode).toBe(1);
    expect(failed.output).toContain('"size" was planned as 22 and is 23');
    expect(failed.output).not.toContain('inconsistent result');
    expect((await terraform.resource('probe_item.one')).values).toMatchObject({ id: 'id-a', size: 22 });
  });

  test('refuses a bad configuration at its attribute', async () => {
    configure({
      one: { ...simple, name: 'a-name-that-is-much-too-long' },
      two: { ...simple, name: 'forbidden' },
    });
    await terraform.init();
    const validated = await terraform.try('validate', '-json');
    const { diagnostics } = JSON.parse(validated.stdout) as {
      diagnostics: { summary: string; snippet: { context: string } }[];
    };
    expect(diagnostics.map(({ summary, snippet }) => [snippet.context, summary]).sort()).toEqual([
      [
        'resource.probe_item.one',
        'invalid "name": "a-name-that-is-much-too-long" is longer than 20 characters; shorten it',
      ],
      ['resource.probe_item.two', 'name is forbidden'],
    ]);
  });

  test('warns when what it destroys asks for it', async () => {
    configure({ one: { ...simple, fault: 'warn on destroy' } });
    await terraform.init();
    await terraform.apply();
    const destroyed = await terraform.destroy();
    expect(destroyed.output).toContain('this is about to be destroyed');
  });

  test('an interrupt reaches the handler, and what it had made is in state', async () => {
    configure({ one: { ...simple, fault: 'wait' } });
    await terraform.init();
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    while (!existsSync(join(folder, 'waiting.json'))) await delay(50);
    running.process.kill('SIGINT');
    const result = await running.finished;
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain('interrupted');
    const one = await terraform.resource('probe_item.one');
    expect(one.tainted).toBe(true);
    expect(one.values).toMatchObject({ id: 'id-a' });
  });
});
