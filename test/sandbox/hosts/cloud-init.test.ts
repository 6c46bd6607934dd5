import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { buildUserData, generateHostKeyPair } from '../../../src/drivers/ec2';
import type { MachineSpec } from '../../../src/sandbox/hosts';
import { parseUserData } from '../../../src/sandbox/hosts/cloud-init/user-data';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import { machinesComponent, Park } from './support/park';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

describe('user data', () => {
  const config = '#cloud-config\nhostname: web\n';
  const script = '#!/bin/sh\necho hello\n';

  test('is a cloud-config or a script, packed or not', () => {
    expect(parseUserData(config)).toEqual({ config: { hostname: 'web' }, scripts: [], warnings: [] });
    expect(parseUserData(gzipSync(script))).toEqual({ config: {}, scripts: [script], warnings: [] });
    expect(parseUserData('')).toEqual({ config: {}, scripts: [], warnings: [] });
  });

  test('has both in parts of a MIME document', () => {
    const document = [
      'Content-Type: multipart/mixed; boundary="==X=="',
      'MIME-Version: 1.0',
      '',
      '--==X==',
      'Content-Type: text/cloud-config; charset="us-ascii"',
      '',
      config,
      '--==X==',
      'Content-Type: text/x-shellscript',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(script).toString('base64'),
      '--==X==--',
      '',
    ].join('\n');
    expect(parseUserData(document)).toEqual({ config: { hostname: 'web' }, scripts: [script], warnings: [] });
    expect(parseUserData(document.replaceAll('\n', '\r\n')).config).toEqual({ hostname: 'web' });
  });

  test('says what it cannot use', () => {
    expect(parseUserData('hello').warnings).toEqual([expect.stringContaining("'hello...'")]);
    expect(parseUserData('#cloud-config\n- a\n').warnings).toEqual([expect.stringContaining('dict')]);
    expect(parseUserData('#cloud-config\na: [\n').warnings).toEqual([
      expect.stringContaining('Failed loading yaml'),
    ]);
  });
});

describeWith(machinesComponent, 'cloud-init', () => {
  const park = new Park();
  afterAll(() => park.close());

  function boot(config: object, spec: Partial<MachineSpec> & { user?: string } = {}) {
    return park.boot({ userData: `#cloud-config\n${stringify(config)}`, ...spec });
  }

  test('prints the fingerprints and the host keys on the console as it does on EC2', async () => {
    const machine = await park.boot();
    const output = await eventually(
      () => machine.consoleOutput(),
      (text) => text.includes('Cloud-init v.'),
    );
    const [fingerprints = ''] =
      /-----BEGIN SSH HOST KEY FINGERPRINTS-----[\s\S]*-----END SSH HOST KEY FINGERPRINTS-----/.exec(
        output,
      ) ?? [];
    expect(fingerprints).toMatch(
      /^<14>\w{3} [ \d]\d [\d:]{8} ec2: 256 SHA256:[\w+/]{43} root@m-\d+ \(ED25519\)\r$/m,
    );
    const ssh = await park.connect(machine);
    expect(fingerprints).toContain(ssh.hostKeyFingerprint);
    const [, keys = ''] =
      /-----BEGIN SSH HOST KEY KEYS-----\r\n([\s\S]*)-----END SSH HOST KEY KEYS-----/.exec(output) ?? [];
    expect(keys.trim().split('\r\n')).toEqual(machine.hostKeys);
  });

  test('uses the host key it is given and makes no other', async () => {
    const given = makeSshKeyPair('ed25519');
    const machine = await boot({
      ssh_keys: { ed25519_private: given.private, ed25519_public: `${given.public} injected` },
    });
    expect(machine.hostKeys).toEqual([`${given.public.split(' ').slice(0, 2).join(' ')} injected`]);
    const ssh = await park.connect(machine);
    expect(ssh.hostKey).toBe(given.public.split(' ').slice(0, 2).join(' '));
  });

  test('takes the user data that our EC2 driver builds, and the key that is made at the first login', async () => {
    const hostKey = generateHostKeyPair();
    const own = Buffer.from('#!/bin/sh\necho own >/root/own\n');
    const userData = buildUserData({ own, hostKey }) ?? Buffer.alloc(0);
    const machine = await park.boot({ userData, user: 'admin' });
    const ssh = await park.connect(machine, 'admin');
    expect(ssh.hostKey).toBe(hostKey.publicKey);
    const rotate = `cd /etc/ssh; ssh-keygen -q -t ed25519 -N '' -C '' -f new </dev/null
mv new.pub ssh_host_ed25519_key.pub; mv new ssh_host_ed25519_key; systemctl try-reload-or-restart ssh.service`;
    await ssh.run(rotate, { sudo: true });
    expect(machine.hostKeys[0]).not.toContain(hostKey.publicKey);
    expect((await park.connect(machine, 'admin')).hostKey).toBe(machine.hostKeys[0]?.trim());
    await eventually(
      () => machine.files.read('/root/own'),
      (text) => text === 'own\n',
    );
  });

  test('makes users, files and names before anybody logs in, and runs scripts afterwards, once', async () => {
    const other = makeSshKeyPair('ed25519');
    const machine = await boot(
      {
        hostname: 'renamed',
        ssh_authorized_keys: [other.public],
        users: [
          'default',
          { name: 'deploy', sudo: 'ALL=(ALL) NOPASSWD:ALL', ssh_authorized_keys: [park.publicKey] },
        ],
        write_files: [
          { path: '/etc/app/config', content: 'aGVsbG8=', encoding: 'b64', permissions: '0640' },
          { path: '/etc/motd', content: 'one\n' },
          { path: '/etc/motd', content: 'two\n', append: true },
        ],
        bootcmd: ['echo booted >>/root/boots'],
        runcmd: ['echo $0 ran >>/root/ran', ['sh', '-c', 'echo "with  spaces" >>/root/ran'], 'false'],
        packages: ['socat'],
        mounts: [['/dev/xvdb']],
      },
      { user: 'admin' },
    );
    const ssh = await park.connect(machine, 'deploy');
    const { stdout, exitCode } = await ssh.run(
      'cloud-init status --wait; sudo cat /root/ran; hostname; command -v socat',
      { okExitCodes: 'any' },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^status: error\n.* ran\nwith {2}spaces\nrenamed\n\/usr\/local\/bin\/socat\n$/);
    expect(machine.files.read('/etc/app/config')).toBe('hello');
    expect(machine.files.read('/etc/motd')).toBe('one\ntwo\n');
    expect(machine.files.read('/home/admin/.ssh/authorized_keys')).toContain(other.public);
    expect(machine.consoleOutput()).toContain('the sandbox does not cover the cloud-config key "mounts"');
    expect(machine.consoleOutput()).toContain('Failed to run module scripts-user');
    await machine.reboot();
    await (await park.connect(machine, 'deploy')).run('cloud-init status --wait');
    expect(machine.files.read('/root/ran')?.match(/ ran/g)).toHaveLength(1);
    expect(machine.files.read('/root/boots')).toBe('booted\nbooted\n');
  });

  test('runs a script that is all the user data', async () => {
    const machine = await park.boot({ userData: '#!/bin/sh\necho from a script >/root/done\n' });
    await eventually(
      () => machine.files.read('/root/done'),
      (text) => text === 'from a script\n',
    );
  });
});
