import { hostname } from 'node:os';
import { gatherFacts, sshShell } from '../../src/bootstrap';
import { SshPool } from '../../src/drivers/ssh';
import { sshd, startOpenSshServer, type OpenSshServer } from '../drivers/ssh/support/openssh-server';
import { describeWith } from '../support/require-component';

describeWith(sshd, 'a host over SSH', () => {
  let server: OpenSshServer;
  let pool: SshPool;
  beforeAll(async () => {
    server = await startOpenSshServer();
    pool = new SshPool();
  });
  afterAll(async () => {
    await pool.closeAll();
    await server.stop();
  });

  test('tells its facts', async () => {
    expect((await gatherFacts(sshShell(pool, server.target))).hostname).toBe(hostname());
  });

  test('is reached over a new link after a lost one, which is recognised', async () => {
    const shell = sshShell(pool, server.target);
    const killServersEnd = [
      'process=$$',
      'until [ "$(ps -o comm= -p "$process" | cut -c 1-4)" = sshd ]; do process=$(ps -o ppid= -p "$process" | tr -d " "); done',
      'kill -9 "$process"',
      'sleep 60',
    ].join('\n');
    const error: unknown = await shell.run(killServersEnd).catch((caught: unknown) => caught);
    expect(shell.isLinkLost?.(error)).toBe(true);
    expect((await shell.run('echo again')).stdout).toBe('again\n');
  });
});
