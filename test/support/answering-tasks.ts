import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { ProcessRunner, RunningProcess } from '../../src/sandbox/mesos';

/**
 * Tasks that do nothing but answer HTTP at their ports, whatever their command or image is: for apps of others, whose
 * programs are not here.
 */
export class AnsweringTasks implements ProcessRunner {
  private pids = 1_000_000;
  private constructor(private readonly anything: Server) {}

  static async start(): Promise<AnsweringTasks> {
    return new AnsweringTasks(await answering(0));
  }

  stop(): void {
    this.anything.closeAllConnections();
    this.anything.close();
  }

  async start({
    environment,
  }: {
    readonly environment: Readonly<Record<string, string>>;
  }): Promise<RunningProcess> {
    // Ports of the host, and those of containers, which have no network of their own here and may share one.
    const ports = Object.entries(environment).flatMap(([name, value]) => [
      ...(/^PORT\d+$/.test(name) ? [Number(value)] : []),
      ...(/^PORT_\d+$/.test(name) ? [Number(name.slice('PORT_'.length))] : []),
    ]);
    const opened = await Promise.all(
      [...new Set(ports)].filter((port) => port > 1024).map((port) => answering(port).catch(() => undefined)),
    );
    const servers = opened.filter((server) => server !== undefined);
    this.pids += 1;
    let end: (how: { code: number; signal: number }) => void = () => undefined;
    const ended = new Promise<{ code: number; signal: number }>((resolve) => (end = resolve));
    return {
      pid: this.pids,
      ended,
      signal: (signal) => {
        for (const server of servers) {
          server.closeAllConnections();
          server.close();
        }
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

  /** A connection that is answered, for what is asked of a task whose network is not here. */
  connect(): Socket {
    return connect((this.anything.address() as AddressInfo).port, '127.0.0.1');
  }
}

const emptyArchive = gzipSync(Buffer.alloc(1024));

async function answering(port: number): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    response.end(url.endsWith('.tar.gz') ? emptyArchive : 'well');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return server;
}
