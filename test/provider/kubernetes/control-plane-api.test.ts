import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { caCertificateHash } from '../../../src/bootstrap/recipes/kubernetes';
import type { KubernetesApi } from '../../../src/drivers/kubernetes';
import { controlPlaneApi, LostClusterError } from '../../../src/provider/kubernetes/control-plane-api';
import { kubeconfigAuthority } from '../../../src/provider/kubernetes/kubeconfig-authority';
import { accessForRemoval } from '../../../src/provider/kubernetes/removal-access';
import { kubernetesRelease } from '../../../src/provider/resources/kubernetes-release';
import type { HostReference, Session } from '../../../src/provider/session';
import { UnreachableClusterError } from '../../../src/provider/unreachable';
import { DiagnosticError, Diagnostics } from '../../../src/tfplugin';
import { PrivateState } from '../../../src/tfplugin/private-state';
import { clusterBinaries } from '../../drivers/kubernetes/support/cluster-binaries';
import { TestCluster } from '../../drivers/kubernetes/support/test-cluster';
import { failureOf } from '../../drivers/ssh/support/failure';
import { freePort, hasSudo, sshd, startOpenSshServer } from '../../drivers/ssh/support/openssh-server';
import type { OpenSshServer } from '../../drivers/ssh/support/openssh-server';
import { describeWith } from '../../support/require-component';
import { allOf } from '../support/fleetwright';
import { keyFile, sessionOf } from '../support/session';

jest.setTimeout(120_000);
const { signal } = new AbortController();
const root = {
  name: 'root or sudo',
  available: userInfo().uid === 0 || hasSudo,
  howToEnable: 'run the tests as root',
};

/** A control-plane host of which only /etc/kubernetes is its own. */
interface Host {
  readonly reference: HostReference;
  readonly server: OpenSshServer;
  has(adminConf: string | undefined): void;
}

