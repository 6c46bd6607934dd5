import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { SandboxStatus } from '../../src/sandbox/daemon';
import { machinesComponent } from '../sandbox/hosts/support/park';
import { describeWith } from '../support/require-component';

const main = resolve(__dirname, '../../dist/cli/main.js');
// A socket's path must be short.
const parent = mkdtempSync(join(tmpdir(), 'fw-'));
const folder = join(parent, 'box');
const env = { ...process.env, FLEETWRIGHT_SANDBOX_FOLDER: folder };

function sandbox(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, 'sandbox', ...args], { encoding: 'utf8', env, timeout: 50_000 });
}

function json<T>(...args: string[]): T {
  const { status, stdout, stderr } = sandbox(...args, '--json');
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** Nobody may have asked yet how it ended. */
function hasEnded(pid: number): boolean {
  const state = `/proc/${String(pid)}/stat`;
  return !existsSync(state) || readFileSync(state, 'utf8').includes(') Z ');
}

afterAll(() => {
  sandbox('down');
  rmSync(parent, { recursive: true, force: true });
});

describe('without a sandbox', () => {
  test('its commands say how to start one', () => {
    for (const args of [['status'], ['reset'], ['env'], ['faults', 'list'], ['kubeconfig']]) {
      const { status, stdout, stderr } = sandbox(...args);
      expect([args, status, stdout]).toEqual([args, 1, '']);
      expect(stderr).toContain('no sandbox is running; start one with "fleetwright sandbox up"');
    }
  });

  test('down has nothing to do', () => {
    expect(sandbox('down')).toMatchObject({ status: 0, stderr: 'no sandbox was running\n' });
    expect(json('down')).toEqual({ stopped: false });
  });

  test.each([
    [['up', '--speed', '0']],
    [['up', '--rack', 'two']],
    [['faults', 'add', 'slow', '--probability', '2']],
    [['faults', 'add', 'slow', '--service', 's3']],
  ])('%j is not understood', (args) => {
    expect(sandbox(...args).status).toBe(2);
  });
});

test('started several times at once, there is one, which all of them get', async () => {
  const up = [main, 'sandbox', 'up', '--rack', '0', '--json'];
  const answers = await Promise.all(
    [1, 2, 3].map(async () => {
      const { stdout } = await promisify(execFile)(process.execPath, up, { env });
      return JSON.parse(stdout) as SandboxStatus & { started: boolean };
    }),
  );
  expect(answers.filter(({ started }) => started)).toHaveLength(1);
  const [first] = answers;
  expect(answers.map(({ pid, ssh }) => ({ pid, ssh }))).toEqual(
    answers.map(() => ({ pid: first?.pid, ssh: first?.ssh })),
  );
  expect(existsSync(first?.ssh.keyFile ?? '')).toBe(true);
  expect(json('status')).toMatchObject({ pid: first?.pid });
  expect(json('down')).toEqual({ stopped: true });
  expect(hasEnded(first?.pid ?? 0)).toBe(true);
  expect(existsSync(folder)).toBe(false);
});

test('where machines cannot boot, the EC2 API is up without them, and it says why', () => {
  const bin = join(parent, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'unshare'),
    '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n',
    {
      mode: 0o755,
    },
  );
  const without = { ...env, PATH: `${bin}:${process.env.PATH ?? ''}` };
  const { stdout } = spawnSync(process.execPath, [main, 'sandbox', 'up', '--rack', '2', '--json'], {
    encoding: 'utf8',
    env: without,
  });
  const { machineSupport, rack, ec2 } = JSON.parse(stdout) as SandboxStatus;
  expect(machineSupport.ok).toBe(false);
  expect(rack).toEqual([]);
  expect(ec2.endpoint).toMatch(/^http:/);
  expect(sandbox('status').stdout).toMatch(
    /machines cannot boot here: .+; the APIs of EC2 and Azure work without them/,
  );
  expect(json('down')).toEqual({ stopped: true });
});

