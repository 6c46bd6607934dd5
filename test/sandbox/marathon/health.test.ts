import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ipv6Loopback } from '../../support/ipv6';
import { describeWith } from '../../support/require-component';
import { cluster, type Cluster } from './support/cluster';
import { eventually } from './support/client';

const node = process.execPath;

/** Answers with a status that is read anew from a file for every request. */
function serverOf(file: string, address = '127.0.0.1'): string {
  const script = `require('http').createServer((q,a)=>{let s=200;try{s=+require('fs').readFileSync('${file}','utf8')}catch{}a.writeHead(s).end(q.url)}).listen(+process.env.PORT0,'${address}')`;
  return `exec '${node}' -e "${script}"`;
}

const small = { instances: 1, cpus: 0.1, mem: 32 };
const quick = {
  delaySeconds: 0,
  intervalSeconds: 1,
  gracePeriodSeconds: 2,
  timeoutSeconds: 5,
  maxConsecutiveFailures: 2,
};

describe('health and readiness', () => {
  let it: Cluster;
  let folder: string;

  beforeAll(async () => {
    it = await cluster();
    folder = mkdtempSync(join(tmpdir(), 'marathon-health-'));
  });

  afterAll(async () => {
    await it.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    await it.client.ask('PUT', '/v2/groups?force=true', { apps: [], groups: [] });
    await it.client.idle();
  });

  const put = (id: string, app: object) =>
    it.client.ask('PUT', `/v2/apps${id}?force=true`, { ...small, ...app });

  test('an instance that stays unhealthy is killed, and what failed is told', async () => {
    const status = join(folder, 'http');
    writeFileSync(status, '200');
    await put('/web', {
      cmd: serverOf(status),
      healthChecks: [{ ...quick, protocol: 'HTTP', path: '/health' }],
    });
    await it.client.idle();
    const [first] = await it.client.tasks('/web');
    expect(first).toMatchObject({ healthCheckResults: [{ alive: true, consecutiveFailures: 0 }] });

    writeFileSync(status, '500');
    await eventually(async () => {
      const { lastTaskFailure } = await it.client.app('/web');
      expect(lastTaskFailure).toMatchObject({
        state: 'TASK_KILLED',
        taskId: first?.['id'],
        message: 'Task was killed since health check failed. Reason: HTTP status 500',
      });
    });
    writeFileSync(status, '200');
    await eventually(async () => {
      expect(await it.client.app('/web')).toMatchObject({
        tasksHealthy: 1,
        tasks: [{ id: expect.stringMatching(/_app\.2$/) as string }],
      });
    }, 30);
  });

  test.each([
    ['TCP', { protocol: 'TCP' }],
    ['MESOS_HTTP', { protocol: 'MESOS_HTTP', path: '/health' }],
    ['MESOS_TCP', { protocol: 'MESOS_TCP' }],
    ['COMMAND', { protocol: 'COMMAND', command: { value: 'test "$MARATHON_APP_ID" = /web' } }],
  ])('%s checks find out that it is well', async (_name, check) => {
    await put('/web', {
      cmd: serverOf(join(folder, 'none')),
      healthChecks: [{ ...quick, gracePeriodSeconds: 30, ...check }],
    });
    await it.client.idle();
    expect(await it.client.app('/web')).toMatchObject({
      tasksRunning: 1,
      tasksHealthy: 1,
      tasks: [{ healthCheckResults: [{ alive: true }] }],
    });
  });

  test.each(['MESOS_HTTP', 'MESOS_TCP'])(
    '%s checks over IPv6 find nobody who has IPv4 alone',
    async (protocol) => {
      await put('/web', {
        cmd: serverOf(join(folder, 'none')),
        healthChecks: [{ ...quick, gracePeriodSeconds: 5, protocol, ipProtocol: 'IPv6' }],
      });
      await eventually(async () => {
        expect(await it.client.app('/web')).toMatchObject({
          tasks: [{ healthCheckResults: [{ alive: false }] }],
        });
      });
    },
  );

  describeWith(ipv6Loopback, 'over IPv6', () => {
    test('MESOS_HTTP checks find who has it', async () => {
      await put('/web', {
        cmd: serverOf(join(folder, 'none'), '::1'),
        healthChecks: [{ ...quick, gracePeriodSeconds: 30, protocol: 'MESOS_HTTP', ipProtocol: 'IPv6' }],
      });
      await it.client.idle();
      expect(await it.client.app('/web')).toMatchObject({ tasksHealthy: 1 });
    });
  });

  test('a deployment waits until new instances are ready, and shows what they have answered', async () => {
    const status = join(folder, 'ready');
    writeFileSync(status, '503');
    const readiness = {
      portName: 'http',
      path: '/ready',
      intervalSeconds: 2,
      timeoutSeconds: 1,
      preserveLastResponse: true,
    };
    await put('/web', {
      cmd: serverOf(status),
      portDefinitions: [{ name: 'http', port: 0 }],
      readinessChecks: [readiness],
    });
    await eventually(async () => {
      const [deployment] = await it.client.deployments();
      expect(deployment).toMatchObject({
        currentActions: [
          {
            action: 'ScaleApplication',
            app: '/web',
            readinessCheckResults: [
              { name: 'readinessCheck', ready: false, lastResponse: { status: 503, body: '/ready' } },
            ],
          },
        ],
      });
    });
    expect(await it.client.app('/web')).toMatchObject({ tasksRunning: 1 });
    writeFileSync(status, '200');
    await it.client.idle();
  });

  test('a task is given its time to end before it is killed', async () => {
    const log = join(folder, 'ended');
    const cmd = `trap 'sleep 1; echo ended in good order > ${log}; exit 0' TERM; while :; do sleep 0.1; done`;
    await put('/slow', { cmd, taskKillGracePeriodSeconds: 20 });
    await it.client.idle();
    await it.client.ask('DELETE', '/v2/apps/slow');
    await it.client.idle();
    expect(readFileSync(log, 'utf8')).toBe('ended in good order\n');
  });
});
