import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, X509Certificate } from 'node:crypto';
import type { ListenOptions } from 'node:net';

const cookieName = 'TF_PLUGIN_MAGIC_COOKIE';
const cookieValue = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

/** Version of the handshake itself. */
const coreVersion = 1;
/** The plugin protocol this framework speaks. A host that does not offer it is told so, and complains itself. */
const protocolVersion = 6;

/** Longest path of a unix socket that all systems take. */
const longestSocketPath = 100;

/** What the plugin host says in the environment of the plugin. */
export interface Host {
  /** PEM; absent when the host wants no TLS. */
  readonly clientCertificate: string | undefined;
  /** Where to listen, best first. */
  readonly listen: readonly ListenOptions[];
}

/** This process was not started by a plugin host, or by one that cannot be talked to. */
export class HandshakeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HandshakeError';
  }
}

/** @throws HandshakeError when there is no plugin host to shake hands with. */
export function readHost(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  program: { readonly name: string; readonly version: string },
): Host {
  if (environment[cookieName] !== cookieValue) {
    throw new HandshakeError(
      `this is the Terraform provider "${program.name}" ${program.version}. It is not run by hand: Terraform and OpenTofu ` +
        'start it\nwhen a configuration requires it. See https://developer.hashicorp.com/terraform/language/providers',
    );
  }
  return {
    clientCertificate: readClientCertificate(environment.PLUGIN_CLIENT_CERT),
    listen: listenOptions(environment, platform),
  };
}

function readClientCertificate(pem: string | undefined): string | undefined {
  if (pem === undefined || pem === '') return undefined;
  try {
    return new X509Certificate(pem).toString();
  } catch (error) {
    throw new HandshakeError(
      `PLUGIN_CLIENT_CERT is not a PEM certificate, so nobody could be let in: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function listenOptions(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): ListenOptions[] {
  const tcp = tcpOptions(environment);
  if (platform === 'win32') return tcp;
  const folder = environment.PLUGIN_UNIX_SOCKET_DIR || tmpdir();
  const path = join(folder, `plugin${randomBytes(6).toString('hex')}`);
  return Buffer.byteLength(path) > longestSocketPath ? tcp : [{ path }];
}

function tcpOptions(environment: NodeJS.ProcessEnv): ListenOptions[] {
  const host = '127.0.0.1';
  const lowest = Number(environment.PLUGIN_MIN_PORT ?? 0);
  const highest = Number(environment.PLUGIN_MAX_PORT ?? 0);
  if (!(lowest > 0 && highest >= lowest && highest < 65_536)) return [{ host, port: 0 }];
  return Array.from({ length: highest - lowest + 1 }, (_, index) => ({ host, port: lowest + index }));
}

/** The line that tells the host where and how to connect. */
export function handshakeLine(
  listening: ListenOptions,
  address: string,
  certificate: Buffer | undefined,
): string {
  const encoded = certificate?.toString('base64').replace(/=+$/, '') ?? '';
  const network = listening.path === undefined ? 'tcp' : 'unix';
  return `${coreVersion}|${protocolVersion}|${network}|${address}|grpc|${encoded}\n`;
}