describe('a sandbox that stays up', () => {
  let started: SandboxStatus;
  beforeAll(() => {
    started = json('up', '--speed', '100', '--seed', '7', '--rack', '3');
  });

  test('is the same one when it is started again', () => {
    const { stderr } = sandbox('up', '--seed', '8');
    expect(stderr).toContain('the sandbox was up already');
    expect(json('status')).toMatchObject({
      pid: started.pid,
      seed: 7,
      speed: 100,
      ec2: started.ec2,
      azure: started.azure,
    });
  });

  test('says that it is a stand-in, and what it does not cover', () => {
    expect(started.notCovered.length).toBeGreaterThan(2);
    const { stdout } = sandbox('status');
    expect(stdout).toContain('It is a stand-in.');
    for (const limit of started.notCovered) expect(stdout).toContain(limit);
  });

  test('gives a shell its environment, without the profile of an account', () => {
    const { stdout } = sandbox('env');
    const show =
      'echo "$AWS_PROFILE|$AWS_REGION|$AWS_ACCESS_KEY_ID|$AWS_ENDPOINT_URL_EC2|$CHECKPOINT_DISABLE|$CDKTF_DISABLE_PLUGIN_CACHE_ENV"';
    const shell = spawnSync('sh', ['-c', `${stdout}\n${show}`], {
      encoding: 'utf8',
      env: { AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 'secret' },
    });
    expect(shell.stdout).toBe(`|eu-central-1|sandbox|${started.ec2.endpoint}|1|1\n`);
    expect(json('env')).toMatchObject({
      AWS_PROFILE: null,
      AWS_REGION: 'eu-central-1',
      CHECKPOINT_DISABLE: '1',
    });
    const azure = 'echo "$AZURE_CLIENT_ID|$AZURE_SUBSCRIPTION_ID|$IDENTITY_ENDPOINT"';
    const other = spawnSync('sh', ['-c', `${stdout}\n${azure}`], {
      encoding: 'utf8',
      env: { AZURE_CLIENT_ID: 'mine' },
    });
    const { endpoint, subscriptionId } = started.azure;
    expect(other.stdout).toBe(`|${subscriptionId}|${endpoint}/msi/token\n`);
  });

  test('has faults added, listed and removed', () => {
    const { stdout: id } = sandbox('faults', 'add', 'throttle', '--operation', 'Describe*', '--times', '3');
    expect(json('faults', 'list')).toMatchObject([
      { id: id.trim(), kind: 'throttle', operation: 'Describe*', times: 3, struck: 0 },
    ]);
    expect(sandbox('faults', 'list').stdout).toContain('throttle');
    expect(sandbox('faults', 'clear', 'fault-99').stderr).toContain('there is no fault "fault-99"');
    expect(json('faults', 'clear', id.trim())).toEqual({ removed: [id.trim()] });
    expect(json('faults', 'clear')).toEqual({ removed: [] });
    expect(json('faults', 'list')).toEqual([]);
    const unknown = sandbox('faults', 'add', 'flood');
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('known are throttle')]);
  });

  test('has no spot instance to interrupt', () => {
    const { status, stderr } = sandbox('interrupt-spot', 'i-0123456789abcdef0');
    expect([status, stderr]).toEqual([1, expect.stringContaining('no running spot instance or active spot')]);
  });

  test('has no cluster to give a kubeconfig for', () => {
    expect(sandbox('kubeconfig').stderr).toContain('there is no cluster');
  });

  describeWith(machinesComponent, 'its machines', () => {
    const startApp =
      "printf '[Service]\\nExecStart=/bin/sleep 1000\\n' >/etc/systemd/system/app.service; systemctl start app";

    test('are in the status, and let the operator in', () => {
      const machines = ['rack-1', 'rack-2', 'rack-3'].map((name) => ({ name, state: 'running' }));
      expect(started.inventory.machines).toMatchObject(machines);
      expect(sandbox('status').stdout).toMatch(/^rack-1 +rack +rack-1 +127\.\d+\.0\.10 +2222 +running$/m);
      expect(sandbox('ssh', 'rack-2', startApp).status).toBe(0);
      expect(sandbox('status').stdout).toMatch(/^rack-2 +rack +rack-2 +\S+ +2222 +running +app$/m);
      expect(sandbox('ssh', 'rack-4').stderr).toContain('there is no machine "rack-4"');
    });

    test('are as new after a reset', () => {
      const [before] = started.rack;
      const [after] = json<SandboxStatus>('reset').rack;
      expect(after?.address).toBe(before?.address);
      expect(after?.hostKey).not.toBe(before?.hostKey);
    });
  });

  test('that was killed is replaced, and what it left is removed', () => {
    const { pid } = json<SandboxStatus>('status');
    process.kill(pid, 'SIGKILL');
    expect(sandbox('status').status).toBe(1);
    expect(json<SandboxStatus>('up', '--rack', '0')).toMatchObject({ started: true, rack: [], seed: 1 });
    expect(json<SandboxStatus>('up')).toMatchObject({ started: false, rack: [] });
  });

  test('that takes no orders is ended all the same', () => {
    const { pid } = json<SandboxStatus>('status');
    rmSync(join(folder, 'control.sock'));
    expect(sandbox('up').stderr).toContain(`the sandbox runs as process ${String(pid)} and takes no orders`);
    expect(json('down')).toEqual({ stopped: true });
    expect(hasEnded(pid)).toBe(true);
  });

  test('that cannot start says why, and leaves nothing', () => {
    const { ec2 } = json<SandboxStatus>('up', '--rack', '0');
    const other = { ...env, FLEETWRIGHT_SANDBOX_FOLDER: join(parent, 'other') };
    const port = new URL(ec2.endpoint).port;
    const { status, stderr } = spawnSync(process.execPath, [main, 'sandbox', 'up', '--port', port], {
      encoding: 'utf8',
      env: other,
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
    expect(existsSync(join(parent, 'other'))).toBe(false);
  });

  test('goes down and leaves nothing', () => {
    const { pid } = json<SandboxStatus>('status');
    expect(json('down')).toEqual({ stopped: true });
    expect(existsSync(folder)).toBe(false);
    expect(hasEnded(pid)).toBe(true);
  });
});
