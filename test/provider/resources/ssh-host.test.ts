import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '../../../src/drivers/ssh';
import { writeKey } from '../../drivers/ssh/support/keys';
import {
  freePort,
  sshd,
  startOpenSshServer,
  type OpenSshServer,
} from '../../drivers/ssh/support/openssh-server';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { relayTo } from '../support/relay';
import { allOf, configuration, terraformWithFleetwright, unwrapped } from '../support/fleetwright';

jest.setTimeout(180_000);

const ADDRESS = 'fleetwright_ssh_host.rack';
type Arguments = Readonly<Record<string, unknown>>;

describeWith(allOf(Terraform.component(), sshd), 'fleetwright_ssh_host under the Terraform CLI', () => {
  let server: OpenSshServer;
  let terraform: Terraform;

  beforeAll(async () => {
    server = await startOpenSshServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    terraform = terraformWithFleetwright();
    declare({ host_key: server.hostKeys.ed25519.public });
    await terraform.init();
  });
  afterEach(() => {
    terraform.dispose();
  });

  /** The host of the tests with these arguments; null leaves one out. */
  function declare(args: Arguments, more: object = {}): void {
    const all = {
      address: '127.0.0.1',
      port: server.port,
      user: userInfo().username,
      credential: 'default',
      ...args,
    };
    const rack = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    terraform.write('main.tf.json', configuration(provider(), { fleetwright_ssh_host: { rack } }, more));
  }

  /** With other host keys, but the same users. */
  function anotherMachine(): Promise<OpenSshServer> {
    return startOpenSshServer([`AuthorizedKeysFile ${join(server.folder, 'authorized_keys')}`]);
  }

  function provider(): object {
    return {
      ssh_credentials: {
        default: { private_key_file: server.userKeyFile },
        spare: { private_key_file: server.userKeyFile },
      },
    };
  }

  const fingerprint = () => fingerprintOf(server.hostKeys.ed25519.public);

  test('apply, refresh, import and change each end in an empty plan; destroy leaves the machine', async () => {
    await terraform.apply();
    const { values } = await terraform.resource(ADDRESS);
    expect(values).toEqual({
      address: '127.0.0.1',
      port: server.port,
      user: userInfo().username,
      credential: 'default',
      host_key: server.hostKeys.ed25519.public,
      known_hosts_file: null,
      trust_on_first_use: null,
      hostname: hostname(),
      os_id: osRelease('ID'),
      os_version: osRelease('VERSION_ID'),
      architecture: expect.stringMatching(/^(amd64|arm64)$/) as string,
      cpus: expect.any(Number) as number,
      memory_bytes: expect.any(Number) as number,
      machine_id: expect.any(String) as string,
    });
    expect(values['memory_bytes']).toBeGreaterThan(100 * 2 ** 20);
    expect(await terraform.plan()).toEqual([]);
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    await terraform.run('state', 'rm', ADDRESS);
    const key = encodeURIComponent(server.hostKeys.ed25519.public);
    const id = `ssh://${userInfo().username}@127.0.0.1:${server.port}?credential=default&host_key=${key}`;
    await terraform.run('import', '-no-color', ADDRESS, id);
    expect((await terraform.resource(ADDRESS)).values).toEqual(values);
    expect(await terraform.plan()).toEqual([]);

    declare({ host_key: fingerprint(), credential: 'spare' });
    const [change] = await terraform.plan();
    expect(change?.change.actions).toEqual(['update']);
    // The same key in another form is the same machine: what depends on its name must not be built anew.
    expect(change?.change.after_unknown).toEqual({});
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);

    await terraform.destroy();
    expect(await terraform.resources()).toEqual([]);
  });

  test('a key from known_hosts is pinned', async () => {
    const file = join(terraform.folder, 'known_hosts');
    writeFileSync(file, `[127.0.0.1]:${server.port} ${server.hostKeys.ecdsa.public}\n`);
    declare({ known_hosts_file: file });
    const [change] = await terraform.plan();
    expect(change?.change.after_unknown['host_key']).toBe(true);
    await terraform.apply();
    expect(fingerprintOf(String((await terraform.resource(ADDRESS)).values['host_key']))).toBe(
      fingerprintOf(server.hostKeys.ecdsa.public),
    );
    // Pinned: the file is not asked again.
    writeFileSync(file, '');
    expect(await terraform.plan()).toEqual([]);

    const unknown = join(terraform.folder, 'empty');
    writeFileSync(unknown, '');
    await terraform.destroy();
    declare({ known_hosts_file: unknown });
    const failed = await terraform.tryApply();
    expect(unwrapped(failed.output)).toContain(`known_hosts file "${unknown}" has no usable key of`);
    expect(await terraform.resources()).toEqual([]);
  });

  test('a key that was trusted at first is pinned; another one later fails with both fingerprints', async () => {
    const other = await anotherMachine();
    const port = await freePort();
    const relay = await relayTo(port, server.port);
    try {
      declare({ trust_on_first_use: true, port });
      await terraform.apply();
      const { values } = await terraform.resource(ADDRESS);
      expect(fingerprintOf(String(values['host_key']))).toBe(fingerprint());
      expect(await terraform.plan()).toEqual([]);

      relay.turnTo(other.port);
      const began = relay.connections();
      const failed = await terraform.try('plan', '-no-color');
      expect(failed.exitCode).toBe(1);
      const said = unwrapped(failed.output);
      expect(said).toContain(fingerprint());
      expect(said).toContain(fingerprintOf(other.hostKeys.ed25519.public));
      expect(said).toContain('terraform apply -refresh=false -replace=ADDRESS');
      expect(relay.connections() - began).toBe(1);
      expect((await terraform.resource(ADDRESS)).values).toEqual(values);

      await terraform.apply('-refresh=false', `-replace=${ADDRESS}`);
      expect(fingerprintOf(String((await terraform.resource(ADDRESS)).values['host_key']))).toBe(
        fingerprintOf(other.hostKeys.ed25519.public),
      );
      expect(await terraform.plan()).toEqual([]);
    } finally {
      relay.close();
      await other.stop();
    }
  });

  test('a learned key stays with the address it was learned at', async () => {
    declare({ trust_on_first_use: true });
    await terraform.apply();
    const other = await anotherMachine();
    try {
      declare({ trust_on_first_use: true, address: 'localhost', port: other.port });
      const [change] = await terraform.plan();
      expect(change?.change.actions).toEqual(['update']);
      expect(change?.change.after_unknown).toMatchObject({
        host_key: true,
        hostname: true,
        machine_id: true,
      });
      await terraform.apply();
      expect(fingerprintOf(String((await terraform.resource(ADDRESS)).values['host_key']))).toBe(
        fingerprintOf(other.hostKeys.ed25519.public),
      );
      expect(await terraform.plan()).toEqual([]);

      declare({ trust_on_first_use: true, address: 'localhost' });
      expect((await terraform.plan())[0]?.change.after_unknown).toEqual({});
      const failed = await terraform.tryApply();
      expect(unwrapped(failed.output)).toContain('another machine answers at this address');
    } finally {
      await other.stop();
    }
  });

  test('another machine at the same address, with its new key declared, is another machine', async () => {
    const port = await freePort();
    const other = await anotherMachine();
    const relay = await relayTo(port, server.port);
    try {
      declare({ host_key: server.hostKeys.ed25519.public, port });
      await terraform.apply();
      relay.turnTo(other.port);
      declare({ host_key: other.hostKeys.ed25519.public, port });
      const [change] = await terraform.plan('-refresh=false');
      expect(change?.change.after_unknown).toMatchObject({ hostname: true, machine_id: true, cpus: true });
      await terraform.apply('-refresh=false');
      expect(await terraform.plan()).toEqual([]);
    } finally {
      relay.close();
      await other.stop();
    }
  });

  test.each<[string, Arguments, string]>([
    ['none', {}, 'host "127.0.0.1" has no host key'],
    ['a refused one', { trust_on_first_use: false }, 'host "127.0.0.1" has no host key'],
    [
      'two',
      { host_key: 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ', trust_on_first_use: true },
      'host "127.0.0.1" has 2 sources of its host key',
    ],
    ['a wrong one', { host_key: 'MD5:aa:bb' }, 'invalid "host_key": host key "MD5:aa:bb" is neither'],
  ])('validate refuses %s of the ways to know a host', async (_, args, problem) => {
    declare(args);
    const { exitCode, output } = await terraform.try('validate', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(problem);
  });

  test('a module may pass all three ways on', async () => {
    const ways = ['host_key', 'known_hosts_file', 'trust_on_first_use'] as const;
    declare(Object.fromEntries(ways.map((way) => [way, `\${var.${way}}`])), {
      variable: Object.fromEntries(ways.map((way) => [way, { default: null }])),
    });
    await terraform.run('validate');
    terraform.write('terraform.tfvars.json', { host_key: fingerprint() });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    terraform.write('terraform.tfvars.json', { host_key: fingerprint(), trust_on_first_use: true });
    expect(unwrapped((await terraform.try('plan', '-no-color')).output)).toContain(
      'has 2 sources of its host key',
    );
  });

  test('a credential that is not in the provider block is known at plan time', async () => {
    declare({ host_key: fingerprint(), credential: 'nobody' });
    const { exitCode, output } = await terraform.try('plan', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('no SSH credential is named "nobody"');
    expect(unwrapped(output)).toContain('the provider block\'s ssh_credentials has "default", "spare"');
    expect(output).toMatch(/on main\.tf\.json line \d+, in resource\.fleetwright_ssh_host\.rack/);
  });

  test('a host that is away does not stop the plan, and stays in state', async () => {
    const away = await startOpenSshServer();
    declare({ host_key: away.hostKeys.ed25519.public, port: away.port, credential: 'away' });
    const twoHosts = JSON.parse(terraform.read('main.tf.json')) as {
      provider: { fleetwright: { ssh_credentials: Record<string, object> } };
      resource: { fleetwright_ssh_host: Record<string, object> };
    };
    twoHosts.provider.fleetwright.ssh_credentials['away'] = { private_key_file: copyOfKey(away) };
    terraform.write('main.tf.json', twoHosts);
    await terraform.apply();
    const before = await terraform.resource(ADDRESS);
    await away.stop();

    const result = await terraform.run('plan', '-no-color', '-detailed-exitcode');
    expect(unwrapped(result.output)).toContain('host 127.0.0.1 does not answer SSH and was left out');
    expect(result.output).toContain('No changes.');
    await terraform.apply('-refresh-only');
    expect(await terraform.resource(ADDRESS)).toEqual(before);
    await terraform.destroy();
    expect(await terraform.resources()).toEqual([]);
  });

  test('no private key is in the state, the plan or the log', async () => {
    terraform.dispose();
    terraform = terraformWithFleetwright({ TF_LOG: 'TRACE', TF_LOG_PATH: 'terraform.log' });
    const passphrase = 'four-random-words-here';
    const encrypted = join(terraform.folder, 'id_encrypted');
    writeFileSync(encrypted, server.userKey.private, { mode: 0o600 });
    const { status } = spawnSync('ssh-keygen', ['-q', '-p', '-N', passphrase, '-f', encrypted]);
    expect(status).toBe(0);
    writeFileSync(join(terraform.folder, 'passphrase'), `${passphrase}\n`);
    const ssh_credentials = {
      default: { private_key_file: encrypted, passphrase_file: join(terraform.folder, 'passphrase') },
    };
    const rack = {
      address: '127.0.0.1',
      port: server.port,
      user: userInfo().username,
      credential: 'default',
      host_key: fingerprint(),
    };
    terraform.write('main.tf.json', configuration({ ssh_credentials }, { fleetwright_ssh_host: { rack } }));
    await terraform.init();
    const planned = await terraform.run('plan', '-no-color', '-out=test.tfplan');
    const shown = await terraform.run('show', '-json', 'test.tfplan');
    const applied = await terraform.apply('test.tfplan');
    const log = terraform.read('terraform.log');
    expect(log).toContain('ApplyResourceChange');
    const seen = [planned.output, shown.output, applied.output, (await terraform.state()).output, log].join();
    expect(seen).not.toContain(passphrase);
    expect(seen).not.toContain('PRIVATE KEY');
    for (const file of [server.userKeyFile, encrypted]) {
      const lines = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line));
      expect(lines.length).toBeGreaterThan(2);
      for (const line of lines) expect(seen).not.toContain(line);
    }
  });

  /** A key file that outlives its server's folder. */
  function copyOfKey(of: OpenSshServer): string {
    return writeKey(terraform.folder, 'id_away', of.userKey);
  }
});

