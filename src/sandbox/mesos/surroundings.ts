import type { ZooKeeper } from '../zookeeper/zookeeper';
import type { MesosClock } from './clock';
import type { Disk } from './disk';
import type { Transport } from './transport/transport';

/** What masters and agents have around them. */
export interface Surroundings {
  readonly clock: MesosClock;
  readonly transport: Transport;
  readonly disk: Disk;
  /** The ensemble of a `zk://` URL. @param servers as in `a:2181,b:2181` */
  readonly zookeeper: (servers: string) => ZooKeeper;
  readonly uuid: () => string;
  readonly log: (line: string) => void;
  /** Called once, when the program ends by itself. */
  readonly onExit: (status: number, message: string) => void;
}
