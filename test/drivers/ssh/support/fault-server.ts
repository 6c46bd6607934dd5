import { spawn, type ChildProcess } from 'node:child_process';
import { Transform } from 'node:stream';
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { Server, type Connection, type Session } from 'ssh2';
import type { SshTarget } from '../../../../src/drivers/ssh';
import { temporaryFolder } from './folder';
import { makeKey, writeKey, type KeyPair } from './keys';

export interface Faults {
  /** So many TCP connections are closed before the banner. */
  resetConnections?: number;
  /** So many logins are refused. */
  refuseLogins?: number;
  /** TCP connections are accepted and never answered. */
  silent?: boolean;
  /** Cut the TCP connection as soon as a command has printed this. */
  cutOnOutput?: string;
  /** Flip the last byte of the first chunk of stdin whose command line contains this. */
  corruptStdinOf?: string;
  /** Answer no packet any more once a command has printed this. */
  hangOnOutput?: string;
}

export interface FaultServer {
  readonly port: number;
  readonly target: SshTarget;
  readonly faults: Faults;
  readonly hostKey: KeyPair;
  /** Command lines as they arrived. */
  readonly commands: string[];
  /** TCP connections accepted so far. */
  connections(): number;
  /** Logins tried so far. */
  logins(): number;
  cutAll(): void;
  stop(): Promise<void>;
}

/** An SSH server in this process that runs commands with the machine's own sh and fails as it is told to. */
export async function startFaultServer(
  faults: Faults = {},
  hostKey = makeKey(),
  port = 0,
): Promise<FaultServer> {
  const folder = temporaryFolder();
  const userKeyFile = writeKey(folder.path, 'id_user', makeKey());
  const sockets = new Set<Socket>();
  const children = new Set<ChildProcess>();
  const commands: string[] = [];
  let connections = 0;
  let logins = 0;

  const ssh = new Server({ hostKeys: [hostKey.private] }, (connection) => {
    connection.on('error', () => undefined);
    connection.on('authentication', (context) => {
      if (context.method !== 'publickey') {
        context.reject(['publickey']);
        return;
      }
      logins += 1;
      if (logins <= (faults.refuseLogins ?? 0)) context.reject();
      else context.accept();
    });
    connection.on('ready', () => {
      serve(connection);
    });
  });
  const serve = (connection: Connection): void => {
    connection.on('session', (accept) => {
      execute(accept(), { commands, faults, sockets, children });
    });
  };

  const tcp = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (connections <= (faults.resetConnections ?? 0)) socket.destroy();
    else if (faults.silent !== true) ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve) => {
    tcp.listen(port, '127.0.0.1', resolve);
  });
  const actualPort = (tcp.address() as AddressInfo).port;
  return {
    port: actualPort,
    faults,
    hostKey,
    commands,
    target: {
      address: '127.0.0.1',
      port: actualPort,
      user: 'root',
      hostKeys: { kind: 'pinned', keys: [hostKey.public] },
      credential: { kind: 'key-file', privateKeyFile: userKeyFile },
    },
    connections: () => connections,
    logins: () => logins,
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      await close(tcp, sockets);
      // What a test left running must not keep the test process alive through its pipes.
      for (const child of children) {
        for (const pipe of child.stdio) pipe?.destroy();
        child.unref();
      }
      folder.remove();
    },
  };
}

interface Shared {
  readonly commands: string[];
  readonly faults: Faults;
  readonly sockets: Set<Socket>;
  readonly children: Set<ChildProcess>;
}

function execute(session: Session, { commands, faults, sockets, children }: Shared): void {
  session.on('exec', (accept, _reject, { command }) => {
    commands.push(command);
    const channel = accept();
    const child = spawn('sh', ['-c', command], { stdio: 'pipe' });
    children.add(child);
    const input = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const marker = faults.corruptStdinOf;
        if (marker !== undefined && command.includes(marker)) {
          delete faults.corruptStdinOf;
          chunk[chunk.length - 1] = (chunk.at(-1) ?? 0) ^ 1;
        }
        done(null, chunk);
      },
    });
    child.stdin.on('error', () => undefined);
    channel.pipe(input).pipe(child.stdin);
    child.stdout.on('data', (chunk: Buffer) => {
      channel.write(chunk);
      const text = chunk.toString();
      if (faults.cutOnOutput !== undefined && text.includes(faults.cutOnOutput)) {
        for (const socket of sockets) socket.destroy();
      }
      if (faults.hangOnOutput !== undefined && text.includes(faults.hangOnOutput)) {
        for (const socket of sockets) socket.pause();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      channel.stderr.write(chunk);
    });
    child.on('close', (code) => {
      children.delete(child);
      channel.exit(code ?? 255);
      channel.close();
    });
  });
}

function close(tcp: TcpServer, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    tcp.close(() => {
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
