import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { SshCommandError, SshConnection, SshSudoError, SshTimeoutError } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { temporaryFolder } from './support/folder';
import { hasSudo, sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

jest.setTimeout(30_000);

const USER = 'fleetwright-test';
const SUDOERS = `/etc/sudoers.d/${USER}`;

// Adds a user to this machine for a moment, which only a machine made for tests should have to bear.
const allowed = process.env.CI === 'true' || process.env.FLEETWRIGHT_TEST_SUDO === '1';

const component = {
  name: 'sshd and sudo on a machine for tests',
  available: sshd.available && hasSudo && userInfo().uid === 0 && allowed,
  howToEnable:
    'install openssh-server and sudo, and run the tests as root with FLEETWRIGHT_TEST_SUDO=1: they add and remove ' +
    `the user ${USER}`,
};

describeWith(component, 'a user who is not root', () => {
  let server: OpenSshServer;
  let connection: SshConnection;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeAll(async () => {
    removeUser();
    // "*" is no password that can match, and unlike "!" no locked account, which sshd would refuse.
    expect(
      spawnSync('useradd', ['--create-home', '--shell', '/bin/sh', '--password', '*', USER]).status,
    ).toBe(0);
    server = await startOpenSshServer();
    chmodSync(server.folder, 0o755);
    folder = temporaryFolder();
    allow('NOPASSWD: ALL');
    connection = await SshConnection.connect({ ...server.target, user: USER });
  });
  afterAll(async () => {
    connection.close();
    await server.stop();
    folder.remove();
    removeUser();
  });

  function allow(what: string): void {
    writeFileSync(SUDOERS, `${USER} ALL=(ALL) ${what}\n`, { mode: 0o440 });
  }

  test('runs scripts as root only when asked to', async () => {
    expect((await connection.run('id -un')).stdout).toBe(`${USER}\n`);
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
    const path = join(folder.path, 'config');
    const data = Buffer.alloc(6 * 1024 * 1024, 'é\r\n\0');
    await failureOf(SshCommandError, connection.upload({ kind: 'content', data }, path, { mode: '0600' }));
    await connection.upload({ kind: 'content', data }, path, { mode: '0600', owner: 'daemon', sudo: true });
    expect(readFileSync(path).equals(data)).toBe(true);
    expect(statSync(path).uid).not.toBe(0);
    expect(readdirSync(folder.path)).toEqual(['config']);
  });

  test('kills what runs as root', async () => {
    const group = join(folder.path, 'group');
    await failureOf(
      SshTimeoutError,
      connection.run(`echo $$ > ${group}; sleep 304 & sleep 304`, { sudo: true, timeoutMs: 700 }),
    );
    const processes = spawnSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' }).stdout.split('\n');
    const pattern = new RegExp(`^ *${readFileSync(group, 'utf8').trim()} +[^Z ]`);
    expect(processes.filter((line) => pattern.test(line))).toEqual([]);
  });

  test('is told when sudo would ask for a password', async () => {
    allow('ALL');
    try {
      const error = await failureOf(SshSudoError, connection.run('id', { sudo: true }));
      expect(error.message).toMatch(/without a password: sudo: .*NOPASSWD/s);
      const path = join(folder.path, 'refused');
      await failureOf(
        SshSudoError,
        connection.upload({ kind: 'content', data: 'x' }, path, { mode: '0600', sudo: true }),
      );
    } finally {
      allow('NOPASSWD: ALL');
    }
  });
});

function removeUser(): void {
  rmSync(SUDOERS, { force: true });
  spawnSync('userdel', ['--remove', '--force', USER]);
}
