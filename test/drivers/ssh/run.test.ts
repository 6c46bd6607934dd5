import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SshAbortError,
  SshCommandError,
  SshConfigurationError,
  SshConnection,
  SshShellError,
  SshTimeoutError,
  isRetryable,
} from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

/** What runs in a process group; processes that ended and only wait to be collected do not count. */
function processesOf(group: string): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => new RegExp(`^ *${group} +[^Z ]`).test(line));
}

/** A killed process ends when it would run next, which takes a moment on a busy computer. */
async function endOf(group: string): Promise<string[]> {
  for (let look = 0; look < 50 && processesOf(group).length > 0; look += 1) await sleep(100);
  return processesOf(group);
}

describeWith(sshd, 'a script on a host', () => {
  let server: OpenSshServer;
  let connection: SshConnection;

  beforeAll(async () => {
    server = await startOpenSshServer();
    connection = await SshConnection.connect(server.target);
  });
  afterAll(async () => {
    connection.close();
    await server.stop();
  });

  test('returns stdout, stderr and the exit code apart', async () => {
    await expect(connection.run('echo out; echo err >&2')).resolves.toEqual({
      exitCode: 0,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('has an empty stdin, so that a command that reads does not swallow the rest', async () => {
    const { stdout } = await connection.run('cat; read -r line || echo "end of file"; echo rest');
    expect(stdout).toBe('end of file\nrest\n');
  });

  test('is POSIX sh with here-documents, functions, set -e and traps', async () => {
    const script = `set -eu
f() { printf '%s|' "$@"; }
f 'a b' "it's" '\\n'
cat <<END
here $((1 + 2))
END
trap 'echo trapped' EXIT
false
echo unreachable`;
    const { exitCode, stdout } = await connection.run(script, { okExitCodes: 'any' });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "a b|it's|\\n|here 3\ntrapped\n" });
  });

  test('may end in the middle of a here-document without a line break', async () => {
    expect((await connection.run('cat <<END\nlast\nEND')).stdout).toBe('last\n');
  });

  test('may be larger than an argument list allows', async () => {
    const filler = `# ${'x'.repeat(98)}\n`.repeat(30_000);
    expect((await connection.run(`${filler}echo done`)).stdout).toBe('done\n');
  });

  test('keeps scripts and environment out of the process list', async () => {
    const { stdout } = await connection.run(
      'secret_in_script=hunter2-script; ps -ef; echo "$TOKEN" | wc -c',
      {
        environment: { TOKEN: "hunter2-environment'$(id)" },
      },
    );
    expect(stdout).toMatch(/\n26\n$/);
    expect(stdout).toContain('setsid');
    expect(stdout).not.toContain('hunter2');
  });

  test('refuses environment names that are no shell names', async () => {
    const error = await failureOf(
      SshConfigurationError,
      connection.run('true', { environment: { 'A;id': 'x' } }),
    );
    expect(error.message).toContain('"A;id"');
  });

  test('hands on lines as they arrive, also characters cut in half', async () => {
    const lines: string[] = [];
    const { stdout } = await connection.run(
      "printf 'gr\\303'; sleep 0.2; printf '\\274n\\r\\n'; printf 'last'",
      { onStdoutLine: (line) => lines.push(line) },
    );
    expect(lines).toEqual(['grün', 'last']);
    expect(stdout).toBe('grün\r\nlast');
  });

  test('ends when a listener throws, and so does the script', async () => {
    const marker = join(server.folder, 'listener');
    await expect(
      connection.run(`echo one; sleep 30; touch ${marker}`, {
        onStdoutLine: () => {
          throw new Error('unreadable report');
        },
      }),
    ).rejects.toThrow('unreadable report');
  });

  test('keeps the end of a large output', async () => {
    const { stdout } = await connection.run('seq 1 2000000');
    expect(stdout.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(stdout.length).toBeGreaterThan(4 * 1024 * 1024 - 10);
    expect(stdout).toMatch(/^\d{7}\n/);
    expect(stdout.endsWith('1999999\n2000000\n')).toBe(true);
  });

  test('fails with the exit code and the whole stderr, secrets redacted', async () => {
    const secret = "pa'ss $word";
    const error = await failureOf(
      SshCommandError,
      connection.run(`seq 1 5000 >&2; printf '%s\\n' "$S" | tee /dev/stderr; exit 3`, {
        environment: { S: secret },
        secrets: [secret],
      }),
    );
    expect(error.exitCode).toBe(3);
    expect(error.stdout).toBe('(redacted)\n');
    expect(error.stderr).toMatch(/^1\n2\n/);
    expect(error.stderr).toMatch(/5000\n\(redacted\)\n$/);
    expect(error.message).toContain(`127.0.0.1:${server.port} exited with code 3: …`);
    expect(error.message.length).toBeLessThan(2_500);
    expect(isRetryable(error)).toBe(false);
  });

  test('accepts the exit codes it is told to', async () => {
    expect((await connection.run('exit 4', { okExitCodes: [0, 4] })).exitCode).toBe(4);
    await failureOf(SshCommandError, connection.run('true', { okExitCodes: [4] }));
  });

  test('reports a signal as a shell does', async () => {
    expect((await connection.run('kill -s KILL $$', { okExitCodes: 'any' })).exitCode).toBe(137);
  });

  test('ends although a service that it started holds its output open', async () => {
    const pidFile = join(server.folder, 'daemon.pid');
    const { stdout } = await connection.run(`sleep 300 & echo $! > ${pidFile}; echo started`);
    expect(stdout).toBe('started\n');
    process.kill(Number(readFileSync(pidFile, 'utf8')));
  });

  test.each([
    ['and all its children are killed at the time limit', 'sleep 301'],
    ['and is killed although it ignores the request to end', "trap '' TERM; sleep 301"],
  ])(
    '%s',
    async (_name, body) => {
      const pids = join(server.folder, 'pids');
      const script = `echo $$ > ${pids}; (${body}; true) & ${body}; sleep 301; echo survived`;
      const error = await failureOf(SshTimeoutError, connection.run(script, { timeoutMs: 600 }));
      expect(error.name).toBe('TimeoutError');
      expect(error.message).toMatch(/more than 600 ms$/);
      expect(await endOf(readFileSync(pids, 'utf8').trim())).toEqual([]);
      expect((await connection.run('echo alive')).stdout).toBe('alive\n');
    },
    20_000,
  );

  test('tells at the time limit what it has said, secrets redacted', async () => {
    const error = await failureOf(
      SshTimeoutError,
      connection.run('echo "waiting with $S" >&2; sleep 303', {
        timeoutMs: 500,
        environment: { S: 'hunter2' },
        secrets: ['hunter2'],
      }),
    );
    expect(error.message).toMatch(/more than 500 ms; stderr so far: waiting with \(redacted\)$/);
  });

  test('can clean up when it is stopped', async () => {
    const marker = join(server.folder, 'cleaned');
    await failureOf(
      SshTimeoutError,
      connection.run(`trap 'touch ${marker}; exit 1' TERM; sleep 302`, { timeoutMs: 500 }),
    );
    expect(existsSync(marker)).toBe(true);
  });

  test('is killed when the caller aborts', async () => {
    const pids = join(server.folder, 'aborted');
    const abort = new AbortController();
    const running = connection.run(`echo $$ > ${pids}; echo started; sleep 303`, {
      signal: abort.signal,
      onStdoutLine: () => {
        abort.abort();
      },
    });
    const error = await failureOf(SshAbortError, running);
    expect(error.name).toBe('AbortError');
    expect(await endOf(readFileSync(pids, 'utf8').trim())).toEqual([]);
  });

  test('is not started when the signal is aborted already', async () => {
    await failureOf(SshAbortError, connection.run('true', { signal: AbortSignal.abort() }));
  });

  test('waits for a session instead of asking for more than the host allows', async () => {
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => connection.run(`sleep 0.05; echo ${index}`)),
    );
    expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, index) => `${index}\n`));
  });

  test('leaves the queue when the caller aborts', async () => {
    const abort = new AbortController();
    const busy = Array.from({ length: 8 }, () => connection.run('sleep 0.5'));
    const queued = connection.run('true', { signal: abort.signal });
    await sleep(50);
    abort.abort();
    await failureOf(SshAbortError, queued);
    await Promise.all(busy);
  });
});

