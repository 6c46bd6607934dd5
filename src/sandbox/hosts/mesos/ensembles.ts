import type { MesosClock } from '../../mesos';
import { MemoryZooKeeper } from '../../zookeeper/memory-zookeeper';
import type { ZooKeeper } from '../../zookeeper/zookeeper';

/** A server that runs on a machine, as its settings say. */
export interface RunningServer {
  readonly id: number;
  /** `address:port` at which clients reach it. */
  readonly client: string;
  /** All members, this one too, by their addresses; one of its own when it is alone. */
  readonly members: readonly string[];
  readonly address: string;
  /** Of the ensemble that its data is of; empty when it has none. */
  readonly data: string;
}

interface Ensemble {
  readonly name: string;
  readonly zookeeper: MemoryZooKeeper;
  readonly running: Set<RunningServer>;
}

/** The ZooKeeper ensembles of all machines: who runs, and who makes a quorum with whom. */
export class Ensembles {
  private readonly ensembles = new Map<string, Ensemble>();
  private count = 0;

  constructor(private readonly clock: MesosClock) {}

  /** @returns the ensemble that its data is of from now on */
  start(server: RunningServer): string {
    const ensemble = this.ensembleOf(server);
    ensemble.running.add(server);
    this.settle(ensemble);
    return ensemble.name;
  }

  stop(server: RunningServer): void {
    for (const ensemble of this.ensembles.values()) {
      if (!ensemble.running.delete(server)) continue;
      this.settle(ensemble);
    }
  }

  /** What a server says it is; undefined while it is in no quorum. */
  mode(server: RunningServer): 'leader' | 'follower' | 'standalone' | undefined {
    const ensemble = [...this.ensembles.values()].find(({ running }) => running.has(server));
    if (ensemble === undefined || !inQuorum(server, ensemble)) return undefined;
    if (server.members.length === 1) return 'standalone';
    const serving = [...ensemble.running].filter((one) => inQuorum(one, ensemble));
    const leader = Math.max(...serving.map(({ id }) => id));
    return server.id === leader ? 'leader' : 'follower';
  }

  zookeeperOf(server: RunningServer): ZooKeeper {
    return this.ensembleOf(server).zookeeper;
  }

  /** @param servers as in `a:2181,b:2181` */
  connect(servers: string): MemoryZooKeeper {
    const wanted = servers.split(',');
    for (const { running, zookeeper } of this.ensembles.values()) {
      if ([...running].some(({ client }) => wanted.includes(client))) return zookeeper;
    }
    throw new Error(`no ZooKeeper answers at ${servers}`);
  }

  private ensembleOf(server: RunningServer): Ensemble {
    const known = [...this.ensembles.values()].find(
      ({ name, running }) => running.has(server) || name === server.data,
    );
    if (known !== undefined) return known;
    const joined = [...this.ensembles.values()].find(({ running }) =>
      [...running].some(
        (one) => server.members.includes(one.address) && one.members.includes(server.address),
      ),
    );
    if (joined !== undefined) return joined;
    this.count += 1;
    const zookeeper = new MemoryZooKeeper(this.clock);
    zookeeper.stop();
    const ensemble = { name: `ensemble-${String(this.count)}`, zookeeper, running: new Set<RunningServer>() };
    this.ensembles.set(ensemble.name, ensemble);
    return ensemble;
  }

  private settle(ensemble: Ensemble): void {
    const serves = [...ensemble.running].some((server) => inQuorum(server, ensemble));
    if (serves && !ensemble.zookeeper.running) ensemble.zookeeper.resume();
    if (!serves && ensemble.zookeeper.running) ensemble.zookeeper.stop();
  }
}

function inQuorum(server: RunningServer, { running }: Ensemble): boolean {
  const present = server.members.filter((address) => [...running].some((one) => one.address === address));
  return present.length > server.members.length / 2;
}
