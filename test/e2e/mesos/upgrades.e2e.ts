import { TestHosts } from '../harness/hosts';
import { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';
import { answer } from '../host-waits';
import {
  activeAgents,
  appOf,
  fingerprint,
  mesos,
  packagesOf,
  remains,
  urlsOf,
  zookeeper,
} from './mesos-checks';
import { MesosFleet, webApp } from './mesos-fleet';
import { recorded, shortOf, unsafeQuorums } from './recorder';

// A cluster that begins with one master and an old version of Mesos, gets two masters more, and then the new version.
let hosts: TestHosts;
let mirror: MesosMirror;
let fleet: MesosFleet;
let masters: readonly TestHost[];
let agents: readonly TestHost[];
let packagesBefore: readonly (readonly string[])[];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 6, prefix: 'node' });
  [masters, agents] = [hosts.hosts.slice(0, 3), hosts.hosts.slice(3)];
  mirror = await MesosMirror.start(hosts.gateway);
  await Promise.all(hosts.hosts.map((host) => host.exec(mirror.use)));
  packagesBefore = await Promise.all(hosts.hosts.map(packagesOf));
  const racks = agents.map((host) => ({ host, attributes: { rack: rackOf(host) } }));
  fleet = MesosFleet.secured(hosts.keyFile, masters.slice(0, 1), racks, mirror);
  declareVersion(mirror.mesosVersions[0]);
});

afterAll(async () => {
  await mirror.stop();
  await hosts.stop();
});

const instances = 3;
const web = () => webApp(mirror, { instances, constraints: [['hostname', 'UNIQUE']] });

/** Two agents fail together, the third one alone. */
const rackOf = (host: TestHost) => (host === agents.at(-1) ? 'r2' : 'r1');

function declareVersion(version: string): void {
  const { packages } = fleet.mesos;
  const mesos = { ...packages.mesos, aptPackages: [`mesos=${version}`] };
  fleet.mesos = { ...fleet.mesos, packages: { ...packages, mesos } };
}

async function versionsOf(some: readonly TestHost[]): Promise<readonly string[]> {
  return Promise.all(some.map((host) => host.exec("dpkg-query -W -f '${Version}' mesos")));
}

/** Whether what runs was started after the package was unpacked, by whole seconds. */
async function runsWhatIsInstalled(host: TestHost, unit: string): Promise<boolean> {
  const [unpacked, started] = (
    await host.exec(`stat -c %Y /var/lib/dpkg/info/mesos.list
systemctl show ${unit} --timestamp=unix -P ActiveEnterTimestamp | tr -d @`)
  ).split('\n');
  return Number(started) >= Number(unpacked);
}

/** The tasks of the app, which are others once it was restarted. */
const taskIds = async () => (await appOf(fleet)).tasks.map(({ id }) => id).sort();

interface Restart {
  /** Microseconds since the machine that all hosts are on was started. */
  readonly stopped: number;
  readonly started: number;
}

/** When a unit was last stopped and started, as systemd says; stopped is 0 when it never was. */
async function restartOf(host: TestHost, unit: string): Promise<Restart> {
  const said = await host.exec(
    `systemctl show ${unit} -p ActiveExitTimestampMonotonic -p ActiveEnterTimestampMonotonic`,
  );
  const moment = (name: string) =>
    Number(new RegExp(`^${name}TimestampMonotonic=(\\d+)$`, 'm').exec(said)?.[1]);
  return { stopped: moment('ActiveExit'), started: moment('ActiveEnter') };
}

/** As {@link restartOf}, of each agent: started means back at the leading master, as that says. */
async function agentRestarts(): Promise<readonly Restart[]> {
  const { slaves } = await mesos<{
    slaves: readonly { hostname: string; registered_time: number; reregistered_time?: number }[];
  }>(fleet, '/slaves');
  // The hosts have the clocks of this machine.
  const startOfMachine = Date.now() * 1e3 - Number(process.hrtime.bigint() / 1000n);
  return Promise.all(
    agents.map(async (host) => {
      const found = slaves.find(({ hostname }) => hostname === host.address);
      const back = found?.reregistered_time ?? found?.registered_time ?? NaN;
      return { ...(await restartOf(host, 'mesos-agent')), started: back * 1e6 - startOfMachine };
    }),
  );
}

/** When the first of them was stopped, and when the last one was started. */
function spanOf(restarts: readonly Restart[]): Restart {
  return {
    stopped: Math.min(...restarts.map(({ stopped }) => stopped)),
    started: Math.max(...restarts.map(({ started }) => started)),
  };
}

