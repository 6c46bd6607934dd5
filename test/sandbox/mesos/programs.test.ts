import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describeWith } from '../../support/require-component';
import { freePort, RealZooKeeper, zookeeper } from '../zookeeper/support/real-zookeeper';
import { readRecording, recordings } from './support/recordings';
import { SchedulerClient } from './support/scheduler-client';

const folder = join(__dirname, '../../../dist/sandbox/programs');
const built = {
  name: 'the built programs',
  available: existsSync(join(folder, 'mesos-master.js')),
  howToEnable: 'run npm run build',
};

interface Outcome {
  /** As a shell has it; undefined while it runs. */
  readonly status: number | undefined;
  readonly output: string;
}

class Running {
  output = '';
  readonly ended: Promise<number>;

  constructor(
    readonly child: ChildProcess,
    onEnd: () => void,
  ) {
    const take = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        onEnd();
        const numbers: Readonly<Record<string, number>> = { SIGABRT: 134, SIGKILL: 137, SIGTERM: 143 };
        resolve(code ?? numbers[signal ?? ''] ?? 255);
      });
    });
  }

  /** How it has ended within so long, or that it has not. */
  async outcome(milliseconds: number): Promise<Outcome> {
    const status = await Promise.race([this.ended, wait(milliseconds).then(() => undefined)]);
    return { status, output: this.output };
  }
}

