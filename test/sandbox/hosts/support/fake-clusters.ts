import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type {
  ClusterBackend,
  ClusterOptions,
  KubectlResult,
  NodeSpec,
  SandboxCluster,
} from '../../../../src/sandbox/kubernetes';

interface Stored {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** As much of a cluster as machines need, with what they did to it on record. */
export class FakeCluster implements SandboxCluster {
  readonly name: string;
  readonly version: string;
  readonly caCertificate: string;
  readonly caKey: string;
  readonly caHash: string;
  readonly apiServerCertificate: string;
  /** Ready or not, by name. */
  readonly nodes = new Map<string, NodeSpec & { ready: boolean }>();
  readonly endpoints = new Map<string, Server>();
  readonly tokens = new Set<string>();
  readonly objects = new Map<string, Stored>();

  constructor(options: ClusterOptions) {
    this.name = options.name;
    this.version = `v${options.version}`;
    const { key, certificate } = makeCertificate();
    this.caKey = key;
    this.caCertificate = certificate;
    this.apiServerCertificate = certificate;
    const der = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
    this.caHash = `sha256:${createHash('sha256').update(der).digest('hex')}`;
  }

  adminKubeconfig(server: string): string {
    return this.kubeconfig('kubernetes-admin', server);
  }

  nodeKubeconfig(node: string, server: string): string {
    return this.kubeconfig(`system:node:${node}`, server);
  }

  async serve(address: string, port: number): Promise<number> {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, resolve);
    });
    this.endpoints.set(address, server);
    return port;
  }

  async unserve(address: string): Promise<void> {
    const server = this.endpoints.get(address);
    this.endpoints.delete(address);
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  createToken(): string {
    const token = `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`;
    this.tokens.add(token);
    return token;
  }

  checkToken(token: string): boolean {
    return this.tokens.has(token);
  }

  addNode(node: NodeSpec): Promise<void> {
    this.nodes.set(node.name, { ...node, ready: false });
    return Promise.resolve();
  }

  setNodeReady(name: string, ready: boolean): Promise<void> {
    const node = this.nodes.get(name);
    if (node !== undefined) node.ready = ready;
    return Promise.resolve();
  }

  removeNode(name: string): Promise<void> {
    this.nodes.delete(name);
    return Promise.resolve();
  }

  inspect(args: readonly string[]): Promise<KubectlResult> {
    return this.kubectl(args, '');
  }

  kubectl(args: readonly string[], stdin: string): Promise<KubectlResult> {
    const words = args.filter(
      (word, index) =>
        !word.startsWith('-') &&
        !/^(-n|-o|--request-timeout|--field-manager|-f)$/.test(args[index - 1] ?? ''),
    );
    const output = args[args.indexOf('-o') + 1] ?? '';
    return Promise.resolve(this.answer(words, args, output, stdin));
  }

  async stop(): Promise<void> {
    for (const address of [...this.endpoints.keys()]) await this.unserve(address);
  }

  private answer(
    words: readonly string[],
    args: readonly string[],
    output: string,
    stdin: string,
  ): KubectlResult {
    const [verb, kind = '', ...names] = words;
    if (verb === 'get' && args.includes('--raw')) return ok('ok');
    if (verb === 'apply') {
      for (const document of parseAllDocuments(stdin)) {
        const object = document.toJS() as Stored | null;
        if (object !== null) this.objects.set(`${object.kind.toLowerCase()}/${object.metadata.name}`, object);
      }
      return ok('');
    }
    if (verb === 'get' && kind === 'nodes') {
      const lines = [...this.nodes.values()].map(
        ({ name, address }) => `${name}   10.244.0.0/24   ${address}\n`,
      );
      return ok(lines.join(''));
    }
    if (verb === 'get' && kind === 'node') {
      const name = names[0] ?? '';
      if (!this.nodes.has(name)) return failed(`Error from server (NotFound): nodes "${name}" not found`);
      return ok(`node/${name}\n`);
    }
    if (verb === 'get') {
      const found = kind.split(',').map((one) => this.objects.get(`${one}/${names[0] ?? ''}`));
      const present = found.filter((one) => one !== undefined);
      if (present.length < found.length)
        return failed(`Error from server (NotFound): ${kind} "${names[0] ?? ''}" not found`);
      if (output === 'name')
        return ok(present.map((one) => `${one.kind.toLowerCase()}/${one.metadata.name}\n`).join(''));
      const path = /^jsonpath=\{\.data\.(.*)\}$/.exec(output)?.[1]?.replaceAll('\\', '');
      const { data = {} } = present[0] as { data?: Record<string, string> };
      return ok(path === undefined ? JSON.stringify(present[0]) : (data[path] ?? ''));
    }
    if (verb === 'delete') {
      this.objects.delete(`${kind}/${names[0] ?? ''}`);
      this.nodes.delete(names[0] ?? '');
      return ok('');
    }
    return failed(`the fake cluster does not know kubectl ${args.join(' ')}`);
  }

  private kubeconfig(user: string, server: string): string {
    const data = (text: string): string => Buffer.from(text).toString('base64');
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'it',
      contexts: [{ name: 'it', context: { cluster: this.name, user } }],
      clusters: [
        { name: this.name, cluster: { server, 'certificate-authority-data': data(this.caCertificate) } },
      ],
      users: [
        {
          name: user,
          user: { 'client-certificate-data': data(this.caCertificate), 'client-key-data': data(this.caKey) },
        },
      ],
    });
  }
}

export class FakeClusters implements ClusterBackend {
  readonly clusters: FakeCluster[] = [];

  async init(options: ClusterOptions): Promise<FakeCluster> {
    const cluster = new FakeCluster(options);
    this.clusters.push(cluster);
    await cluster.serve(options.address, options.port);
    await cluster.addNode(options.node);
    return cluster;
  }

  byCaHash(hash: string): FakeCluster | undefined {
    return this.clusters.find(({ caHash }) => caHash === hash);
  }

  list(): readonly FakeCluster[] {
    return this.clusters;
  }

  async discard(hash: string): Promise<boolean> {
    const index = this.clusters.findIndex(({ caHash }) => caHash === hash);
    if (index < 0) return false;
    for (const cluster of this.clusters.splice(index, 1)) await cluster.stop();
    return true;
  }

  async stopAll(): Promise<void> {
    for (const cluster of this.clusters.splice(0)) await cluster.stop();
  }
}

function ok(stdout: string): KubectlResult {
  return { exitCode: 0, stdout, stderr: '' };
}

function failed(stderr: string): KubectlResult {
  return { exitCode: 1, stdout: '', stderr: `${stderr}\n` };
}

function makeCertificate(): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-ca-'));
  try {
    const [key, certificate] = [join(folder, 'ca.key'), join(folder, 'ca.crt')];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync(
      'openssl',
      ['req', ...made, '-subj', '/CN=kubernetes', '-keyout', key, '-out', certificate],
      {
        stdio: 'ignore',
      },
    );
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
