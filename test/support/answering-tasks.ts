import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ProcessRunner, ProcessSpec, RunningProcess } from '../../src/sandbox/mesos';

/** Below these only root may listen. */
const FIRST_PORT_OF_ALL = 1024;

/**
 * Tasks that do nothing but answer HTTP at their ports, whatever their command or image is: for apps of others, whose
 * programs are not here. Their containers have the addresses of their agent and `::1`.
 */
export class AnsweringTasks implements ProcessRunner {
  /** By address and port; kept until the end, since tasks may share one. */
  private readonly servers = new Map<string, Promise<Server | undefined>>();
  private pids = 1_000_000;
  private ipv6 = true;

  private constructor(private readonly anything: Server) {}

  static async begin(): Promise<AnsweringTasks> {
    return new AnsweringTasks(await answering(0, '127.0.0.1'));
  }

  async end(): Promise<void> {
    close(this.anything);
    for (const server of this.servers.values()) close(await server);
  }

  /** Whether containers have an IPv6 address, where the computer has one; they do from the start. */
  async setIpv6(ipv6: boolean): Promise<void> {
    this.ipv6 = ipv6;
    for (const [place, server] of this.servers) {
      if (!place.startsWith('::1 ')) continue;
      close(await server);
      this.servers.delete(place);
    }
  }

  async start({ environment }: Pick<ProcessSpec, 'environment'>): Promise<RunningProcess> {
    const { HOST: host = '127.0.0.1' } = environment;
    const names = Object.keys(environment);
    // `PORT0` is one of the host, `PORT_8080` one of the container.
    const ofHost = names.filter((name) => /^PORT\d+$/.test(name)).map((name) => Number(environment[name]));
    const ofContainer = names.filter((name) => /^PORT_\d+$/.test(name)).map((name) => Number(name.slice(5)));
    const places = [
      ...[...ofHost, ...ofContainer].map((port) => ({ port, address: host })),
      ...(this.ipv6 ? ofContainer.map((port) => ({ port, address: '::1' })) : []),
    ].filter(({ port }) => port >= FIRST_PORT_OF_ALL);
    await Promise.all(places.map(({ port, address }) => this.serve(port, address)));
    this.pids += 1;
    let end: (how: { code: number; signal: number }) => void = () => undefined;
    const ended = new Promise<{ code: number; signal: number }>((resolve) => (end = resolve));
    return {
      pid: this.pids,
      ended,
      signal: (signal) => {
        end({ code: 0, signal: signal === 'SIGTERM' ? 15 : 9 });
      },
    };
  }

  pathOf(path: string): string {
    return path;
  }

  adopt(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Where anything can be fetched: archives are empty ones. */
  get url(): string {
    return `http://127.0.0.1:${String((this.anything.address() as AddressInfo).port)}`;
  }

  /** How a port of a task is reached; one that only root may open is answered for. */
  connect(host: string, port: number): Socket {
    return port >= FIRST_PORT_OF_ALL
      ? connect(port, host)
      : connect((this.anything.address() as AddressInfo).port, '127.0.0.1');
  }

  private serve(port: number, address: string): Promise<Server | undefined> {
    const place = `${address} ${String(port)}`;
    // A computer may have no such address.
    const server = this.servers.get(place) ?? answering(port, address).catch(() => undefined);
    this.servers.set(place, server);
    return server;
  }
}

const emptyArchive = gzipSync(Buffer.alloc(1024));

async function answering(port: number, address: string): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    response.end(url.endsWith('.tar.gz') ? emptyArchive : 'well');
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

function close(server: Server | undefined): void {
  server?.closeAllConnections();
  server?.close();
}
