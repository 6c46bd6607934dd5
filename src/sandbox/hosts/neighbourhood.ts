import { connect, type Socket } from 'node:net';

/** A machine, as others reach it. */
export interface Neighbour {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly state: string;
  allows(fromAddress: string, toAddress: string, port: number): boolean;
}

/** Why nothing was reached. */
export type Unreachable = 'refused' | 'no route' | 'timeout';

export class UnreachableError extends Error {
  constructor(readonly reason: Unreachable) {
    super(
      {
        refused: 'connect: connection refused',
        'no route': 'connect: no route to host',
        timeout: 'i/o timeout',
      }[reason],
    );
  }
}

/** The network between machines: loopback addresses of this computer behind the machines' own firewalls. */
export class Neighbourhood {
  constructor(private readonly machines: () => Iterable<Neighbour>) {}

  /**
   * Connects as a machine, with its own address as the sender.
   * @param address an address of a machine, or `localhost` and 127.0.0.1 for the machine itself
   * @throws UnreachableError
   */
  async reach(own: string, address: string, port: number): Promise<Socket> {
    const target = this.route(own, address, port);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: target, port, localAddress: own });
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        resolve(socket);
      });
      socket.once('error', () => {
        reject(new UnreachableError('refused'));
      });
    });
  }

  /** @throws UnreachableError */
  async probe(own: string, address: string, port: number): Promise<void> {
    const socket = await this.reach(own, address, port);
    socket.destroy();
  }

  /**
   * Where an address leads as a machine sees it.
   * @throws UnreachableError when nothing is there, or its firewall does not admit the machine
   */
  route(own: string, address: string, port: number): string {
    const target = address === 'localhost' || address === '127.0.0.1' ? own : address;
    if (!/^127(\.\d+){3}$/.test(target)) throw new UnreachableError('no route');
    for (const machine of this.machines()) {
      if (!machine.addresses.includes(target) || machine.addresses.includes(own)) continue;
      if (machine.state === 'off') throw new UnreachableError('no route');
      if (!machine.allows(own, target, port)) throw new UnreachableError('timeout');
    }
    return target;
  }
}
