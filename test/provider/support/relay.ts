import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP address behind which one machine can be replaced by another. */
export interface Relay {
  /** From now on another port of the loopback answers. */
  turnTo(port: number): void;
  /** How many connections were opened so far. */
  connections(): number;
  close(): void;
}

export async function relayTo(listen: number, target: number): Promise<Relay> {
  let current = target;
  let opened = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    opened += 1;
    const onward = connect(current, '127.0.0.1');
    for (const [one, other] of [[socket, onward] as const, [onward, socket] as const]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  server.listen(listen, '127.0.0.1');
  await once(server, 'listening');
  return {
    turnTo: (port) => {
      current = port;
    },
    connections: () => opened,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
