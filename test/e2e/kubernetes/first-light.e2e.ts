import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ensureBundle } from '../harness/bundle';
import { TestHosts } from '../harness/hosts';
import type { TestHost } from '../harness/test-host';
import type { PlannedChange } from '../cdktf-project';
import { answer, until } from '../host-waits';
import { ExampleFleet, type Web } from './example-fleet';
import { fingerprint, kubectl, nodesReady, remains } from './host-checks';

// One fleet through its life; each test goes on where the one before it stopped.
const web: Web = { image: 'fleetwright.test/web:1', replicas: 2, greeting: 'hello from the rack' };
const changedWeb: Web = { ...web, replicas: 3, greeting: 'hello again' };

let hosts: TestHosts;
let fleet: ExampleFleet;
let controlPlane: TestHost;
let first: TestHost;
let second: TestHost;
let third: TestHost;

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 4, prefix: 'rack' });
  [controlPlane, first, second, third] = hosts.hosts as [TestHost, TestHost, TestHost, TestHost];
  fleet = new ExampleFleet(hosts.keyFile, [controlPlane], await ensureBundle());
});

afterAll(() => hosts.stop());

const summary = (changes: readonly PlannedChange[]) =>
  changes.map(({ address, actions }) => `${actions.join('+')} ${address}`).sort();

/** The changed attributes of an update. */
const changedAttributes = ({ before, after }: PlannedChange) =>
  Object.keys(after ?? {}).filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));

const driftOf = (changes: readonly PlannedChange[], host: string) =>
  changes.find(({ address }) => address.includes(host))?.before?.drift;

describe('from nothing but sshd to an app that answers', () => {
  test('one deploy builds the cluster and the app', async () => {
    fleet.declare([first, second], web);
    const output = await fleet.mustDeploy();
    expect(output).toContain('7 added, 0 changed, 0 destroyed');
    expect(await nodesReady(controlPlane)).toEqual({ 'rack-1': 'True', 'rack-2': 'True', 'rack-3': 'True' });
    expect(await answer(fleet.url)).toContain('hello from the rack');
    expect(await answer(`http://${second.address}:30080/`)).toContain('hello from the rack');
  });

  test('the plan is empty, with and without a refresh', async () => {
    expect(summary(await fleet.plan())).toEqual([]);
    const refreshed = await fleet.terraform('apply', '-refresh-only', '-auto-approve', '-no-color');
    expect(refreshed.output).toContain('0 added, 0 changed, 0 destroyed');
    expect(summary(await fleet.plan('-refresh=false'))).toEqual([]);
  });

  test('a second deploy changes nothing and restarts nothing', async () => {
    const before = await Promise.all([controlPlane, first, second].map(fingerprint));
    const deployment = () =>
      kubectl(controlPlane, "get deployment web -o 'jsonpath={.metadata.resourceVersion}'");
    const version = await deployment();
    expect(await fleet.mustDeploy()).toMatch(/No changes|0 added, 0 changed, 0 destroyed/);
    expect(await Promise.all([controlPlane, first, second].map(fingerprint))).toEqual(before);
    expect(await deployment()).toBe(version);
  });
});