describeWith(built, 'the programs', () => {
  jest.setTimeout(60_000);
  let scratch: string;
  const running = new Set<ChildProcess>();

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'mesos-programs-'));
  });

  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    while (running.size > 0) await wait(20);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  function run(name: string, flags: readonly string[], environment: Record<string, string> = {}): Running {
    const child = spawn(process.execPath, [join(folder, `${name}.js`), ...flags], {
      env: { PATH: process.env.PATH, ...environment },
      cwd: scratch,
    });
    running.add(child);
    return new Running(child, () => running.delete(child));
  }

  describeWith(recordings, 'refuse what the real ones refuse', () => {
    /** Commands with what came of them, as far as they end by themselves. */
    function recorded(
      file: string,
      program: string,
    ): readonly (readonly [flags: string, status: number, words: string])[] {
      const parts = readRecording(file).split(`$ ${program} `).slice(1);
      return parts.flatMap((part) => {
        const [flags = '', ...lines] = part.split('\n');
        const status = Number(/^rc=(\d+)/m.exec(part)?.[1]);
        const said = lines.find((line) => /EXIT with status|^F\d|^Failed|^Flag|^Expected/.test(line)) ?? '';
        return status === 124 || said === ''
          ? []
          : [[flags, status, said.replace(/^[EF]\d+ .*?\] /, '')] as const];
      });
    }

    const masterCases = recordings.available ? recorded('errors-master-cli.txt', 'mesos-master') : [];
    const agentCases = recordings.available ? recorded('errors-agent-cli.txt', 'mesos-agent') : [];
    /** Said of a flag that the usual flags had already, or after what is not looked at here. */
    const others = /already loaded via name '(ip|port|hostname)'$|Failed to bind/;

    test.each(masterCases.filter(([, , words]) => !others.test(words)))(
      'mesos-master %s',
      async (flags, status, words) => {
        const given = flags
          .split(' ')
          .filter((flag) => flag !== '')
          .map((flag) => flag.replace('/opt/mesos/run/e', join(scratch, 'work')));
        const outcome = await run('mesos-master', given).outcome(20_000);
        expect(outcome).toEqual({ status, output: expect.stringContaining(words) as string });
      },
    );

    test.each(agentCases.filter(([, , words]) => !others.test(words)))(
      'mesos-agent <usual flags> %s',
      async (flags, status, words) => {
        const given = flags.replace('<usual flags> ', '');
        const usual = ['--ip=127.0.0.1', `--port=${String(await freePort())}`, '--launcher=posix'];
        const isolation = given.includes('isolation') ? [] : ['--isolation=posix/cpu,posix/mem'];
        const master = /--master|NOMASTER/.test(given) ? [] : ['--master=127.0.0.1:5999'];
        const work =
          given === '' || given.includes('work_dir') ? [] : [`--work_dir=${join(scratch, 'work')}`];
        // One flag, whatever is in it.
        const own =
          given === '' || given === 'NOMASTER'
            ? []
            : given.startsWith('--hostname=a')
              ? given.split(' ')
              : [given];
        const outcome = await run('mesos-agent', [
          ...usual,
          ...isolation,
          ...master,
          ...work,
          ...own,
        ]).outcome(20_000);
        expect(outcome).toEqual({ status, output: expect.stringContaining(words.trim()) as string });
      },
    );
  });

  test('say what they are', async () => {
    expect(await run('mesos-master', ['--version']).outcome(20_000)).toEqual({
      status: 0,
      output: 'mesos 1.12.0\n',
    });
    expect((await run('mesos-agent', ['--help']).outcome(20_000)).output).toContain('--work_dir=VALUE');
  });

  test('a port that is taken, and a folder that another master has', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const flags = ['--ip=127.0.0.1', `--work_dir=${join(scratch, 'work')}`];
    expect(await run('mesos-master', [...flags, `--port=${String(port)}`]).outcome(20_000)).toEqual({
      status: 134,
      output: expect.stringContaining(
        `Failed to bind on 127.0.0.1:${String(port)}: Address already in use`,
      ) as string,
    });
    taken.close();
    const first = run('mesos-master', [...flags, `--port=${String(await freePort())}`]);
    while (!first.output.includes('Elected')) await wait(50);
    expect(
      await run('mesos-master', [...flags, `--port=${String(await freePort())}`]).outcome(20_000),
    ).toEqual({
      status: 1,
      output: expect.stringContaining('Failed to recover the log: IO error: lock') as string,
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(143);
  });

  test('the wrapper of packages reads their files', () => {
    const etc = join(scratch, 'etc');
    for (const path of ['mesos', 'default', 'mesos-agent/attributes'])
      mkdirSync(join(etc, path), { recursive: true });
    writeFileSync(join(etc, 'mesos/zk'), 'zk://a:2181/mesos\n');
    writeFileSync(join(etc, 'default/mesos-agent'), 'MESOS_HOSTNAME=one\nIP=10.0.0.1\n');
    writeFileSync(join(etc, 'mesos-agent/work_dir'), '/var/lib/mesos/agent\n');
    writeFileSync(join(etc, 'mesos-agent/?no-strict'), '');
    writeFileSync(join(etc, 'mesos-agent/attributes/disk'), 'ssd\n');
    writeFileSync(join(etc, 'mesos-agent/attributes/rack'), 'r1\n');
    const show = join(scratch, 'show');
    writeFileSync(show, '#!/bin/sh\nprintf "%s\\n" "$MESOS_HOSTNAME" "$@"\n');
    chmodSync(show, 0o755);
    const script = join(scratch, 'wrapper');
    writeFileSync(
      script,
      readFileSync(join(folder, 'mesos-init-wrapper'), 'utf8').replaceAll('/etc/', `${etc}/`),
    );
    const output = execFileSync('sh', [script, 'agent'], {
      env: { ...process.env, MESOS_PROGRAM: show },
      encoding: 'utf8',
    });
    expect(output.trim().split('\n')).toEqual([
      'one',
      '--master=zk://a:2181/mesos',
      '--ip=10.0.0.1',
      '--no-strict',
      '--attributes=disk:ssd;rack:r1',
      '--work_dir=/var/lib/mesos/agent',
    ]);
  });

  describeWith(zookeeper, 'with a real ZooKeeper', () => {
    let ensemble: RealZooKeeper;

    beforeAll(async () => {
      ensemble = await RealZooKeeper.start();
    });

    afterAll(() => ensemble.stop());

    test('three masters elect one, keep the registry when it is killed, and tasks outlive all that', async () => {
      const zk = `zk://${ensemble.servers}/mesos`;
      const ports = [await freePort(), await freePort(), await freePort()];
      const masters = ports.map((port, index) =>
        run('mesos-master', [
          ...['--ip=127.0.0.1', '--hostname=127.0.0.1', `--port=${String(port)}`, `--zk=${zk}`, '--quorum=2'],
          ...['--zk_session_timeout=2secs', `--work_dir=${join(scratch, String(index))}`],
        ]),
      );
      const leader = async (): Promise<number> => {
        for (;;) {
          for (const [index, port] of ports.entries()) {
            const metrics = await fetch(`http://127.0.0.1:${String(port)}/metrics/snapshot`)
              .then((response) => response.json() as Promise<Record<string, number>>)
              .catch(() => undefined);
            const health = await fetch(`http://127.0.0.1:${String(port)}/api/v1`, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json' },
              body: '{"type":"GET_HEALTH"}',
              redirect: 'manual',
            }).catch(() => undefined);
            if (metrics?.['master/elected'] === 1 && health?.status === 200) return index;
          }
          await wait(100);
        }
      };
      const agentPort = await freePort();
      const agentFlags = [
        ...['--ip=127.0.0.1', '--hostname=127.0.0.1', `--port=${String(agentPort)}`, `--master=${zk}`],
        ...[
          '--launcher=posix',
          '--isolation=posix/cpu',
          `--work_dir=${join(scratch, 'agent')}`,
          '--no-switch_user',
        ],
        '--resources=cpus:2;mem:512;disk:100',
      ];
      const agent = run('mesos-agent', agentFlags);
      const first = await leader();
      const client = new SchedulerClient(`http://127.0.0.1:${String(ports[first])}`);
      const framework = {
        user: '',
        name: 'test',
        failover_timeout: 60,
        checkpoint: true,
        roles: ['*'],
        capabilities: [{ type: 'MULTI_ROLE' }],
      };
      await client.subscribe(framework);
      const { offers } = await client.next('OFFERS');
      const [offer] = (offers as { offers: { id: object; agent_id: object }[] }).offers;
      await client.call({
        type: 'ACCEPT',
        accept: {
          offer_ids: [offer?.id],
          operations: [
            {
              type: 'LAUNCH',
              launch: {
                task_infos: [
                  {
                    name: 't1',
                    task_id: { value: 't1' },
                    agent_id: offer?.agent_id,
                    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
                    command: { value: 'trap "exit 7" TERM; while true; do sleep 0.1; done' },
                  },
                ],
              },
            },
          ],
        },
      });
      await client.update();
      await client.update();
      client.disconnect();
      masters[first]?.child.kill('SIGKILL');
      agent.child.kill('SIGKILL');
      await agent.ended;
      run('mesos-agent', agentFlags);
      await masters[first]?.ended;
      ports.splice(first, 1, 1);
      const second = await leader();
      const url = `http://127.0.0.1:${String(ports[second])}`;
      const again = new SchedulerClient(url);
      for (;;) {
        const state = (await (await fetch(`${url}/state`)).json()) as {
          slaves: unknown[];
          recovered_slaves: unknown[];
        };
        expect(state.slaves.length + state.recovered_slaves.length).toBe(1);
        if (state.slaves.length === 1) break;
        await wait(100);
      }
      await again.subscribe({ ...framework, id: { value: client.frameworkId } });
      await again.call({ type: 'RECONCILE', reconcile: { tasks: [] } });
      // What the agent had not heard to be acknowledged is said again first.
      while ((await again.update()).state !== 'TASK_RUNNING');
      await again.call({ type: 'KILL', kill: { task_id: { value: 't1' } } });
      let update = await again.update();
      while (update.state !== 'TASK_KILLED') update = await again.update();
      expect(update.message).toBe('Command exited with status 7');
      again.disconnect();
    });
  });
});