describeWith(sshd, 'a host that is set up differently', () => {
  async function withServer(
    config: string[],
    body: (connection: SshConnection, server: OpenSshServer) => Promise<void>,
  ) {
    const server = await startOpenSshServer(config);
    const connection = await SshConnection.connect(server.target);
    try {
      await body(connection, server);
    } finally {
      connection.close();
      await server.stop();
    }
  }

  test('with fewer sessions than usual still runs everything', async () => {
    await withServer(['MaxSessions 2'], async (connection) => {
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, index) => connection.run(`sleep 0.02; echo ${index}`)),
      );
      expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, index) => `${index}\n`));
    });
  });

  test('with a forced command says what was printed instead', async () => {
    await withServer(
      ['ForceCommand echo "Please login as the user admin"; exit 142'],
      async (connection, server) => {
        const error = await failureOf(SshShellError, connection.run('echo hidden'));
        expect(error.message).toContain('exited with code 142: Please login as the user admin');
        const target = join(server.folder, 'never');
        await failureOf(Error, connection.upload({ kind: 'content', data: 'x' }, target, { mode: '0600' }));
        expect(existsSync(target)).toBe(false);
      },
    );
  });

  test("whose login shell talks first still gives the script's own output", async () => {
    const noisy = 'ForceCommand echo "welcome to this machine"; eval "$SSH_ORIGINAL_COMMAND"';
    await withServer([noisy], async (connection) => {
      expect((await connection.run('echo mine')).stdout).toBe('mine\n');
    });
  });
});
