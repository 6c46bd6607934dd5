import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { decode as unpack, encode as pack } from '@msgpack/msgpack';
import { applyResourceChangeRequest } from '../../src/tfplugin/wire/messages';
import { encode } from '../../src/tfplugin/wire/protobuf';
import { bundleTestProvider } from './fixtures/bundle';
import { PluginHost } from './fixtures/plugin-host';

describe('the protocol, spoken by a gRPC client that is not ours', () => {
  const file = bundleTestProvider();
  const folder = mkdtempSync(join(tmpdir(), 'tfplugin-items-'));
  let host: PluginHost;

  beforeEach(async () => {
    host = await PluginHost.start(file, { environment: { TF_LOG_PROVIDER: 'trace' } });
  });
  afterEach(() => host.kill());
  afterAll(() => {
    rmSync(dirname(file), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const dynamic = (value: unknown) => ({ msgpack: pack(value) });
  const valueOf = (field: unknown) =>
    unpack((field as { msgpack: Uint8Array }).msgpack) as Record<string, unknown>;
  const configure = () => host.call('ConfigureProvider', { config: dynamic({ folder, mode: null }) });
  const config = {
    ...Object.fromEntries(
      ['size', 'weight', 'fault', 'token', 'tags', 'labels', 'mounts', 'secret_wo', 'secret_wo_version'].map(
        (name) => [name, null],
      ),
    ),
    ...{ secret_length: null, id: null, revision: null, name: 'a' },
    place: { zone: 'z', room: null, floor: null, rack: null, key_wo: null },
  };
  const planFor = (changed: object) =>
    host.call('PlanResourceChange', {
      type_name: 'probe_item',
      prior_state: dynamic(null),
      proposed_new_state: dynamic({ ...config, ...changed }),
      config: dynamic({ ...config, ...changed }),
    });

  test('health, standard output and shutdown', async () => {
    expect([...(await host.raw('/grpc.health.v1.Health/Check', Buffer.from('\n\x06plugin')))]).toEqual([
      8, 1,
    ]);
    await expect(host.raw('/grpc.health.v1.Health/Check', Buffer.from('\n\x01x'))).rejects.toMatchObject({
      code: status.NOT_FOUND,
      details: 'there is no service "x" here',
    });
    const watch = host.stream('/grpc.health.v1.Health/Watch', new Uint8Array());
    expect(await once(watch, 'data')).toEqual([Buffer.from([8, 1])]);
    const stdio = host.stream('/plugin.GRPCStdio/StreamStdio', new Uint8Array());
    const ends = Promise.allSettled([once(watch, 'end'), once(stdio, 'end')]);
    stdio.on('error', () => undefined).resume();
    watch.on('error', () => undefined).resume();
    await configure();
    expect(await host.shutDown()).toBe(0);
    await ends;
    expect(existsSync(join(folder, 'closed.json'))).toBe(true);
  });

  test('what it does not implement is unimplemented', async () => {
    for (const path of [
      '/tfplugin6.Provider/ReadDataSource',
      '/tfplugin6.Provider/Nothing',
      '/constructor',
      '/',
    ]) {
      await expect(host.raw(path, new Uint8Array())).rejects.toMatchObject({
        code: status.UNIMPLEMENTED,
        details: `this server does not implement ${path}`,
      });
    }
  });

  test('status messages arrive whatever is in them', async () => {
    const path = '/%/ä€😀\u00ad';
    await expect(host.raw(encodeURI(path), new Uint8Array())).rejects.toMatchObject({
      details: `this server does not implement ${encodeURI(path)}`,
    });
    await expect(host.raw('/grpc.health.v1.Health/Check', Buffer.from('\n\x0aä€😀\n'))).rejects.toMatchObject(
      {
        details: 'there is no service "ä€😀\n" here',
      },
    );
  });

  test('garbage ends in diagnostics, and it goes on serving', async () => {
    await configure();
    const garbage = [
      Uint8Array.of(0xff, 0xff, 0xff),
      Uint8Array.of(0x0a, 0x7f, 1),
      Buffer.from('\x12\x03ab'),
    ];
    for (const bytes of garbage) {
      const answer = await host.raw('/tfplugin6.Provider/PlanResourceChange', bytes);
      expect(answer.length).toBeGreaterThan(0);
    }
    const values = [
      Uint8Array.of(0xc1),
      pack([1, 2]),
      pack({ name: {} }),
      pack({ nonsense: 1 }),
      pack('text'),
    ];
    for (const msgpack of values) {
      for (const rpc of [
        'PlanResourceChange',
        'ApplyResourceChange',
        'ReadResource',
        'ValidateResourceConfig',
      ]) {
        const fields = ['prior_state', 'proposed_new_state', 'planned_state', 'config', 'current_state'];
        const request = Object.fromEntries(fields.map((field) => [field, { msgpack }]));
        const { diagnostics } = await host.call(rpc, { type_name: 'probe_item', ...request });
        expect(diagnostics[0]?.severity).toBe(1);
      }
    }
    const { diagnostics } = await host.call('UpgradeResourceState', {
      type_name: 'probe_item',
      version: 1,
      raw_state: { json: Buffer.from('{"name":') },
    });
    expect(diagnostics[0]?.summary).toBe('the stored state is not JSON');
    expect((await host.call('ReadResource', { type_name: 'no_such' })).diagnostics[0]?.summary).toBe(
      'the provider "probe" has no resource type "no_such"',
    );
    expect((await planFor({})).diagnostics).toEqual([]);
  });

  test('connections that close or talk nonsense leave it alone', async () => {
    const address = host.handshake[3] ?? '';
    for (const bytes of [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      '\x16\x03\x01\x00\x05hello',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ]) {
      const socket = connect(address).on('error', () => undefined);
      await once(socket, 'connect');
      socket.end(bytes);
      await once(socket.resume(), 'close');
    }
    expect((await host.call('GetProviderSchema')).diagnostics).toEqual([]);
  });

  test('plain connections that close without a preface leave it alone', async () => {
    const plain = await PluginHost.start(file, { tls: false });
    try {
      for (const bytes of ['', 'nonsense that is no preface at all']) {
        const socket = connect(plain.handshake[3] ?? '').on('error', () => undefined);
        await once(socket, 'connect');
        socket.end(bytes);
        await once(socket.resume(), 'close');
      }
      expect((await plain.call('GetProviderSchema')).diagnostics).toEqual([]);
    } finally {
      plain.kill();
    }
  });

  test('a state of 40 MB and many calls at once', async () => {
    await configure();
    const name = 'x'.repeat(40 * 2 ** 20);
    const json = Buffer.from(JSON.stringify({ title: name, place: { zone: 'z' } }));
    const upgraded = await host.call('UpgradeResourceState', {
      type_name: 'probe_item',
      version: 0,
      raw_state: { json },
    });
    expect(valueOf(upgraded.upgraded_state).name).toHaveLength(name.length);
    const plans = await Promise.all(Array.from({ length: 200 }, (_, size) => planFor({ size })));
    expect(plans.map((plan) => valueOf(plan.planned_state).size)).toEqual(plans.map((_, size) => size));
  });

  test('refined unknown values are unknown, JSON is read where there is no msgpack', async () => {
    await configure();
    const refined = Buffer.concat([Buffer.from([0xc7, 3, 12]), pack({ 1: false }).subarray(0, 3)]);
    const packed = Buffer.from(pack({ ...config, name: '@' }));
    const at = packed.indexOf(Buffer.from([0xa1, 0x40]));
    const msgpack = Buffer.concat([packed.subarray(0, at), refined, packed.subarray(at + 2)]);
    const request = { type_name: 'probe_item', config: { msgpack }, proposed_new_state: { msgpack } };
    const planned = await host.call('PlanResourceChange', request);
    expect(planned.diagnostics).toEqual([]);
    expect(valueOf(planned.planned_state).name).toMatchObject({ type: 0 });
    const json = { json: Buffer.from(JSON.stringify(config)) };
    const fromJson = await host.call('PlanResourceChange', {
      type_name: 'probe_item',
      config: json,
      proposed_new_state: json,
    });
    expect(valueOf(fromJson.planned_state)).toMatchObject({ name: 'a', size: 22 });
  });

  test('without configuration it says so; with a bad or unknown one too', async () => {
    expect((await planFor({})).diagnostics[0]?.summary).toBe('the provider has not been configured');
    const bad = await host.call('ConfigureProvider', { config: dynamic({ folder, mode: 'odd' }) });
    expect(bad.diagnostics).toMatchObject([
      { summary: 'unknown mode "odd"', attribute: { steps: [{ attribute_name: 'mode' }] } },
    ]);
    const unknown = await host.call('ConfigureProvider', {
      config: {
        msgpack: Buffer.concat([
          Buffer.from([0x82]),
          pack('folder'),
          Buffer.from([0xd4, 0, 0]),
          pack('mode'),
          pack(null),
        ]),
      },
    });
    expect(unknown.diagnostics[0]?.summary).toBe('"folder" in the provider block is not known yet');
  });

  test('private data travels from plan to apply to read', async () => {
    await configure();
    const planned = await planFor({});
    expect(JSON.parse(Buffer.from(planned.planned_private as Uint8Array).toString())).toEqual({
      token: 'token-of-a',
    });
    const applied = await host.call('ApplyResourceChange', {
      type_name: 'probe_item',
      prior_state: dynamic(null),
      planned_state: planned.planned_state,
      config: dynamic(config),
      planned_private: planned.planned_private,
    });
    expect(applied.diagnostics).toEqual([]);
    const kept = { token: 'token-of-a', created: 'token-of-a' };
    expect(JSON.parse(Buffer.from(applied.private as Uint8Array).toString())).toEqual(kept);
    const read = await host.call('ReadResource', {
      type_name: 'probe_item',
      current_state: applied.new_state,
      private: applied.private,
    });
    expect(JSON.parse(Buffer.from(read.private as Uint8Array).toString())).toEqual(kept);
    expect(valueOf(read.new_state)).toEqual(valueOf(applied.new_state));
  });

  test('signals do not end it; stopping aborts what is under way and what comes after', async () => {
    await configure();
    host.process.kill('SIGINT');
    const planned = await planFor({ fault: 'wait' });
    const request = {
      type_name: 'probe_item',
      prior_state: dynamic(null),
      planned_state: planned.planned_state,
      config: dynamic({ ...config, fault: 'wait' }),
    };
    const applying = host.call('ApplyResourceChange', request);
    while (!existsSync(join(folder, 'waiting.json'))) await delay(20);
    await host.call('StopProvider');
    const applied = await applying;
    expect(applied.diagnostics).toMatchObject([{ severity: 1, summary: 'interrupted' }]);
    expect(valueOf(applied.new_state)).toMatchObject({ id: 'id-a', revision: 1 });
    expect((await host.call('ApplyResourceChange', request)).diagnostics).toMatchObject([
      { summary: 'interrupted' },
    ]);
    rmSync(join(folder, 'waiting.json'));
  });

  test('a call that is cancelled or too late ends, and aborts its handler', async () => {
    await configure();
    const planned = await planFor({ fault: 'wait' });
    const request = encode(applyResourceChangeRequest, {
      type_name: 'probe_item',
      planned_state: planned.planned_state as { msgpack: Uint8Array },
      config: dynamic({ ...config, fault: 'wait' }),
    });
    const deadline = new Date(Date.now() + 300);
    await expect(
      host.raw('/tfplugin6.Provider/ApplyResourceChange', request, { deadline }),
    ).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
    expect((await planFor({})).diagnostics).toEqual([]);
  });

  test('logs are JSON lines; nothing but the handshake is on standard output', async () => {
    await configure();
    const planned = await planFor({ token: 'sensitive-value' });
    await host.call('ApplyResourceChange', {
      type_name: 'probe_item',
      prior_state: dynamic(null),
      planned_state: planned.planned_state,
      config: dynamic({ ...config, token: 'sensitive-value' }),
    });
    await host.shutDown();
    expect(host.output.stdout).toBe(`${host.handshake.join('|')}\n`);
    const entries = host.output.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(entries).toContainEqual(
      expect.objectContaining({
        '@level': 'debug',
        '@message': 'a library prints',
        '@module': 'provider.probe',
      }),
    );
    expect(entries.every((entry) => !Number.isNaN(Date.parse(entry['@timestamp'] ?? '')))).toBe(true);
  });

  test('a log that nobody reads any more stops nothing', async () => {
    await configure();
    host.process.stderr?.destroy();
    host.process.stdout?.destroy();
    // Logs a line.
    host.process.kill('SIGINT');
    await delay(100);
    expect((await planFor({})).diagnostics).toEqual([]);
    expect(await host.shutDown()).toBe(0);
  });
});
