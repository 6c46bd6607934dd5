import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const example = join(root, 'examples/quickstart');
const before = listed();
const scratch = mkdtempSync(join(tmpdir(), 'fw-'));
// A sandbox of its own, and a home folder that shows what is written there.
const home = join(scratch, 'home');
const box = join(scratch, 'box');
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  HOME: home,
  FLEETWRIGHT_SANDBOX_FOLDER: box,
  // npm keeps a log of every run.
  npm_config_cache: join(scratch, 'npm'),
  CI: '1',
  NO_COLOR: '1',
};
for (const name of ['CHECKPOINT_DISABLE', 'CDKTF_DISABLE_PLUGIN_CACHE_ENV', 'XDG_CACHE_HOME'])
  Reflect.deleteProperty(environment, name);

beforeAll(() => {
  if (existsSync(join(example, 'fleet.json'))) {
    throw new Error('a quickstart is up; end it first with: npm run quickstart -- --down');
  }
  mkdirSync(home);
});
// Also after a test that failed half-way.
afterEach(() => must('npm', ['run', '--silent', 'quickstart', '--', '--down']));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

test('it builds a cluster, changes nothing, changes one line, and what it says to try next works', async () => {
  const output = await must('npm', ['run', '--silent', 'quickstart']);
  expect(output).toMatch(
    /✓ cdktf deploy: an empty data centre to a running app: 17 added, 0 changed, 0 destroyed/,
  );
  expect(output).toMatch(/ip-127-\S+ +EC2 i-[0-9a-f]+ +127\.\S+ +control-plane, Ready, v1\.34\.4/);
  expect(output.match(/EC2 i-[0-9a-f]+ +127\.\S+ +worker, Ready/g)).toHaveLength(2);
  expect(output).toMatch(/quickstart-burst-1 +Azure virtual machine +127\.\S+ +worker, Ready/);
  expect(output).toMatch(/rack-1 +rack, over SSH +127\.\S+ +worker, Ready/);
  expect(output).toContain('3 of 3 replicas ready');
  expect(output).toMatch(/✓ cdktf deploy again: no changes/);
  expect(output).toMatch(/5 replicas instead of 3: 0 added, 1 changed, 0 destroyed/);
  expect(output.split('\n').filter((line) => line.includes('replicas = 3 -> 5'))).toHaveLength(1);
  await tryNext(output, { unit: 'kubelet', resources: 17 });
});

test('on Mesos it is the same machines, and every instance of the app answers', async () => {
  const output = await must('npm', ['run', '--silent', 'quickstart', '--', '--mesos']);
  expect(output).toMatch(
    /✓ cdktf deploy: an empty data centre to a running app: 19 added, 0 changed, 0 destroyed/,
  );
  const master =
    /ip-127-\S+ +EC2 i-[0-9a-f]+ +(127\.\S+) +ZooKeeper, Marathon, Mesos master \S+ with 4 agents/;
  expect(output).toMatch(master);
  expect(output.match(/EC2 i-[0-9a-f]+ +127\.\S+ +Mesos agent \S+, active/g)).toHaveLength(2);
  expect(output).toMatch(/quickstart-burst-1 +Azure virtual machine +127\.\S+ +Mesos agent \S+, active/);
  expect(output).toMatch(/rack-1 +rack, over SSH +127\.\S+ +Mesos agent \S+, active/);
  expect(output).toContain('3 of 3 instances healthy');
  const first = [...output.matchAll(/web +instance +(http:\S+) +answers "(.*)"/g)];
  expect(first).toHaveLength(3);
  expect(output).toMatch(/✓ cdktf deploy again: no changes/);
  expect(output).toMatch(/5 replicas instead of 3: 0 added, 1 changed, 0 destroyed/);
  expect(output.split('\n').filter((line) => /instances += 3 -> 5/.test(line))).toHaveLength(1);

  const tasks = await fetch(`http://${master.exec(output)?.[1] ?? ''}:8080/v2/apps/web/tasks`);
  const { tasks: all } = (await tasks.json()) as { tasks: { host: string; ports: number[] }[] };
  const answers = await Promise.all(
    all.map(async ({ host, ports }) => {
      const url = `http://${host}:${String(ports[0])}/`;
      const said = await (await fetch(url)).text();
      expect(said).toBe(`hello from ${host}`);
      return [url, said] as const;
    }),
  );
  expect(answers).toHaveLength(5);
  expect(answers).toEqual(expect.arrayContaining(first.map(([, url, said]) => [url, said])));
  await tryNext(output, { unit: 'mesos-agent', resources: 19 });
});

/** Types what it says to try next. */
async function tryNext(
  output: string,
  { unit, resources }: { readonly unit: string; readonly resources: number },
): Promise<void> {
  const lines = output
    .slice(output.indexOf('What next?'))
    .split('\n')
    .flatMap((line) => /^ {4}(\S.*)$/.exec(line)?.[1] ?? []);
  const [status, login, stop, diff, deploy, destroy, down, ...others] = lines;
  expect(others).toEqual([]);
  expect(await typed(status)).toContain('It is a stand-in.');
  expect(await typed(login, 'uname -n\nexit\n')).toBe('rack-1\n');
  await typed(stop);
  const shown = await typed(diff);
  expect(shown).toMatch(new RegExp(`${unit}\\.service is \\w+`));
  expect(shown).not.toContain('ENOTFOUND');
  expect(await typed(approved(deploy))).toMatch(/0 added, 1 changed, 0 destroyed/);
  expect(await typed(approved(destroy))).toContain(
    `Destroy complete! Resources: ${String(resources)} destroyed`,
  );
  expect(await typed(down)).toContain('nothing is left');
  expectNothingLeft();
}

