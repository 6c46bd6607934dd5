import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { bundleTestProvider } from './fixtures/bundle';
import { cookie, PluginHost } from './fixtures/plugin-host';

describe('the handshake', () => {
  const file = bundleTestProvider();
  const hosts: PluginHost[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'tfplugin-sockets-'));
  const start = async (
    ...options: Parameters<typeof PluginHost.start> extends [string, ...infer R] ? R : never
  ) => {
    const host = await PluginHost.start(file, ...options);
    hosts.push(host);
    return host;
  };

  afterEach(() => hosts.splice(0).forEach((host) => host.kill()));
  afterAll(() => {
    rmSync(dirname(file), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  test('run by hand, it explains itself and exits with 1', () => {
    const run = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('this is the Terraform provider "probe" 1.2.3. It is not run by hand');
  });

  test('a wrong cookie is as good as none', () => {
    const env = { ...process.env, TF_PLUGIN_MAGIC_COOKIE: 'x' };
    expect(spawnSync(process.execPath, [file], { env }).status).toBe(1);
  });

  test('a client certificate that is none stops it: nobody could be let in', () => {
    const env = { ...process.env, ...cookie, PLUGIN_CLIENT_CERT: 'nonsense' };
    const run = spawnSync(process.execPath, [file], { env, encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain('PLUGIN_CLIENT_CERT is not a PEM certificate');
  });

  test('the line names protocol 6, a socket in the folder asked for and its own certificate', async () => {
    const host = await start({ environment: { PLUGIN_UNIX_SOCKET_DIR: folder } });
    const [core, app, network, address = '', protocol, certificate = ''] = host.handshake;
    expect([core, app, network, protocol]).toEqual(['1', '6', 'unix', 'grpc']);
    expect(dirname(address)).toBe(folder);
    expect(certificate).not.toMatch(/=/);
    const parsed = new X509Certificate(Buffer.from(certificate, 'base64'));
    expect(parsed.checkHost('localhost')).toBe('localhost');
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.ca).toBe(true);
    expect(await host.shutDown()).toBe(0);
    expect(existsSync(address)).toBe(false);
  });

  test('a host that offers no version it speaks is told the version it speaks', async () => {
    const host = await start({ environment: { PLUGIN_PROTOCOL_VERSIONS: '5' } });
    expect(host.handshake[1]).toBe('6');
  });

  test('a path too long for a socket gets a port in the range of the host', async () => {
    const environment = {
      PLUGIN_UNIX_SOCKET_DIR: join(folder, 'x'.repeat(200)),
      PLUGIN_MIN_PORT: '10000',
      PLUGIN_MAX_PORT: '25000',
    };
    const host = await start({ environment });
    expect(host.handshake[2]).toBe('tcp');
    const port = Number(host.handshake[3]?.split(':')[1]);
    expect(port).toBeGreaterThanOrEqual(10_000);
    expect(port).toBeLessThanOrEqual(25_000);
    expect((await host.call('GetProviderSchema')).diagnostics).toEqual([]);
  });

  test('without a client certificate it serves without TLS', async () => {
    const host = await start({ tls: false });
    expect(host.handshake[5]).toBe('');
    expect((await host.call('GetProviderSchema')).diagnostics).toEqual([]);
  });

  test('any other client certificate is refused', async () => {
    const host = await start({ presents: 'another certificate' });
    await expect(host.raw('/grpc.health.v1.Health/Check', new Uint8Array())).rejects.toMatchObject({
      code: 14,
    });
    expect(host.process.exitCode).toBeNull();
  });

  test('a Terraform that was killed leaves no provider behind', async () => {
    const orphanage = spawn('sh', ['-c', `"${process.execPath}" "${file}" & sleep 1`], {
      env: { ...process.env, ...cookie },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    orphanage.stdout.resume();
    await once(orphanage.stdout, 'close');
    expect(orphanage.exitCode).toBe(0);
  });
});
