import type { ClusterBackend } from '../kubernetes';
import type { HostShell } from '../mesos';
import type { World } from '../world/world';
import type { KubernetesHost } from './kubernetes/kubernetes-host';
import type { CompleteSpec } from './machine-spec';
import type { MesosNeighbours } from './mesos/mesos-neighbours';
import type { Neighbourhood } from './neighbourhood';
import type { PackageManager } from './packages/package-manager';
import type { ServiceManager } from './services/service-manager';
import type { MachineFiles } from './system/machine-files';

/** What the stand-ins on a machine work with. */
export interface MachineContext {
  readonly spec: CompleteSpec;
  readonly world: World;
  readonly files: MachineFiles;
  readonly services: ServiceManager;
  readonly packages: PackageManager;
  readonly kubernetes: KubernetesHost;
  readonly clusters: ClusterBackend;
  readonly neighbourhood: Neighbourhood;
  /** What services of Mesos on all machines share. */
  readonly mesos: MesosNeighbours;
  /** How tasks of Mesos are run on it. */
  readonly tasks: HostShell;
  /** Its name now: `hostnamectl` and cloud-init change it. */
  hostname(): string;
  /** What is in a file of /proc/sys on it, as in `net/ipv4/ip_forward`; undefined when there is none. */
  kernelSetting(path: string): string | undefined;
  /** Whether everything that runs at the start has run. */
  booted(): boolean;
  /** Done after the program that asked for it has ended. */
  power(what: 'reboot' | 'off'): void;
}
