import { createServer, type Server } from 'node:net';

/** The first two numbers of the loopback addresses of one sandbox. */
export interface AddressPlan {
  /** Private addresses of EC2 instances: the default VPC is this with `.0.0/16`. */
  readonly vpc: string;
  /** Public addresses of EC2 instances. */
  readonly public: string;
  /** Addresses of rack machines. */
  readonly rack: string;
  /** Private addresses of Azure's virtual machines, whichever virtual network they are in. */
  readonly vnet: string;
  /** Public addresses of Azure's virtual machines. */
  readonly azurePublic: string;
}

/** An address plan that no other sandbox on this machine has, until it is released or the process ends. */
export interface ReservedNetwork {
  readonly addresses: AddressPlan;
  release(): Promise<void>;
}

const FIRST = 77;
/** /16 networks of one plan. */
const WIDTH = 5;
const PLANS = 35;
const LOCK_PORT = 2221;

/** The plan of that number: from 127.77 to 127.81 for 0, the five after them for 1, and so on. */
export function addressPlan(number: number): AddressPlan {
  const first = FIRST + WIDTH * number;
  return {
    vpc: `127.${first}`,
    public: `127.${first + 1}`,
    rack: `127.${first + 2}`,
    vnet: `127.${first + 3}`,
    azurePublic: `127.${first + 4}`,
  };
}

/**
 * The first plan that is free. A listening socket holds it: the kernel gives it back however the process ends.
 * Where the machine has no other loopback address than 127.0.0.1 (macOS), nothing can listen on these addresses,
 * and the first plan is given without holding it.
 */
export async function reserveNetwork(): Promise<ReservedNetwork> {
  for (let number = 0; number < PLANS; number += 1) {
    const addresses = addressPlan(number);
    const lock = await listen(`${addresses.vpc}.255.254`);
    if (lock === 'no such address') return { addresses, release: () => Promise.resolve() };
    if (lock === 'taken') continue;
    return {
      addresses,
      release: () =>
        new Promise((resolve) => {
          lock.close(() => {
            resolve();
          });
        }),
    };
  }
  throw new Error(`${PLANS} sandboxes run on this machine already; stop one of them`);
}

function listen(address: string): Promise<Server | 'taken' | 'no such address'> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else if (error.code === 'EADDRNOTAVAIL') resolve('no such address');
      else reject(error);
    });
    server.listen({ host: address, port: LOCK_PORT, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}
