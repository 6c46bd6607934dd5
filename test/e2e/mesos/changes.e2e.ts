import { TestHosts } from '../harness/hosts';
import { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';
import { answer } from '../host-waits';
import { activeAgents, appOf, mesos, remains, urlsOf } from './mesos-checks';
import { MesosFleet, webApp } from './mesos-fleet';
import { fewerServing, orderOfQuorum, recorded, shortOf, unsafeQuorums } from './recorder';

// A cluster that changes under an app, which must not notice.
let hosts: TestHosts;
let mirror: MesosMirror;
let fleet: MesosFleet;
let allMasters: readonly TestHost[];
let allAgents: readonly TestHost[];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 8, prefix: 'node' });
  allMasters = hosts.hosts.slice(0, 5);
  allAgents = hosts.hosts.slice(5);
  mirror = await MesosMirror.start(hosts.gateway);
  await Promise.all(hosts.hosts.map((host) => host.exec(mirror.use)));
  const racks = allAgents.map((host, index) => ({ host, attributes: { rack: `r${String(index + 1)}` } }));
  fleet = MesosFleet.secured(hosts.keyFile, allMasters.slice(0, 3), racks, mirror);
});

afterAll(async () => {
  await mirror.stop();
  await hosts.stop();
});

const instances = 3;
// On two agents at least, so that each change has some of them move.
const web = () => webApp(mirror, { instances, constraints: [['hostname', 'MAX_PER', '2']] });

/** Deploys what is declared, and looks at everything meanwhile. */
const deploy = () => recorded(allMasters, allAgents, () => fleet.mustDeploy());

/** An agent that runs an instance of the app. */
async function busyAgent(): Promise<TestHost> {
  const { tasks } = await appOf(fleet);
  const busy = allAgents.find(({ address }) => tasks.some(({ host }) => host === address));
  if (busy === undefined) throw new Error('no agent runs an instance');
  return busy;
}

async function agentIds(): Promise<Readonly<Record<string, string>>> {
  const { slaves } = await mesos<{ slaves: readonly { hostname: string; id: string }[] }>(fleet, '/slaves');
  return Object.fromEntries(slaves.map(({ hostname, id }) => [hostname, id]));
}

/** The app is there in full, and nothing is left to be done. */
async function expectAllWell(): Promise<void> {
  const answers = await Promise.all((await urlsOf(fleet)).map((url) => answer(url)));
  expect(answers).toEqual(Array(instances).fill(expect.stringContaining('hello from the rack')));
  expect(await fleet.plan()).toEqual([]);
}

test('three masters and three agents', async () => {
  fleet.declare(web());
  await fleet.mustDeploy();
  await expectAllWell();
});

test('three to five masters: the old ones take the new quorum one at a time, the leading one last, before a new one comes', async () => {
  fleet.masters = allMasters;
  fleet.declare(web());
  const samples = await deploy();
  expect(unsafeQuorums(samples)).toEqual([]);
  expect(fewerServing(samples, 2)).toEqual([]);
  expect(shortOf(samples, instances)).toEqual([]);
  const order = orderOfQuorum(samples, 3);
  expect(order).toHaveLength(3);
  // ZooKeeper's members restart as well, so that another one may lead by then, with the new quorum already.
  expect(order.slice(0, -1).filter(({ led }) => led)).toEqual([]);
  const last = samples.at(-1);
  expect(last?.masters.map(({ quorum }) => quorum)).toEqual([3, 3, 3, 3, 3]);
  expect(last?.zookeepers).toHaveLength(5);
  await expectAllWell();
});

test('another attribute of an agent: it drains and becomes a new agent, as the plan says', async () => {
  const changed = await busyAgent();
  const before = (await agentIds())[changed.address];
  fleet.agents = fleet.agents.map((agent) =>
    agent.host === changed ? { host: changed, attributes: { rack: 'elsewhere' } } : agent,
  );
  fleet.declare(web());
  expect((await fleet.plan()).map(({ after }) => after?.transition)).toEqual([
    'drains and becomes a new agent',
  ]);
  expect(shortOf(await deploy(), instances)).toEqual([]);
  expect((await activeAgents(fleet))[changed.address]).toEqual({ rack: 'elsewhere' });
  expect((await agentIds())[changed.address]).not.toBe(before);
  await expectAllWell();
});

test('an agent is removed while it runs tasks: they have replacements first, and its host is clean', async () => {
  const removed = await busyAgent();
  fleet.agents = fleet.agents.filter(({ host }) => host !== removed);
  fleet.declare(web());
  expect(shortOf(await deploy(), instances)).toEqual([]);
  expect(Object.keys(await activeAgents(fleet)).sort()).toEqual(
    fleet.agents.map(({ host }) => host.address).sort(),
  );
  expect(await remains(removed)).toEqual([]);
  await expectAllWell();
});

test('back to three masters: two leave, one at a time, and then the quorum is lowered', async () => {
  fleet.masters = allMasters.slice(0, 3);
  fleet.declare(web());
  const samples = await deploy();
  expect(unsafeQuorums(samples)).toEqual([]);
  expect(fewerServing(samples, 2)).toEqual([]);
  expect(shortOf(samples, instances)).toEqual([]);
  expect(samples.at(-1)?.masters.map(({ quorum }) => quorum)).toEqual([2, 2, 2]);
  expect(samples.at(-1)?.zookeepers).toHaveLength(3);
  expect(await Promise.all(allMasters.slice(3).map(remains))).toEqual([[], []]);
  await expectAllWell();
});