describe('changes touch what they are about', () => {
  test('replicas and an environment value: only the workload', async () => {
    fleet.declare([first, second], changedWeb);
    const changes = await fleet.plan();
    expect(summary(changes)).toEqual([expect.stringMatching(/^update fleetwright_kubernetes_release\./)]);
    expect(changes.flatMap(changedAttributes)).toEqual(['manifests']);
    const before = await Promise.all([controlPlane, first, second].map(hostFingerprint));
    await fleet.mustDeploy();
    expect(await answer(fleet.url)).toContain('hello again');
    expect(await kubectl(controlPlane, "get deployment web -o 'jsonpath={.status.readyReplicas}'")).toBe('3');
    expect(await Promise.all([controlPlane, first, second].map(hostFingerprint))).toEqual(before);
  });

  test('one more worker: only that host', async () => {
    fleet.declare([first, second, third], changedWeb);
    expect(summary(await fleet.plan())).toEqual([
      expect.stringMatching(/^create fleetwright_kubernetes_node\./),
      expect.stringMatching(/^create fleetwright_ssh_host\./),
    ]);
    const before = await Promise.all([controlPlane, first, second].map(fingerprint));
    await fleet.mustDeploy();
    expect(await Promise.all([controlPlane, first, second].map(fingerprint))).toEqual(before);
    expect(await nodesReady(controlPlane)).toMatchObject({ 'rack-4': 'True' });
  });

  test('a worker removed: drained, gone from the cluster, its host clean', async () => {
    await kubectl(controlPlane, 'cordon rack-2 rack-3');
    await kubectl(controlPlane, 'delete pod -l app.kubernetes.io/name=web --wait=true');
    await kubectl(controlPlane, 'rollout status deployment/web --timeout=120s');
    expect(await podsOn('rack-4')).toBe(3);
    await kubectl(controlPlane, 'uncordon rack-2 rack-3');
    fleet.declare([first, second], changedWeb);
    await fleet.mustDeploy();
    expect(await nodesReady(controlPlane)).toEqual({ 'rack-1': 'True', 'rack-2': 'True', 'rack-3': 'True' });
    expect(await remains(third)).toEqual([]);
    expect((await podsOn('rack-2')) + (await podsOn('rack-3'))).toBe(3);
    expect(await answer(fleet.url)).toContain('hello again');
    expect(summary(await fleet.plan())).toEqual([]);
  });
});

