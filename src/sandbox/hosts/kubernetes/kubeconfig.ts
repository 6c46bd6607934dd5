import { createHash, X509Certificate } from 'node:crypto';
import { parse } from 'yaml';
import type { MachineFiles } from '../system/machine-files';

/** What a program needs of a kubeconfig. */
export interface Access {
  readonly host: string;
  readonly port: number;
  readonly server: string;
  /** Discovery hash of the CA in it. */
  readonly caHash: string;
  /** The node whose credentials these are; undefined when they are not a node's. */
  readonly node: string | undefined;
}

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly {
    readonly name: string;
    readonly context?: { cluster?: string; user?: string };
  }[];
  readonly clusters?: readonly {
    readonly name: string;
    readonly cluster?: { server?: string; 'certificate-authority-data'?: string };
  }[];
}

/** @throws Error that says what is wrong with the text */
export function readKubeconfig(text: string): Access {
  const config = (parse(text) ?? {}) as Kubeconfig;
  const context = config.contexts?.find(({ name }) => name === config['current-context'])?.context;
  const cluster = config.clusters?.find(({ name }) => name === context?.cluster)?.cluster;
  const { server, 'certificate-authority-data': authority } = cluster ?? {};
  if (server === undefined || authority === undefined) {
    throw new Error('its current context has no cluster with a server and certificate-authority-data');
  }
  const { hostname, port } = new URL(server);
  return {
    host: hostname,
    port: Number(port === '' ? '443' : port),
    server,
    caHash: caHashOf(Buffer.from(authority, 'base64').toString('utf8')),
    node: /^system:node:(.+)$/.exec(context?.user ?? '')?.[1],
  };
}

/** kubeadm's discovery hash of a CA certificate in PEM. */
export function caHashOf(pem: string): string {
  const der = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(der).digest('hex')}`;
}

/** The address of a name in the machine's /etc/hosts; what is an address stays one. */
export function resolveHost(files: MachineFiles, name: string): string {
  for (const line of (files.read('/etc/hosts') ?? '').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name)) return address;
  }
  return name;
}
