import { TestHosts } from '../harness/hosts';
import { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';
import { answer } from '../host-waits';
import { eventually } from '../fleet-condition';
import { activeAgents, appOf, leadingMaster, urlsOf, zookeeper } from './mesos-checks';
import { MesosFleet, webApp } from './mesos-fleet';
import { recorded, shortOf, unsafeQuorums } from './recorder';

// Machines that die: the leading master's, and one of an agent.
let hosts: TestHosts;
let mirror: MesosMirror;
let fleet: MesosFleet;
let spare: TestHost;
let agents: readonly TestHost[];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 7, prefix: 'node' });
  const masters = hosts.hosts.slice(0, 3);
  [spare] = hosts.hosts.slice(3, 4) as [TestHost];
  agents = hosts.hosts.slice(4);
  mirror = await MesosMirror.start(hosts.gateway);
  await Promise.all(hosts.hosts.map((host) => host.exec(mirror.use)));
  fleet = MesosFleet.secured(
    hosts.keyFile,
    masters,
    agents.map((host) => ({ host })),
    mirror,
  );
});

afterAll(async () => {
  await mirror.stop();
  await hosts.stop();
});

const web = (greeting: string) => webApp(mirror, { env: { GREETING: greeting } });

async function expectAnswers(greeting: string): Promise<void> {
  const answers = await Promise.all((await urlsOf(fleet)).map((url) => answer(url)));
  expect(answers).toEqual(Array(3).fill(expect.stringContaining(greeting)));
}

test("with the leading master's machine dead, a deploy still works", async () => {
  fleet.declare(web('hello'));
  await fleet.mustDeploy();
  const dead = await leadingMaster(fleet);
  await dead.kill();
  fleet.declare(web('hello all the same'));
  const samples = await recorded(fleet.masters, agents, () => fleet.mustDeploy());
  expect(unsafeQuorums(samples)).toEqual([]);
  expect(shortOf(samples, 3)).toEqual([]);
  await expectAnswers('hello all the same');
});

test('it is replaced by another machine in one deploy, with the right quorum at every moment', async () => {
  const dead = fleet.masters.find((host) => !host.isRunning);
  fleet.masters = [...fleet.masters.filter((host) => host !== dead), spare];
  fleet.declare(web('hello all the same'));
  const samples = await recorded(fleet.masters, agents, () => fleet.mustDeploy());
  expect(unsafeQuorums(samples)).toEqual([]);
  expect(shortOf(samples, 3)).toEqual([]);
  expect(samples.at(-1)?.masters).toHaveLength(3);
  expect((await zookeeper(spare, 'ls /mesos')).match(/json\.info_\d+/g)).toHaveLength(3);
  expect(Object.keys(await activeAgents(fleet))).toHaveLength(3);
  await expectAnswers('hello all the same');
  expect(await fleet.plan()).toEqual([]);
});

test('an agent whose machine is dead is removed, and stands in nobody’s way', async () => {
  const [dead, ...others] = agents as readonly [TestHost, ...TestHost[]];
  await dead.kill();
  fleet.agents = others.map((host) => ({ host }));
  fleet.declare(web('hello all the same'));
  expect(await fleet.mustDeploy()).toContain(dead.address);
  expect(Object.keys(await activeAgents(fleet)).sort()).toEqual(others.map(({ address }) => address).sort());
  // What ran on it is started anew only now.
  await eventually(async () => (await appOf(fleet)).tasksHealthy === 3);
  await expectAnswers('hello all the same');
  expect(await fleet.plan()).toEqual([]);
});
