import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesApi } from '../../../../src/drivers/kubernetes';
import type { ApiServerUnderTest } from './api-server';
import { base64File, CertificateAuthority } from './certificates';
import type { KeyPair } from './certificates';
import { findBinary } from './cluster-binaries';
import { eventually } from './lifecycle';
import type { Program } from './cluster-binaries';

const startTimeoutMs = 90_000;

/**
 * A real control plane without nodes: etcd, kube-apiserver and kube-controller-manager as plain processes on loopback.
 * Workloads are rolled out into pods that no kubelet runs; tests write what a kubelet would report.
 */
export class TestCluster implements ApiServerUnderTest {
  private readonly processes: ChildProcess[] = [];
  readonly port: number;

  private constructor(
    private readonly folder: string,
    private readonly authority: CertificateAuthority,
    private readonly admin: KeyPair,
    private readonly ports: readonly [etcd: number, peer: number, api: number],
  ) {
    this.port = ports[2];
  }

  static async start(): Promise<TestCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-cluster-'));
    const authority = new CertificateAuthority(folder);
    const admin = authority.issue('admin', '/O=system:masters/CN=admin', ['extendedKeyUsage=clientAuth']);
    const cluster = new TestCluster(folder, authority, admin, [
      await freePort(),
      await freePort(),
      await freePort(),
    ]);
    try {
      await cluster.startProcesses();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** A kubeconfig with a client certificate, as kubeadm writes it. */
  kubeconfig(server = `https://127.0.0.1:${String(this.port)}`): string {
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'admin@test',
      contexts: [{ name: 'admin@test', context: { cluster: 'test', user: 'admin' } }],
      clusters: [
        {
          name: 'test',
          cluster: { server, 'certificate-authority-data': base64File(this.authority.certFile) },
        },
      ],
      users: [
        {
          name: 'admin',
          user: {
            'client-certificate-data': base64File(this.admin.certFile),
            'client-key-data': base64File(this.admin.keyFile),
          },
        },
      ],
    });
  }

  async stop(): Promise<void> {
    for (const child of this.processes.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Stops the API server from answering, as a frozen machine would. */
  async whileApiServerIsFrozen<T>(work: () => Promise<T>): Promise<T> {
    const apiServer = this.processes[1];
    apiServer?.kill('SIGSTOP');
    await eventually(() => Promise.resolve(isStopped(apiServer?.pid) || undefined));
    try {
      return await work();
    } finally {
      apiServer?.kill('SIGCONT');
    }
  }

  private async startProcesses(): Promise<void> {
    const [etcdPort, peerPort, apiPort] = this.ports;
    const etcdUrl = `http://127.0.0.1:${String(etcdPort)}`;
    const peerUrl = `http://127.0.0.1:${String(peerPort)}`;
    const serving = this.authority.issue('apiserver', '/CN=kube-apiserver', [
      'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:control-plane.test',
      'extendedKeyUsage=serverAuth',
    ]);
    const accounts = this.authority.issue('accounts', '/CN=accounts', ['extendedKeyUsage=clientAuth']);
    const kubeconfigFile = join(this.folder, 'kubeconfig');
    writeFileSync(kubeconfigFile, this.kubeconfig(), { mode: 0o600 });

    this.run('etcd', [
      `--data-dir=${join(this.folder, 'etcd')}`,
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      '--unsafe-no-fsync',
    ]);
    this.run('kube-apiserver', [
      `--etcd-servers=${etcdUrl}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${String(apiPort)}`,
      `--tls-cert-file=${serving.certFile}`,
      `--tls-private-key-file=${serving.keyFile}`,
      `--client-ca-file=${this.authority.certFile}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${accounts.certFile}`,
      `--service-account-signing-key-file=${accounts.keyFile}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      '--authorization-mode=RBAC',
    ]);
    await this.untilReady();
    this.run('kube-controller-manager', [
      `--kubeconfig=${kubeconfigFile}`,
      `--service-account-private-key-file=${accounts.keyFile}`,
      `--root-ca-file=${this.authority.certFile}`,
      '--leader-elect=false',
      '--secure-port=0',
    ]);
  }

  private run(program: Program, args: readonly string[]): void {
    const log = openSync(join(this.folder, `${program}.log`), 'a');
    const child = spawn(findBinary(program) ?? program, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.processes.push(child);
  }

  private async untilReady(): Promise<void> {
    const connection = { kubeconfig: this.kubeconfig(), source: 'the test cluster' };
    const signal = AbortSignal.timeout(startTimeoutMs);
    for (;;) {
      const failed = this.processes.find(({ exitCode }) => exitCode !== null);
      if (failed !== undefined) throw new Error(`${failed.spawnfile} ended: ${this.logOf(failed.spawnfile)}`);
      try {
        const api = await KubernetesApi.connect(connection, { signal, retryMs: 0 });
        // Only then the roles that everything needs have been written.
        await api.request('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles/cluster-admin', undefined, {
          signal,
        });
        await api.request('GET', '/api/v1/namespaces/default', undefined, { signal });
        await api.close();
        return;
      } catch (error) {
        if (signal.aborted) throw new Error('the API server does not start', { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  private logOf(program: string): string {
    const name = program.split('/').at(-1) ?? program;
    return readFileSync(join(this.folder, `${name}.log`), 'utf8').slice(-2000);
  }
}

/** The signal takes effect thread by thread. Only Linux tells; elsewhere it is taken to be at once. */
function isStopped(pid: number | undefined): boolean {
  const tasks = `/proc/${String(pid)}/task`;
  if (!existsSync(tasks)) return true;
  return readdirSync(tasks).every((task) => /\) T /.test(readFileSync(join(tasks, task, 'stat'), 'utf8')));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
