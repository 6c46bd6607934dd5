import { TestHosts } from '../harness/hosts';
import { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';
import { answer, until } from '../host-waits';
import { activeAgents, appOf, packagesOf, remains, urlsOf } from './mesos-checks';
import { MesosFleet, webApp } from './mesos-fleet';
import { recorded, shortOf } from './recorder';

// The provider is killed in the middle of one thing after another. Everything comes the other way than in the rest of the
// suite: tarballs over SSH, flags in environment files, a single master.
let hosts: TestHosts;
let mirror: MesosMirror;
let fleet: MesosFleet;
let master: TestHost;
let agents: readonly [TestHost, TestHost];
let packagesBefore: readonly (readonly string[])[];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 3, prefix: 'cut' });
  const [first, ...others] = hosts.hosts as [TestHost, TestHost, TestHost];
  [master, agents] = [first, others];
  mirror = await MesosMirror.start(hosts.gateway);
  await Promise.all(hosts.hosts.map((host) => host.exec(mirror.use)));
  packagesBefore = await Promise.all(hosts.hosts.map(packagesOf));
  fleet = MesosFleet.open(
    hosts.keyFile,
    [master],
    agents.map((host) => ({ host, attributes: { rack: 'r1' } })),
    mirror,
  );
});

afterAll(async () => {
  await mirror.stop();
  await hosts.stop();
});

const instances = 2;
// It takes a while to answer, so that there is something to be cut short.
const web = () => webApp(mirror, { instances, cmd: 'sleep 5; exec ./web' });

/** sh; whether the leading master says this of its agents. */
const agentsSay = (text: string) => `curl -sS -m 5 http://${master.address}:5050/slaves | grep -q '${text}'`;
const marathonSays = (path: string, text: string) =>
  `curl -sS -m 5 http://${master.address}:8080${path} | grep -q '${text}'`;

/** Kills the provider once the condition holds. A deploy that has ended before is the test's failure, with all of its output. */
async function cutShort(host: TestHost, condition: string): Promise<void> {
  const deploying = fleet.deploy();
  const early = deploying.then(({ exitCode, output }) => {
    throw new Error(
      `cdktf deploy ended with ${String(exitCode)}, and never was seen: ${condition}\n${output}`,
    );
  });
  await Promise.race([until(host, condition), early]);
  expect(fleet.killProviders()).toBeGreaterThan(0);
  expect((await deploying).exitCode).not.toBe(0);
}

test.each([
  ['ZooKeeper is being installed', () => master, () => 'pgrep -f "apt-get.* zookeeperd" >/dev/null'],
  ['the master has been started', () => master, () => 'systemctl is-active --quiet mesos-master'],
  ['an agent has been started', () => agents[0], () => 'systemctl is-active --quiet mesos-agent'],
  ['the app is being deployed', () => master, () => marathonSays('/v2/deployments', 'currentStep')],
])('the provider is killed when %s', async (_, host, condition) => {
  fleet.declare(web());
  await cutShort(host(), condition());
});

test('the next apply finishes, and leaves nothing to be done', async () => {
  await fleet.mustDeploy();
  expect(Object.keys(await activeAgents(fleet))).toHaveLength(2);
  const answers = await Promise.all((await urlsOf(fleet)).map((url) => answer(url)));
  expect(answers).toEqual(Array(instances).fill(expect.stringContaining('hello from the rack')));
  expect(await fleet.plan()).toEqual([]);
});

test('the provider is killed when an agent drains: the next apply finishes, and the app was there all the time', async () => {
  // One that has something to be replaced elsewhere: an idle agent drains at once.
  const [{ host: address } = { host: '' }] = (await appOf(fleet)).tasks;
  const rackOf = (host: TestHost) => (host.address === address ? 'r2' : 'r1');
  fleet.agents = agents.map((host) => ({ host, attributes: { rack: rackOf(host) } }));
  fleet.declare(web());
  const samples = await recorded([master], agents, async () => {
    await cutShort(master, agentsSay('"active":false'));
    await fleet.mustDeploy();
  });
  expect(shortOf(samples, instances)).toEqual([]);
  expect(await activeAgents(fleet)).toEqual(
    Object.fromEntries(agents.map((host) => [host.address, { rack: rackOf(host) }])),
  );
  expect(await fleet.plan()).toEqual([]);
});

test('a destroy leaves nothing on any host', async () => {
  await fleet.mustDestroy();
  expect(await Promise.all(hosts.hosts.map(remains))).toEqual([[], [], []]);
  expect(await Promise.all(hosts.hosts.map(packagesOf))).toEqual(packagesBefore);
});
