import type { SshConnection } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import { machinesComponent, Park } from './support/park';

interface Task {
  readonly host: string;
  readonly ports: readonly number[];
  readonly state: string;
}

describeWith(machinesComponent, 'Mesos on a machine', () => {
  const park = new Park();
  let address: string;
  let ssh: SshConnection;

  beforeAll(async () => {
    const machine = await park.boot();
    address = machine.addresses[0] ?? '';
    ssh = await park.connect(machine);
    await ssh.run(`
      echo 'deb https://packages.example.org/mesos bookworm main' >/etc/apt/sources.list.d/mesos.list
      apt-get update -qq && apt-get install -y -qq zookeeperd mesos marathon
      echo 'zk://${address}:2181/mesos' >/etc/mesos/zk
      mkdir /etc/mesos-agent && echo /var/lib/mesos/agent >/etc/mesos-agent/work_dir
      { echo 'MARATHON_MASTER=zk://${address}:2181/mesos'; echo 'MARATHON_ZK=zk://${address}:2181/marathon'; } \\
        >/etc/default/marathon
      systemctl restart mesos-master mesos-agent marathon`);
  });
  afterAll(() => park.close());

  async function ask(path: string, options: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`http://${address}:8080${path}`, {
      ...options,
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    return response.ok ? JSON.parse(text) : text;
  }

  test('runs a command as a process of root, which answers where Marathon says and ends with its app', async () => {
    const answer =
      "require('node:http').createServer((_, r) => r.end(process.env.USER)).listen(process.env.PORT0, process.env.HOST)";
    const app = { id: '/web', cmd: `exec node --eval "${answer}"`, cpus: 0.1, mem: 32 };
    // It leads a while before it takes apps.
    await eventually(
      () => ask('/v2/apps/web', { method: 'PUT', body: JSON.stringify(app) }).catch(String),
      (said) => typeof said !== 'string',
    );
    const [task] = await eventually(
      async () => ((await ask('/v2/apps/web/tasks')) as { readonly tasks: readonly Task[] }).tasks,
      ([first]) => first?.state === 'TASK_RUNNING',
    );
    const url = `http://${task?.host ?? ''}:${String(task?.ports[0])}/`;
    const text = () =>
      fetch(url).then(
        (response) => response.text(),
        () => '',
      );
    expect(await eventually(text, (said) => said !== '')).toBe('root');
    const users = async () => (await ssh.run('ps -o user= -C node', { okExitCodes: 'any' })).stdout.trim();
    expect(await users()).toBe('root');
    await ask('/v2/apps/web', { method: 'DELETE' });
    await eventually(users, (left) => left === '');
  });
});
