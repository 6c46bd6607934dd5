import type { PlannedChange } from '../cdktf-project';
import { TestHosts } from '../harness/hosts';
import { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';
import { answer } from '../host-waits';
import {
  activeAgents,
  appOf,
  fingerprint,
  marathon,
  packagesOf,
  remains,
  urlsOf,
  zookeeper,
  type App,
} from './mesos-checks';
import { MesosFleet, webApp } from './mesos-fleet';
import { recorded, shortOf } from './recorder';

// One fleet through its life; each test goes on where the one before it stopped.
let hosts: TestHosts;
let mirror: MesosMirror;
let fleet: MesosFleet;
let masters: readonly [TestHost, TestHost, TestHost];
let agents: readonly [TestHost, TestHost, TestHost];
/** By host: the packages it had before it had anything of ours. */
let packagesBefore: readonly (readonly string[])[];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 6, prefix: 'mesos' });
  const [one, two, three, four, five, six] = hosts.hosts as TestHost[] & { length: 6 };
  masters = [one, two, three] as typeof masters;
  agents = [four, five, six] as typeof agents;
  mirror = await MesosMirror.start(hosts.gateway);
  await Promise.all(hosts.hosts.map((host) => host.exec(mirror.use)));
  packagesBefore = await Promise.all(hosts.hosts.map(packagesOf));
  const racks = agents.map((host, index) => ({ host, attributes: { rack: `r${String(index + 1)}` } }));
  fleet = MesosFleet.secured(hosts.keyFile, masters, racks, mirror);
});

afterAll(async () => {
  await mirror.stop();
  await hosts.stop();
});

const summary = (changes: readonly PlannedChange[]) =>
  changes.map(({ address, actions }) => `${actions.join('+')} ${address}`).sort();

const driftOf = (changes: readonly PlannedChange[], address: RegExp) =>
  changes.find((change) => address.test(change.address))?.before?.drift;

/** Everything that was said, in one line, as a reader takes it. */
const said = (output: string) => output.replaceAll(/[\s│]+/g, ' ');

/** What every instance of the app answers. */
async function answers(): Promise<readonly (string | null)[]> {
  return Promise.all((await urlsOf(fleet)).map((url) => answer(url)));
}

const taskIds = ({ tasks }: App) => tasks.map(({ id }) => id).sort();

describe('from nothing but sshd to an app that answers', () => {
  test('one deploy builds ZooKeeper, masters, agents, Marathon and the app', async () => {
    fleet.declare(webApp(mirror));
    expect(await fleet.mustDeploy()).toContain('19 added, 0 changed, 0 destroyed');
    expect(await activeAgents(fleet)).toEqual(
      Object.fromEntries(agents.map(({ address }, index) => [address, { rack: `r${String(index + 1)}` }])),
    );
    expect((await zookeeper(masters[0], 'ls /mesos')).match(/json\.info_\d+/g)).toHaveLength(3);
    expect((await zookeeper(masters[0], 'ls /mesos/log_replicas')).match(/\d{10}/g)).toHaveLength(3);
    expect(await answers()).toEqual(
      Array(3).fill(expect.stringContaining('hello from the rack from mesos-')),
    );
  });

  test('the plan is empty, with and without a refresh', async () => {
    expect(summary(await fleet.plan())).toEqual([]);
    const refreshed = await fleet.terraform('apply', '-refresh-only', '-auto-approve', '-no-color');
    expect(refreshed.output).toContain('0 added, 0 changed, 0 destroyed');
    expect(summary(await fleet.plan('-refresh=false'))).toEqual([]);
  });

  test('a second deploy changes nothing and restarts nothing', async () => {
    const before = await Promise.all(hosts.hosts.map(fingerprint));
    const app = await appOf(fleet);
    expect(await fleet.mustDeploy()).toMatch(/No changes|0 added, 0 changed, 0 destroyed/);
    expect(await Promise.all(hosts.hosts.map(fingerprint))).toEqual(before);
    expect((await appOf(fleet)).version).toBe(app.version);
    expect(taskIds(await appOf(fleet))).toEqual(taskIds(app));
  });
});

describe('what changes behind our back', () => {
  test('shows in the plan on its host or app, and an apply repairs it', async () => {
    await masters[0].exec('echo 7 >/etc/mesos-master/zk_session_timeout');
    await masters[1].exec('systemctl stop marathon');
    await agents[0].exec('systemctl stop mesos-agent');
    await marathon(fleet, '/v2/apps//web', { method: 'PUT', body: { instances: 5 } });
    const changes = await fleet.plan();
    expect(summary(changes)).toHaveLength(4);
    expect(driftOf(changes, /mesos_master/)).toEqual([expect.stringContaining('zk_session_timeout')]);
    expect(driftOf(changes, /marathon\./)).toContain('marathon.service is inactive');
    expect(driftOf(changes, /mesos_agent/)).toContain('mesos-agent.service is inactive');
    expect(driftOf(changes, /marathon_app/)).toEqual([expect.stringContaining('instances is 5, declared 3')]);
    await fleet.mustDeploy();
    expect((await appOf(fleet)).instances).toBe(3);
    expect(Object.keys(await activeAgents(fleet))).toHaveLength(3);
    expect(summary(await fleet.plan())).toEqual([]);
  });
});