describe('what changes behind our back', () => {
  test('shows in the plan on its host or object, and an apply repairs it', async () => {
    const unit = '/etc/sysctl.d/90-fleetwright-kubernetes.conf';
    await first.exec('systemctl stop kubelet');
    await second.exec(`echo '# edited by hand' >> ${unit}`);
    await kubectl(controlPlane, 'scale deployment web --replicas=5');
    const changes = await fleet.plan();
    expect(changes).toHaveLength(3);
    expect(changes.flatMap(changedAttributes)).toEqual(['drift', 'drift', 'drift']);
    expect(driftOf(changes, 'rack-2')).toContain('kubelet.service is inactive');
    expect(driftOf(changes, 'rack-3')).toEqual([expect.stringContaining(unit)]);
    expect(driftOf(changes, 'fleetwright_kubernetes_release')).toEqual([
      expect.stringContaining('spec.replicas is 5, declared 3'),
    ]);
    await fleet.mustDeploy();
    expect((await first.exec('systemctl is-active kubelet')).trim()).toBe('active');
    expect(await second.exec(`cat ${unit}`)).not.toContain('edited by hand');
    expect(await kubectl(controlPlane, "get deployment web -o 'jsonpath={.spec.replicas}'")).toBe('3');
    expect(summary(await fleet.plan())).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test('a wrong host key names the host and both fingerprints, and touches nothing', async () => {
    fleet.declare([first, second, third], changedWeb, { [third.name]: controlPlane.hostKey });
    const { exitCode, output } = await fleet.apply();
    const said = output.replaceAll(/[\s│]+/g, ' ');
    expect(exitCode).not.toBe(0);
    expect(said).toContain(third.address);
    expect(said).toContain(sha256Of(third));
    expect(said).toContain(sha256Of(controlPlane));
    expect(await remains(third)).toEqual([]);
    expect(await fleet.state()).toHaveLength(7);
    fleet.declare([first, second], changedWeb);
    expect(summary(await fleet.plan())).toEqual([]);
  });

  test('an image that does not exist names the pod and the reason; the rest of the apply is kept', async () => {
    fleet.declare([first, second, third], { ...changedWeb, image: 'fleetwright.test/absent:9' });
    const { exitCode, output } = await fleet.apply();
    const said = output.replaceAll(/[\s│]+/g, ' ');
    expect(exitCode).not.toBe(0);
    expect(said).toMatch(/web-[a-z0-9]+-[a-z0-9]+/);
    expect(said).toMatch(/ImagePullBackOff|ErrImagePull/);
    expect(said).toContain('fleetwright.test/absent:9');
    const state = await fleet.state();
    expect(state.filter((address) => address.includes(third.name))).toHaveLength(2);
    expect(await nodesReady(controlPlane)).toMatchObject({ 'rack-4': 'True' });
    fleet.declare([first, second], changedWeb);
    await fleet.mustDeploy();
    expect(await answer(fleet.url)).toContain('hello again');
    expect(await remains(third)).toEqual([]);
  });

  test('a provider killed in the middle of a bootstrap: the next apply finishes', async () => {
    fleet.declare([first, second, third], changedWeb);
    const deploying = fleet.deploy();
    await until(third, 'pgrep -f "kubeadm join" >/dev/null');
    expect(fleet.killProviders()).toBeGreaterThan(0);
    expect((await deploying).exitCode).not.toBe(0);
    await fleet.mustDeploy();
    expect(await nodesReady(controlPlane)).toMatchObject({ 'rack-4': 'True' });
    expect(summary(await fleet.plan())).toEqual([]);
  });

  test('a worker whose host is dead for good can be removed', async () => {
    await third.kill();
    fleet.declare([first, second], changedWeb);
    expect(await fleet.mustDeploy()).toContain(third.address);
    expect(await nodesReady(controlPlane)).toEqual({ 'rack-1': 'True', 'rack-2': 'True', 'rack-3': 'True' });
    expect(summary(await fleet.plan())).toEqual([]);
  });
});

describe('the end', () => {
  test('destroy leaves the hosts clean and the state empty', async () => {
    await fleet.mustDestroy();
    expect(await fleet.state()).toEqual([]);
    expect(await Promise.all([controlPlane, first, second].map(remains))).toEqual([[], [], []]);
  });

  test('no private key, token or kubeconfig is in state, plans, logs or on the screen', () => {
    const key = readFileSync(hosts.keyFile, 'utf8').split('\n')[2] ?? '';
    const secrets = [
      /BEGIN [A-Z ]*PRIVATE KEY/,
      /client-key-data/,
      /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/,
      /certificateKey/,
    ];
    const files = [...fleet.leftBehind(), ...fleet.plans, { file: 'the screen', content: fleet.said }];
    // What is looked through is what it should be: each has the address of a host in it.
    for (const name of [/\.tfstate\.backup$/, /terraform\.log$/, /^plan 1$/, /^the screen$/]) {
      const found = files.find(({ file }) => name.test(file));
      expect(found?.content).toContain(controlPlane.address);
    }
    const leaks = files.flatMap(({ file, content }) =>
      [
        ...secrets.map((pattern) => pattern.exec(content)?.[0]),
        content.includes(key) ? 'the private key' : undefined,
      ]
        .filter((found) => found !== undefined)
        .map((found) => `${file}: ${found}`),
    );
    expect(leaks).toEqual([]);
  });
});

/** Of the host alone: pods come and go with the workload. */
async function hostFingerprint(host: TestHost): Promise<string> {
  return (await fingerprint(host))
    .split('\n')
    .filter((line) => !line.endsWith('/web'))
    .join('\n');
}

async function podsOn(node: string): Promise<number> {
  const pods = await kubectl(
    controlPlane,
    `get pods -l app.kubernetes.io/name=web --field-selector spec.nodeName=${node},status.phase=Running -o name`,
  );
  return pods.split('\n').filter((line) => line !== '').length;
}

function sha256Of(host: TestHost): string {
  return (
    execFileSync('ssh-keygen', ['-lf', '-'], { input: host.hostKey, encoding: 'utf8' }).split(' ')[1] ?? ''
  );
}