describe('of somebody else', () => {
  const fleet = join(example, 'fleet.json');
  const state = join(example, 'terraform.quickstart.tfstate');
  afterEach(() => {
    for (const file of [fleet, state]) rmSync(file, { force: true });
  });

  test.each([
    [fleet, '{ "ec2": { "region": "eu-central-1" } }', 'FLEET_FILE'],
    [state, JSON.stringify({ resources: [ofType('fleetwright_ec2_instance')] }), 'npx cdktf destroy'],
    [
      state,
      JSON.stringify({ resources: [ofType('fleetwright_azure_virtual_machine')] }),
      'npx cdktf destroy',
    ],
  ])('%s is neither overwritten nor removed', async (file, content, wayOut) => {
    writeFileSync(file, content);
    for (const args of [[], ['--', '--down']]) {
      const { exitCode, output } = await run('npm', ['run', '--silent', 'quickstart', ...args]);
      expect([args, exitCode]).toEqual([args, 1]);
      expect(output).toContain(file);
      expect(output).toContain(wayOut);
      expect(readFileSync(file, 'utf8')).toBe(content);
    }
    expect(existsSync(box)).toBe(false);
  });

  test('a sandbox is neither used nor ended', async () => {
    await must('npx', ['fleetwright', 'sandbox', 'up', '--rack', '0']);
    try {
      const refused = await run('npm', ['run', '--silent', 'quickstart']);
      expect(refused.exitCode).toBe(1);
      expect(refused.output).toContain('a sandbox is up already that the quickstart did not start');
      expect(await must('npm', ['run', '--silent', 'quickstart', '--', '--down'])).toContain(
        'nothing of the quickstart was there',
      );
      await must('npx', ['fleetwright', 'sandbox', 'status']);
    } finally {
      await must('npx', ['fleetwright', 'sandbox', 'down']);
    }
    expectNothingLeft();
  });
});

test('where machines cannot boot it says why, and leaves nothing', async () => {
  const bin = join(scratch, 'bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'unshare'),
    '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n',
    {
      mode: 0o755,
    },
  );
  const { exitCode, output } = await run('npm', ['run', '--silent', 'quickstart'], {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
  });
  expect(exitCode).toBe(1);
  expect(output).toContain('the sandbox cannot boot machines');
  expectNothingLeft();
});

test('interrupted in the middle of a deploy, it removes what it made and says so', async () => {
  const child = spawn(process.execPath, [join(root, 'scripts/quickstart.mjs')], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  await output.until(/1 ready, last/);
  child.kill('SIGINT');
  expect(await output.exitCode).toBe(1);
  expect(output.text()).toContain('interrupted by SIGINT');
  expect(output.text()).toContain('The sandbox and everything in it is removed.');
  expectNothingLeft();
});

function expectNothingLeft(): void {
  expect(listed()).toEqual(before);
  expect(readdirSync(home)).toEqual([]);
  expect(existsSync(box)).toBe(false);
}

function listed(): readonly string[] {
  return readdirSync(example).sort();
}

/** As Terraform writes it down, for a machine that no sandbox has. */
function ofType(type: string): unknown {
  return { type, instances: [{ attributes: { id: 'i-0123456789abcdef0', private_address: '172.31.4.5' } }] };
}

function approved(line = ''): string {
  return line.replace(/(deploy|destroy)\)$/, '$1 --auto-approve)');
}

/** What a line that was printed does when it is typed into a shell. */
function typed(line = 'false', input = ''): Promise<string> {
  return must('sh', ['-c', line], input);
}

async function must(command: string, args: readonly string[], input?: string): Promise<string> {
  const { exitCode, output, stdout } = await run(command, args, {}, input);
  if (exitCode !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${String(exitCode)}\n${output}`);
  return stdout;
}

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  /** With standard error. */
  readonly output: string;
}

function run(
  command: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
  input = '',
): Promise<Outcome> {
  return new Promise((done) => {
    const options = { cwd: root, env: { ...environment, ...more }, maxBuffer: 2 ** 26 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ exitCode, stdout, output: `${stdout}\n${stderr}` });
    });
    child.stdin?.end(input);
  });
}

function collect(child: ChildProcess): {
  text(): string;
  until(pattern: RegExp): Promise<void>;
  readonly exitCode: Promise<number | null>;
} {
  let text = '';
  const waiting = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    for (const look of waiting) look();
  };
  child.stdout?.on('data', heard);
  child.stderr?.on('data', heard);
  const exitCode = new Promise<number | null>((done) => child.once('close', done));
  return {
    text: () => text,
    exitCode,
    until: (pattern) =>
      new Promise((done, fail) => {
        waiting.add(() => {
          if (pattern.test(text)) done();
        });
        void exitCode.then(() => {
          fail(new Error(`it ended before it said ${String(pattern)}:\n${text}`));
        });
      }),
  };
}