const user = 'fleetwright-plain';
const mayAddUser = process.env.CI === 'true' || process.env.FLEETWRIGHT_TEST_SUDO === '1';
const plainUser = {
  name: 'a user without sudo',
  available: userInfo().uid === 0 && mayAddUser,
  howToEnable: `run the tests as root with FLEETWRIGHT_TEST_SUDO=1, which adds and removes the user ${user}`,
};

describeWith(
  allOf(Terraform.component(), sshd, plainUser),
  'fleetwright_ssh_host of a user who cannot become root',
  () => {
    let server: OpenSshServer;
    let terraform: Terraform;

    beforeAll(async () => {
      spawnSync('userdel', ['--remove', '--force', user]);
      // "*" is no password that can match, and unlike "!" no locked account, which sshd would refuse.
      const added = spawnSync('useradd', ['--create-home', '--shell', '/bin/sh', '--password', '*', user]);
      expect(added.status).toBe(0);
      server = await startOpenSshServer();
      chmodSync(server.folder, 0o755);
      terraform = terraformWithFleetwright();
    });
    afterAll(async () => {
      terraform.dispose();
      await server.stop();
      spawnSync('userdel', ['--remove', '--force', user]);
    });

    test('is refused with what to do, and nothing is in state', async () => {
      const rack = {
        address: '127.0.0.1',
        port: server.port,
        user,
        credential: 'default',
        host_key: server.hostKeys.ed25519.public,
      };
      const provider = { ssh_credentials: { default: { private_key_file: server.userKeyFile } } };
      terraform.write('main.tf.json', configuration(provider, { fleetwright_ssh_host: { rack } }));
      await terraform.init();
      const failed = await terraform.tryApply();
      expect(failed.exitCode).toBe(1);
      expect(unwrapped(failed.output)).toContain(`user "${user}" cannot become root on 127.0.0.1`);
      expect(unwrapped(failed.output)).toContain('let the user run sudo without a password');
      expect(failed.output).toMatch(/in resource\.fleetwright_ssh_host\.rack:\s+\d+:\s+"user"/);
      expect(await terraform.resources()).toEqual([]);
    });
  },
);

function osRelease(field: string): string {
  const text = readFileSync('/etc/os-release', 'utf8');
  return new RegExp(`^${field}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
}
