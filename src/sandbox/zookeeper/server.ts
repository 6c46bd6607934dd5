import { createServer, type Server, type Socket } from 'node:net';
import { Frames, JuteReader, JuteWriter } from './jute';
import { errorNumber, OPERATIONS } from './protocol';
import { type ZooKeeper, ZooKeeperError, type ZooKeeperSession } from './zookeeper';

/** What a server answers while it takes part in no quorum. */
const NOT_SERVING = 'This ZooKeeper instance is not currently serving requests\n';

export interface ZooKeeperServerOptions {
  readonly address: string;
  readonly port: number;
  /** Undefined while it takes part in no quorum. */
  readonly mode: () => 'leader' | 'follower' | 'standalone' | undefined;
  readonly zookeeper: ZooKeeper;
}

/** One server of an ensemble in memory: `srvr`, and of the protocol what looks at nodes and removes them. */
export class ZooKeeperServer {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly options: ZooKeeperServerOptions) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      this.serve(socket);
    });
  }

  static async listen(options: ZooKeeperServerOptions): Promise<ZooKeeperServer> {
    const made = new ZooKeeperServer(options);
    await new Promise<void>((resolve, reject) => {
      made.server.once('error', reject);
      made.server.listen(options.port, options.address, resolve);
    });
    return made;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    const frames = new Frames();
    let first = true;
    let session: ZooKeeperSession | undefined;
    socket.on('close', () => void session?.close());
    socket.on('data', (chunk: Buffer) => {
      if (first && /^[a-z]{4}$/.test(chunk.toString('latin1').trim())) {
        socket.end(this.fourLetters(chunk.toString('latin1').trim()));
        return;
      }
      for (const frame of frames.push(chunk)) {
        if (!first) {
          void this.answer(socket, session, frame);
          continue;
        }
        first = false;
        if (this.options.mode() === undefined) {
          socket.destroy();
          return;
        }
        session = this.options.zookeeper.connect(10);
        socket.write(new JuteWriter().int(0).int(10_000).long(1n).buffer(Buffer.alloc(16)).frame());
      }
    });
  }

  private fourLetters(word: string): string {
    const mode = this.options.mode();
    if (word !== 'srvr') return `${word} is not executed because it is not in the whitelist.\n`;
    if (mode === undefined) return NOT_SERVING;
    return `Zookeeper version: 3.8.0-sandbox\nLatency min/avg/max: 0/0.0/0\nReceived: 1\nSent: 0\nConnections: 1\nOutstanding: 0\nZxid: 0x1\nMode: ${mode}\nNode count: 5\n`;
  }

  private async answer(socket: Socket, session: ZooKeeperSession | undefined, frame: Buffer): Promise<void> {
    const request = new JuteReader(frame);
    const xid = request.int();
    const type = request.int();
    const header = (error: number): JuteWriter => new JuteWriter().int(xid).long(1n).int(error);
    try {
      if (session === undefined) throw new ZooKeeperError('CONNECTION_LOSS', '/');
      const body = header(0);
      switch (type) {
        case OPERATIONS.ping:
        case OPERATIONS.auth:
        case OPERATIONS.close:
          break;
        case OPERATIONS.getChildren:
          body.strings(await session.children(request.string()));
          break;
        case OPERATIONS.getData:
          body.string(await session.get(request.string()));
          break;
        case OPERATIONS.delete:
          await session.remove(request.string());
          break;
        default:
          throw new ZooKeeperError('UNKNOWN', '/');
      }
      socket.write(body.frame());
    } catch (error) {
      socket.write(header(error instanceof ZooKeeperError ? errorNumber(error.code) : -1).frame());
    }
  }
}