describeWith(allOf(sshd, clusterBinaries, root), 'a real API server behind real control-plane hosts', () => {
  let cluster: TestCluster;
  let session: Session;
  let first: Host;
  let second: Host;
  let dead: HostReference;
  let authority: string;
  const folders: string[] = [];

  const startHost = async (credential: string): Promise<Host> => {
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-kubernetes-'));
    folders.push(folder);
    // Scripts come by standard input, so the folder they look into can be replaced on the way.
    const server = await startOpenSshServer([
      `ForceCommand sed 's#/etc/kubernetes#${folder}#g' | sh -c "$SSH_ORIGINAL_COMMAND"`,
    ]);
    return {
      server,
      reference: {
        address: '127.0.0.1',
        port: server.port,
        user: userInfo().username,
        credential,
        host_key: server.hostKeys.ed25519.public,
      },
      has: (adminConf) => {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
        if (adminConf !== undefined) writeFileSync(join(folder, 'admin.conf'), adminConf);
      },
    };
  };

  beforeAll(async () => {
    cluster = await TestCluster.start();
    [first, second] = [await startHost('first'), await startHost('second')];
    dead = { ...first.reference, port: await freePort() };
    authority = caCertificateHash(kubeconfigAuthority(cluster.kubeconfig()) ?? '');
  });
  afterAll(async () => {
    for (const host of [first, second]) await host.server.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    await cluster.stop();
  });
  beforeEach(() => {
    session = sessionOf({
      ssh_credentials: {
        first: keyFile(first.server.userKeyFile),
        second: keyFile(second.server.userKeyFile),
      },
    });
    first.has(cluster.kubeconfig());
    second.has(cluster.kubeconfig());
  });
  afterEach(() => session.close());

  const versionOf = async (api: KubernetesApi): Promise<unknown> =>
    (await api.request('GET', '/version', undefined, { signal }))['major'];
  const reach = (hosts: readonly HostReference[], ca: string | null = authority) =>
    controlPlaneApi(session, hosts, ca, signal);
  const clusterOf = (...hosts: readonly HostReference[]) => ({
    control_planes: [...hosts],
    ca_certificate_hash: authority,
    kubeconfig: null,
  });

  test('a link that is lost is made again', async () => {
    const api = await reach([first.reference]);
    try {
      expect(await versionOf(api)).toBe('1');
      for (let loss = 0; loss < 2; loss++) {
        (await session.reach(first.reference, 'running', signal)).connection.close();
        expect(await versionOf(api)).toBe('1');
      }
    } finally {
      await api.close();
    }
  });

  test.each<[string, (() => string) | undefined]>([
    ['has no admin.conf', undefined],
    ['has an API server that does not answer', () => cluster.kubeconfig('https://127.0.0.1:1')],
    [
      'is of another cluster',
      () => cluster.kubeconfig().replace(/"certificate-authority-data":"[^"]*"/, foreign()),
    ],
  ])('a host that %s does not stand in the way of the next', async (_, adminConf) => {
    first.has(adminConf?.());
    const api = await reach([first.reference, second.reference]);
    expect(await versionOf(api)).toBe('1');
    await api.close();
  });

  test('a cluster whose hosts have become something else is lost, not silent', async () => {
    first.has(undefined);
    second.has(cluster.kubeconfig().replace(/"certificate-authority-data":"[^"]*"/, foreign()));
    const lost = await failureOf(LostClusterError, reach([first.reference, second.reference]));
    expect(lost.foreign).toBe(true);
    expect(lost.detail).toContain('has no /etc/kubernetes/admin.conf');
    expect(lost.detail).toContain(`the cluster's is ${authority}`);
    expect((await failureOf(LostClusterError, reach([first.reference]))).foreign).toBe(false);
    // The silent one may still have it.
    const silent = await failureOf(UnreachableClusterError, reach([dead, first.reference]));
    expect(silent).not.toBeInstanceOf(LostClusterError);
  });

  test('a release is gone with its cluster, and stays in state when nobody knows', async () => {
    first.has(undefined);
    const diagnostics = new Diagnostics();
    const release = (...hosts: HostReference[]) => ({ name: 'web', cluster: clusterOf(...hosts) });
    expect(await accessForRemoval(session, release(first.reference), diagnostics, signal)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([
      { severity: 'warning', summary: 'the objects of release "web" went with their cluster' },
    ]);
    const failure = await failureOf(
      DiagnosticError,
      accessForRemoval(session, release(dead, first.reference), diagnostics, signal),
    );
    expect(failure.summary).toBe('release "web" cannot be deleted: its cluster does not answer');
    expect(failure.detail).toContain('terraform state rm <address of the release>');
  });

  test('a refresh without the cluster keeps what is known and warns', async () => {
    first.has(cluster.kubeconfig('https://127.0.0.1:1'));
    const { log } = session;
    for (const host of [dead, first.reference]) {
      const state = {
        name: 'web',
        namespace: 'default',
        cluster: clusterOf(host),
        manifests: {},
        sensitive_manifests_wo: null,
        sensitive_manifests_wo_version: null,
        wait: true,
        timeout: '1m',
        force_conflicts: false,
        objects: ['v1/ConfigMap/default/one'],
        drift: [],
      };
      const diagnostics = new Diagnostics();
      const context = { data: session, private: new PrivateState(), diagnostics, signal, log };
      expect(await kubernetesRelease.read({ ...context, state })).toBe(state);
      expect(diagnostics.all).toMatchObject([
        { severity: 'warning', summary: 'a release was not compared with its cluster' },
      ]);
    }
  });
});

/** The entry of a kubeconfig for an authority that nobody knows. */
function foreign(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-authority-'));
  const file = join(folder, 'ca.crt');
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    join(folder, 'key'),
  ];
  execFileSync('openssl', ['req', '-x509', ...key, '-subj', '/CN=other', '-out', file], { stdio: 'ignore' });
  const data = execFileSync('base64', ['-w0', file]).toString();
  rmSync(folder, { recursive: true });
  return `"certificate-authority-data":"${data}"`;
}
