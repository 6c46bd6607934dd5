import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { type AuthContext, type Connection, Server, utils } from 'ssh2';
import type { Accounts } from './accounts';
import type { HostKey } from './host-keys';
import { type CommandRunner, serveSession } from './session';
import { UnreachableError } from '../neighbourhood';

/** As sshd's MaxSessions. */
const MAX_SESSIONS = 10;

/** How long somebody whom the firewall keeps out is left without an answer at most. */
const SILENCE_MS = 120_000;

export interface SshSurroundings {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly accounts: Accounts;
  readonly runner: CommandRunner;
  /** Whether the firewall lets the sender through. */
  allows(fromAddress: string, toAddress: string): boolean;
  /** Asked for every connection that the firewall lets through; false cuts it. */
  mayConnect(): boolean;
  /** Told of everyone who begins to log in. Gives what is told when they have. */
  begin(): () => void;
  /** A TCP connection that the machine makes. @throws UnreachableError */
  reach(address: string, port: number): Promise<Socket>;
}

/** The sshd of a machine. */
export class SshServer {
  private listeners: TcpServer[] = [];
  private readonly sockets = new Set<Socket>();

  constructor(private readonly surroundings: SshSurroundings) {}

  /** @throws when an address is taken or unknown to this computer */
  async start(keys: readonly HostKey[]): Promise<void> {
    if (keys.length === 0) throw new Error('sshd: no hostkeys available -- exiting.');
    const server = new Server({
      hostKeys: keys.map(({ privateKey }) => privateKey),
      ident: 'OpenSSH_9.2p1_sandbox',
    });
    server.on('connection', (connection: Connection) => {
      this.serve(connection);
    });
    this.listeners = await Promise.all(
      this.surroundings.addresses.map((address) => this.listen(address, server)),
    );
  }

  /** Takes no further connections; those that are open stay. */
  stop(): Promise<void> {
    // What would be waited for is the end of the connections.
    for (const listener of this.listeners.splice(0)) listener.close();
    return Promise.resolve();
  }

  /** Every connection breaks without a word. */
  cut(): void {
    for (const socket of this.sockets) {
      // One that is ending already cannot be reset: it would never be closed.
      if (socket.writableEnded) socket.destroy();
      else socket.resetAndDestroy();
    }
    this.sockets.clear();
  }

  private listen(address: string, server: Server): Promise<TcpServer> {
    const listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      if (!this.surroundings.allows(socket.remoteAddress ?? '', address)) {
        socket.setTimeout(SILENCE_MS, () => socket.destroy());
      } else if (!this.surroundings.mayConnect()) {
        socket.resetAndDestroy();
      } else {
        socket.setNoDelay(true);
        server.injectSocket(socket);
      }
    });
    return new Promise((resolve, reject) => {
      listener.once('error', reject);
      listener.listen({ host: address, port: this.surroundings.port, exclusive: true }, () => {
        resolve(listener);
      });
    });
  }

  private serve(connection: Connection): void {
    let user = '';
    let sessions = 0;
    connection.once('ready', this.surroundings.begin());
    connection.on('error', () => undefined);
    connection.on('authentication', (context: AuthContext) => {
      if (this.admits(context)) {
        user = context.username;
        context.accept();
      } else {
        context.reject(['publickey']);
      }
    });
    connection.on('session', (accept, reject) => {
      const account = this.surroundings.accounts.find(user);
      if (account === undefined || sessions >= MAX_SESSIONS) {
        reject();
        return;
      }
      sessions += 1;
      const session = accept();
      session.once('close', () => {
        sessions -= 1;
      });
      serveSession(session, account, this.surroundings.runner);
    });
    const tunnels = new Set<() => void>();
    connection.once('close', () => {
      for (const end of tunnels) end();
    });
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      this.surroundings.reach(destIP, destPort).then(
        (socket) => {
          const channel = accept();
          const end = (): void => {
            socket.destroy();
            channel.destroy();
          };
          socket.on('error', end);
          channel.on('error', end);
          tunnels.add(end);
          socket.once('close', () => {
            tunnels.delete(end);
            channel.end();
          });
          channel.once('close', () => socket.destroy());
          socket.pipe(channel).pipe(socket);
        },
        (error: unknown) => {
          if (!(error instanceof UnreachableError)) throw error;
          reject();
        },
      );
    });
    connection.on('request', (_accept, reject) => {
      reject?.();
    });
  }

  private admits(context: AuthContext): boolean {
    if (context.method !== 'publickey') return false;
    const account = this.surroundings.accounts.find(context.username);
    if (account === undefined) return false;
    const offered = context.key.data;
    const known = this.surroundings.accounts
      .keysOf(account)
      .find((key) => key.getPublicSSH().equals(offered));
    if (known === undefined) return false;
    const { signature, blob, hashAlgo } = context;
    if (signature === undefined || blob === undefined) return true;
    const key = utils.parseKey(`${known.type} ${offered.toString('base64')}`);
    return !(key instanceof Error) && key.verify(blob, signature, hashAlgo);
  }
}
