import type { Server } from 'node:http';
import { NOT_COVERED, Sandbox } from '../index';
import type { Fault } from '../world/faults';
import { listenForOrders } from './control-server';
import type { SandboxPaths } from './paths';
import type { SandboxStatus } from './status';

type Identity = Pick<SandboxStatus, 'pid' | 'version' | 'seed' | 'speed'>;

/** Takes the orders of the command line for a sandbox. */
export function serveOrders(
  paths: SandboxPaths,
  sandbox: Sandbox,
  identity: Identity,
  end: () => Promise<void>,
): Promise<Server> {
  const status = async (): Promise<SandboxStatus> => ({
    ...identity,
    log: paths.log,
    machineSupport: Sandbox.machineSupport(),
    ec2: sandbox.ec2,
    azure: sandbox.azure,
    environment: sandbox.environment(),
    ssh: { keyFile: sandbox.sshKeyFile, publicKey: sandbox.sshPublicKey },
    rack: sandbox.rackMachines(),
    inventory: await sandbox.inventory(),
    faults: sandbox.faults.list(),
    notCovered: NOT_COVERED,
  });
  return listenForOrders(paths.socket, {
    'GET /status': status,
    'POST /reset': async () => {
      await sandbox.reset();
      return status();
    },
    'POST /down': end,
    'POST /kubeconfig': async (machine) => sandbox.kubeconfig(machine as string | undefined),
    'POST /interrupt-spot': (id) => {
      if (/^(i|sir)-/.test(id as string)) sandbox.interruptSpot(id as string);
      else sandbox.evictSpot(id as string);
    },
    'GET /faults': () => sandbox.faults.list(),
    'POST /faults': (fault) => ({ id: sandbox.faults.add(fault as Omit<Fault, 'id'>) }),
    'DELETE /faults': () => {
      sandbox.faults.clear();
    },
    'DELETE /faults/*': (id) => ({ removed: sandbox.faults.remove(id as string) }),
  });
}
