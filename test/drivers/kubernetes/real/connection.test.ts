import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesApiError } from '../../../../src/drivers/kubernetes';
import { KubernetesApi, observeRelease } from '../../../../src/drivers/kubernetes';
import { CertificateAuthority } from '../support/certificates';
import type { ApiServerUnderTest } from '../support/api-server';
import { describeWithClusters } from '../support/describe-with-clusters';
import { releaseOf } from '../support/lifecycle';

jest.setTimeout(300_000);
const { signal } = new AbortController();
const source = 'the test cluster';
const none = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: none}\n';

describeWithClusters('connections to an API server', (startCluster) => {
  let cluster: ApiServerUnderTest;
  let folder: string;

  beforeAll(async () => {
    cluster = await startCluster();
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-connection-'));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cluster.stop();
  });

  const versionOver = async (connection: Parameters<typeof KubernetesApi.connect>[0]) => {
    const api = await KubernetesApi.connect(connection, { signal, retryMs: 2_000 });
    try {
      return (await api.request('GET', '/version', undefined, { signal }))['gitVersion'];
    } finally {
      await api.close();
    }
  };
  const refusalOf = (connection: Parameters<typeof KubernetesApi.connect>[0]) =>
    versionOver(connection).then(
      () => new Error('it was not refused'),
      (error: unknown) => error as KubernetesApiError,
    );
  const changed = (
    change: (config: {
      clusters: { cluster: Record<string, unknown> }[];
      users: { user: unknown }[];
    }) => void,
  ) => {
    const config = JSON.parse(cluster.kubeconfig()) as Parameters<typeof change>[0];
    change(config);
    return JSON.stringify(config);
  };

  test('through a tunnel, to a name that only the other end can resolve, verified against that name', async () => {
    const asked: string[] = [];
    const openSocket = (host: string, port: number) => {
      asked.push(`${host}:${String(port)}`);
      return Promise.resolve(dial(cluster.port, '127.0.0.1'));
    };
    const kubeconfig = cluster.kubeconfig('https://control-plane.test:6443');
    const api = await KubernetesApi.connect({ kubeconfig, source, openSocket }, { signal });
    const release = releaseOf('nothing', none);
    const seen = await observeRelease(api, { ...release, objectIds: [] }, { signal });
    await api.close();
    expect(seen.missing).toEqual(['v1/ConfigMap/default/none']);
    // One connection is kept for everything.
    expect(asked).toEqual(['control-plane.test:6443']);

    const wrongName = cluster.kubeconfig('https://elsewhere.test:6443');
    const refusal = await refusalOf({ kubeconfig: wrongName, source, openSocket });
    expect(refusal.message).toContain("Host: elsewhere.test. is not in the cert's altnames");
    const byAddress = cluster.kubeconfig('https://127.0.0.1:6443');
    expect(await versionOver({ kubeconfig: byAddress, source, openSocket })).toMatch(/^v1\./);
  });

  test('a tunnel that does not open is an unreachable API server', async () => {
    const openSocket = () => Promise.reject(new Error('the SSH connection is closed'));
    const refusal = await refusalOf({ kubeconfig: cluster.kubeconfig(), source, openSocket });
    expect(refusal).toMatchObject({ reason: 'Unreachable', status: undefined });
    expect(refusal.message).toBe(
      'the test cluster: GET /version: the API server did not answer: the SSH connection is closed',
    );
  });

  test('an API server with a certificate of another authority is refused at once', async () => {
    const other = new CertificateAuthority(folder);
    const kubeconfig = changed(({ clusters: [entry] }) => {
      if (entry === undefined) return;
      delete entry.cluster['certificate-authority-data'];
      entry.cluster['certificate-authority'] = other.certFile;
    });
    const attempts: string[] = [];
    const openSocket = (host: string) => {
      attempts.push(host);
      return Promise.resolve(dial(cluster.port, '127.0.0.1'));
    };
    expect(await refusalOf({ kubeconfig, source, openSocket })).toMatchObject({ reason: 'Unreachable' });
    expect(attempts).toHaveLength(1);
  });

  test('refused credentials say so', async () => {
    const kubeconfig = changed(({ users: [entry] }) => {
      if (entry !== undefined) entry.user = { token: 'not-a-token' };
    });
    const refusal = await refusalOf({ kubeconfig, source });
    expect(refusal).toMatchObject({ status: 401, reason: 'Unauthorized' });
    expect(refusal.message).not.toContain('not-a-token');
  });

  test('credentials of an exec plugin, asked for again when they are refused', async () => {
    const { users } = JSON.parse(cluster.kubeconfig()) as { users: { user: Record<string, string> }[] };
    const decoded = (key: string) => Buffer.from(users[0]?.user[key] ?? '', 'base64').toString();
    const good = {
      clientCertificateData: decoded('client-certificate-data'),
      clientKeyData: decoded('client-key-data'),
    };
    const credential = (status: unknown) =>
      JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status });
    writeFileSync(join(folder, 'good.json'), credential(good));
    writeFileSync(join(folder, 'expired.json'), credential({ token: 'expired' }));
    // The first answer is an expired token, the second one a certificate that holds.
    const script = `cd ${folder} && if [ -e asked ]; then cat good.json; else touch asked; cat expired.json; fi`;
    const kubeconfig = changed(({ users: [entry] }) => {
      if (entry !== undefined) {
        const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', script] };
        entry.user = { exec: { ...exec, interactiveMode: 'Never' } };
      }
    });
    expect(await versionOver({ kubeconfig, source })).toMatch(/^v1\./);
  });

  test('a context that is not in the kubeconfig is named with those that are', async () => {
    await expect(versionOver({ kubeconfig: cluster.kubeconfig(), context: 'prod', source })).rejects.toThrow(
      'the test cluster: the kubeconfig has no context "prod"; it has "admin@test"',
    );
  });

  test('an API server that is away is an error, never a missing object', async () => {
    const api = await KubernetesApi.connect({ kubeconfig: cluster.kubeconfig(), source }, { signal });
    await cluster.whileApiServerIsFrozen(async () => {
      const request = api.request('GET', '/api/v1/namespaces/default', undefined, {
        signal,
        timeoutMs: 300,
        retryMs: 1_000,
      });
      await expect(request).rejects.toMatchObject({ reason: 'Timeout', status: undefined });
      const stop = new AbortController();
      const observed = observeRelease(
        api,
        { ...releaseOf('x', none), objectIds: [] },
        { signal: stop.signal },
      );
      stop.abort(new Error('interrupted'));
      await expect(observed).rejects.toThrow('interrupted');
    });
    // It was only away: the same client goes on.
    await api.request('GET', '/api/v1/namespaces/default', undefined, { signal });
    await api.close();
  });
});
