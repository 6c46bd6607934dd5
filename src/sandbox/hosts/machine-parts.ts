import type { ClusterBackend } from '../kubernetes';
import type { World } from '../world/world';
import { CloudInit } from './cloud-init/cloud-init';
import { Console } from './cloud-init/console';
import { KubernetesHost } from './kubernetes/kubernetes-host';
import type { MachineContext } from './machine-context';
import type { MesosNeighbours } from './mesos/mesos-neighbours';
import { MachineTasks } from './mesos/machine-tasks';
import type { CompleteSpec } from './machine-spec';
import type { Neighbourhood } from './neighbourhood';
import { PackageManager } from './packages/package-manager';
import { ServiceManager } from './services/service-manager';
import { Accounts } from './ssh/accounts';
import { readHostKeys } from './ssh/host-keys';
import type { CommandRunner } from './ssh/session';
import { SshServer } from './ssh/ssh-server';
import { Inside } from './system/inside';
import { readKernelSetting } from './system/kernel-view';
import type { MachineFiles } from './system/machine-files';
import type { Namespace } from './system/namespace';

/** What the parts of a machine ask of the whole. */
export interface MachineCase {
  readonly spec: CompleteSpec;
  readonly world: World;
  readonly files: MachineFiles;
  readonly clusters: ClusterBackend;
  readonly neighbourhood: Neighbourhood;
  readonly mesos: MesosNeighbours;
  /** Folder of the kernel's view. */
  readonly kernel: string;
  /** Undefined while the power is off. */
  namespace(): Namespace | undefined;
  hostname(): string;
  power(what: 'reboot' | 'off'): void;
  mayConnect(): boolean;
  readonly runSession: CommandRunner['run'];
}

/** What a machine is made of, power or not. */
export interface MachineParts {
  readonly console: Console;
  readonly inside: Inside;
  readonly context: MachineContext;
  readonly cloudInit: CloudInit;
  readonly ssh: SshServer;
}

/** Puts the parts of one machine together. */
export function assemble(machine: MachineCase): MachineParts {
  const { spec, world, files, clusters, neighbourhood, mesos } = machine;
  const console = new Console();
  const accounts = new Accounts(files);
  const inside = new Inside(files, () => machine.namespace());
  const services = new ServiceManager({
    files,
    clock: world.clock,
    spawn: (script, environment, output) => inside.spawnService(script, environment, output),
  });
  const packages = new PackageManager(files, {
    start: async (unit) => {
      // What is masked is not for packages to start.
      if (services.store.loadState(unit) === 'masked') return;
      services.store.enable(unit);
      await services.start(unit);
    },
    stop: async (unit) => {
      await services.stop(unit);
      services.store.disable(unit);
    },
  });
  const cloudInit = new CloudInit({ spec, files, accounts, console, run: (command) => inside.run(command) });
  const context = {
    spec,
    world,
    files,
    services,
    packages,
    clusters,
    neighbourhood,
    mesos,
    tasks: new MachineTasks(inside, () => machine.namespace()),
    hostname: () => machine.hostname(),
    kernelSetting: (path: string) => readKernelSetting(machine.kernel, path),
    booted: () => cloudInit.finished,
    power: (what: 'reboot' | 'off') => {
      machine.power(what);
    },
  };
  const ssh = new SshServer({
    addresses: spec.addresses,
    port: spec.sshPort,
    accounts,
    allows: (from, to) => spec.allows(from, to, spec.sshPort),
    mayConnect: () => machine.mayConnect(),
    begin: () => world.traffic.begin('host', 'connect'),
    reach: (address, port) =>
      world.traffic.during('host', 'tunnel', () => neighbourhood.reach(spec.addresses[0], address, port)),
    runner: { run: (account, command) => machine.runSession(account, command) },
  });
  services.add({
    unit: 'ssh.service',
    start: () => ssh.start(readHostKeys(files)),
    stop: () => ssh.stop(),
  });
  return {
    console,
    inside,
    context: { ...context, kubernetes: new KubernetesHost(context) },
    cloudInit,
    ssh,
  };
}
