import { createServer, type Server } from 'node:http';
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
    const ports = Object.entries(environment).flatMap(([name, value]) =>
      /^PORT\d+$/.test(name) ? [Number(value)] : [],
    );
    const servers = await Promise.all([...new Set(ports)].map((port) => answering(port)));
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

  adopt(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** A connection that is answered, for what is asked of a task whose network is not here. */
  connect(): Socket {
    return connect((this.anything.address() as AddressInfo).port, '127.0.0.1');
  }
}

async function answering(port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    response.end('well');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