/** The pairs of neighbours in time of which one was stopped before the other was started. */
function overlaps(spans: readonly Restart[]): readonly (readonly Restart[])[] {
  const inOrder = spans.toSorted((one, other) => one.stopped - other.stopped);
  return inOrder.slice(1).flatMap((next, index) => {
    const before = inOrder[index];
    return before === undefined || before.started < next.stopped ? [] : [[before, next]];
  });
}

/** Every agent is there, the app is in full, and nothing is left to be done. */
async function expectAllWell(): Promise<void> {
  expect(await activeAgents(fleet)).toEqual(
    Object.fromEntries(agents.map((host) => [host.address, { rack: rackOf(host) }])),
  );
  const answers = await Promise.all((await urlsOf(fleet)).map((url) => answer(url)));
  expect(answers).toEqual(Array(instances).fill(expect.stringContaining('hello from the rack')));
  expect(await fleet.plan()).toEqual([]);
}

test('one master and three agents, with the old version although there is a newer one', async () => {
  fleet.declare(web());
  await fleet.mustDeploy();
  const [old] = mirror.mesosVersions;
  expect(await versionsOf([...fleet.masters, ...agents])).toEqual(Array(4).fill(old));
  await expectAllWell();
});

test('one master does not become three without consent: the reason is said, and nothing is touched', async () => {
  const before = await Promise.all(hosts.hosts.map(fingerprint));
  fleet.masters = masters;
  fleet.declare(web());
  const { exitCode, output } = await fleet.apply();
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(
    /one master cannot become 3 with the registry it has[^]*write new_registry = "I consent to a new\s+registry"/,
  );
  expect(await Promise.all(hosts.hosts.map(fingerprint))).toEqual(before);
});

test('with consent it does: all of them have the quorum 2, the agents are there, and the app is in full all the time', async () => {
  fleet.mesos = { ...fleet.mesos, newRegistry: 'I consent to a new registry' };
  fleet.declare(web());
  const samples = await recorded(masters, agents, () => fleet.mustDeploy());
  expect(shortOf(samples, instances)).toEqual([]);
  const last = samples.at(-1);
  expect(last?.masters.map(({ quorum }) => quorum)).toEqual([2, 2, 2]);
  expect(last?.masters.filter(({ leads }) => leads)).toHaveLength(1);
  expect(last?.zookeepers).toHaveLength(3);
  for (const host of masters) {
    expect((await zookeeper(host, 'ls /mesos')).match(/json\.info_\d+/g)).toHaveLength(3);
  }
  await expectAllWell();
});

test('a new version: first the masters, one at a time, then the agents, one failure domain at a time, and the app is there in full', async () => {
  const [old, version] = mirror.mesosVersions;
  expect(await versionsOf(hosts.hosts)).toEqual(Array(6).fill(old));
  const look = async () => ({
    masters: await Promise.all(masters.map((host) => restartOf(host, 'mesos-master'))),
    agents: await agentRestarts(),
  });
  const before = spanOf(Object.values(await look()).flat());
  const tasks = await taskIds();
  declareVersion(version);
  fleet.declare(web());
  const samples = await recorded(masters, agents, () => fleet.mustDeploy());

  expect(await versionsOf(hosts.hosts)).toEqual(Array(6).fill(version));
  const fresh = [
    ...masters.map((host) => runsWhatIsInstalled(host, 'mesos-master')),
    ...agents.map((host) => runsWhatIsInstalled(host, 'mesos-agent')),
  ];
  expect(await Promise.all(fresh)).toEqual(Array(6).fill(true));
  const after = await look();
  expect(spanOf([...after.masters, ...after.agents]).stopped).toBeGreaterThan(before.started);
  expect(overlaps(after.masters)).toEqual([]);
  expect(spanOf(after.agents).stopped).toBeGreaterThan(spanOf(after.masters).started);
  const domains = ['r1', 'r2'].map((rack) =>
    spanOf(after.agents.filter((_, index) => agents[index] !== undefined && rackOf(agents[index]) === rack)),
  );
  expect(overlaps(domains)).toEqual([]);

  expect(unsafeQuorums(samples)).toEqual([]);
  expect(samples.filter(({ masters: up }) => up.length < 2)).toEqual([]);
  expect(shortOf(samples, instances)).toEqual([]);
  expect(await taskIds()).toEqual(tasks);
  await expectAllWell();
});

test('a destroy leaves nothing on any host', async () => {
  await fleet.mustDestroy();
  expect(await Promise.all(hosts.hosts.map(remains))).toEqual(hosts.hosts.map(() => []));
  expect(await Promise.all(hosts.hosts.map(packagesOf))).toEqual(packagesBefore);
});