describe('the app', () => {
  test('a rolling update is never short of an instance, and changes the app alone', async () => {
    const before = await appOf(fleet);
    fleet.declare(webApp(mirror, { env: { GREETING: 'hello again' } }));
    const changes = await fleet.plan();
    expect(summary(changes)).toEqual([expect.stringMatching(/^update fleetwright_marathon_app\./)]);
    const samples = await recorded(masters, agents, () => fleet.mustDeploy());
    expect(shortOf(samples, 3)).toEqual([]);
    expect(await answers()).toEqual(Array(3).fill(expect.stringContaining('hello again')));
    expect(taskIds(await appOf(fleet)).filter((id) => taskIds(before).includes(id))).toEqual([]);
  });

  test('a bad version stalls: the reason is shown, it is rolled back, and nobody was without the app', async () => {
    fleet.deployment = { timeout: '40s', onFailure: rollback };
    fleet.declare(webApp(mirror, { cmd: 'echo no such luck >&2; exit 3' }));
    const samples = await recorded(masters, agents, async () => {
      const { exitCode, output } = await fleet.apply();
      expect(exitCode).not.toBe(0);
      expect(said(output)).toContain(
        'app /web: the deployment has not ended after 40 s; it was rolled back to version',
      );
      expect(said(output)).toMatch(/task web\S* on \S+: TASK_FAILED: Command exited with status 3/);
      return output;
    });
    expect(shortOf(samples, 3)).toEqual([]);
    expect(await answers()).toEqual(Array(3).fill(expect.stringContaining('hello again')));
    expect((await appOf(fleet)).deployments).toEqual([]);
    fleet.deployment = { timeout: '4m' };
    fleet.declare(webApp(mirror, { env: { GREETING: 'hello again' } }));
    await fleet.mustDeploy();
    expect(summary(await fleet.plan())).toEqual([]);
  });

  test('one that no agent has room for says what is short, is left as it is by choice, and the next one takes its place', async () => {
    fleet.deployment = { timeout: '20s' };
    fleet.declare(webApp(mirror, { cpus: 20, env: { GREETING: 'hello again' } }));
    const { exitCode, output } = await fleet.apply();
    expect(exitCode).not.toBe(0);
    expect(said(output)).toMatch(/no offer fits: \d+ of \d+ have too few cpus \(cpus is 20\)/);
    expect((await appOf(fleet)).deployments).toHaveLength(1);
    fleet.deployment = { timeout: '4m' };
    fleet.declare(webApp(mirror, { env: { GREETING: 'hello for the third time' } }));
    await fleet.mustDeploy();
    expect(await answers()).toEqual(Array(3).fill(expect.stringContaining('for the third time')));
    expect(summary(await fleet.plan())).toEqual([]);
  });

  test("a deployment of somebody else's is in the way, unless it is overridden by force", async () => {
    await marathon(fleet, '/v2/apps//web', { method: 'PUT', body: { cpus: 20 } });
    fleet.deployment = { timeout: '15s' };
    fleet.declare(webApp(mirror, { env: { GREETING: 'hello by force' } }));
    const { exitCode, output } = await fleet.apply();
    expect(exitCode).not.toBe(0);
    expect(said(output)).toContain('another deployment of it is under way');
    expect(said(output)).toContain('force = true');
    fleet.deployment = { timeout: '4m', force: true };
    fleet.declare(webApp(mirror, { env: { GREETING: 'hello by force' } }));
    await fleet.mustDeploy();
    expect(await answers()).toEqual(Array(3).fill(expect.stringContaining('hello by force')));
    expect(summary(await fleet.plan())).toEqual([]);
  });
});

describe('the end', () => {
  test('no znode is left once masters and Marathon are gone, and nothing on any host after a destroy', async () => {
    const resources = (await fleet.state()).filter((address) => /_mesos_master|_marathon\./.test(address));
    expect(resources).toHaveLength(6);
    const targets = resources.map((address) => `-target=${address}`);
    const { exitCode, output } = await fleet.terraform('destroy', '-auto-approve', '-no-color', ...targets);
    expect(said(output)).toContain('Destroy complete! Resources: 10 destroyed');
    expect(exitCode).toBe(0);
    expect(
      (await zookeeper(masters[0], 'ls -R /')).split('\n').filter((line) => line.startsWith('/')),
    ).toEqual(expect.not.arrayContaining([expect.stringMatching(/^\/(mesos|marathon)/)]));
    await fleet.mustDestroy();
    expect(await Promise.all(hosts.hosts.map(remains))).toEqual(hosts.hosts.map(() => []));
    expect(await Promise.all(hosts.hosts.map(packagesOf))).toEqual(packagesBefore);
    expect(await fleet.state()).toEqual([]);
  });

  test('no secret is in what was planned, kept, logged or printed', () => {
    const files = [...fleet.leftBehind(), ...fleet.plans, { file: 'the screen', content: fleet.said }];
    // What is looked through is what it should be: each has the address of a host in it.
    for (const name of [/\.tfstate\.backup$/, /terraform\.log$/, /^plan 1$/, /^the screen$/]) {
      expect(files.find(({ file }) => name.test(file))?.content).toContain(masters[0].address);
    }
    const leaks = files.flatMap(({ file, content }) =>
      Object.entries(fleet.allSecrets)
        .filter(([, secret]) => content.includes(secret))
        .map(([name]) => `${file}: ${name}`),
    );
    expect(leaks).toEqual([]);
  });
});

/** The value that OnFailure.ROLLBACK has in JSON. */
const rollback = 'rollback' as unknown as NonNullable<MesosFleet['deployment']['onFailure']>;
