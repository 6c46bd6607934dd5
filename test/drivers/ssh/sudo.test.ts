import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { SshCommandError, SshConnection, SshSudoError, SshTimeoutError } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { hasSudo, sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

const isRoot = userInfo().uid === 0;
const mayAddUser = process.env.CI === 'true' || process.env.FLEETWRIGHT_TEST_SUDO === '1';

// A user with sudo is tested as they are; root adds a user for a moment, which only a machine for tests should bear.
const user = isRoot ? 'fleetwright-test' : userInfo().username;
const sudoers = `/etc/sudoers.d/${user}`;

const component = {
  name: 'sshd and sudo without a password',
  available:
    sshd.available && (isRoot ? hasSudo && mayAddUser : spawnSync('sudo', ['-n', 'true']).status === 0),
  howToEnable:
    'install openssh-server and sudo, and run the tests as a user with sudo without a password, or as root with ' +
    `FLEETWRIGHT_TEST_SUDO=1, which adds and removes the user ${user}`,
};

describeWith(component, 'a user who is not root', () => {
  let server: OpenSshServer;
  let connection: SshConnection;
  /** Only root may look into it. */
  let folder: string;

  beforeAll(async () => {
    if (isRoot) {
      removeUser();
      // "*" is no password that can match, and unlike "!" no locked account, which sshd would refuse.
      const { status } = spawnSync('useradd', [
        '--create-home',
        '--shell',
        '/bin/sh',
        '--password',
        '*',
        user,
      ]);
      expect(status).toBe(0);
      allow('NOPASSWD: ALL');
    }
    server = await startOpenSshServer();
    chmodSync(server.folder, 0o755);
    connection = await SshConnection.connect({ ...server.target, user });
    folder = (await asRoot('mktemp -d')).trim();
  });
  afterAll(async () => {
    await asRoot(`rm -r ${folder}`);
    connection.close();
    await server.stop();
    if (isRoot) removeUser();
  });

  function allow(what: string): void {
    writeFileSync(sudoers, `${user} ALL=(ALL) ${what}\n`, { mode: 0o440 });
  }

  function removeUser(): void {
    rmSync(sudoers, { force: true });
    spawnSync('userdel', ['--remove', '--force', user]);
  }

  async function asRoot(script: string): Promise<string> {
    return (await connection.run(script, { sudo: true })).stdout;
  }

  test('runs scripts as root only when asked to', async () => {
    expect((await connection.run('id -un')).stdout).toBe(`${user}\n`);
    expect(
      (await connection.run('id -un; echo err >&2; exit 3', { sudo: true, okExitCodes: [3] })).stdout,
    ).toBe('root\n');
  });

  test('keeps scripts, secrets and large output whole through sudo', async () => {
    const environment = { TOKEN: "it's $secret" };
    const { stdout } = await connection.run(
      'printf "%s\\n" "$TOKEN"; ps -ef | grep -c "[$]secret" || true; seq 1 200000',
      {
        sudo: true,
        environment,
      },
    );
    expect(stdout).toMatch(/^it's \$secret\n0\n1\n2\n/);
    expect(stdout.endsWith('\n200000\n')).toBe(true);
  });

  test('redacts what a failing sudo command prints', async () => {
    const secret = `s3cret'"value`;
    const error = await failureOf(
      SshCommandError,
      connection.run('echo "cannot log in with $S" >&2; exit 9', {
        sudo: true,
        environment: { S: secret },
        secrets: [secret],
      }),
    );
    expect(error.message).toContain('cannot log in with (redacted)');
  });

  test('writes files that belong to root', async () => {
    const path = join(folder, 'config');
    const data = Buffer.alloc(6 * 1024 * 1024, 'é\r\n\0');
    await failureOf(SshCommandError, connection.upload({ kind: 'content', data }, path, { mode: '0600' }));
    await connection.upload({ kind: 'content', data }, path, { mode: '0600', owner: 'daemon', sudo: true });
    const sum = createHash('sha256').update(data).digest('hex');
    expect(await asRoot(`cd ${folder}; ls -A; stat -c '%a %U' config; sha256sum < config`)).toBe(
      `config\n600 daemon\n${sum}  -\n`,
    );
  });

  test('kills what runs as root', async () => {
    const group = join(folder, 'group');
    await failureOf(
      SshTimeoutError,
      connection.run(`echo $$ > ${group}; sleep 304 & sleep 304`, { sudo: true, timeoutMs: 700 }),
    );
    const processes = spawnSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' }).stdout.split('\n');
    const pattern = new RegExp(`^ *${(await asRoot(`cat ${group}`)).trim()} +[^Z ]`);
    expect(processes.filter((line) => pattern.test(line))).toEqual([]);
  });

  (isRoot ? test : test.skip)('is told when sudo would ask for a password', async () => {
    allow('ALL');
    try {
      const error = await failureOf(SshSudoError, connection.run('id', { sudo: true }));
      expect(error.message).toMatch(/without a password: sudo: .*NOPASSWD/s);
      const path = join(folder, 'refused');
      await failureOf(
        SshSudoError,
        connection.upload({ kind: 'content', data: 'x' }, path, { mode: '0600', sudo: true }),
      );
    } finally {
      allow('NOPASSWD: ALL');
    }
  });
});
