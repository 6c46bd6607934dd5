import type { HostsBench } from './hosts-bench';
import { type Arguments } from './hosts-bench';

/** The addresses of what {@link declareMesos} declares. */
export const at = {
  zookeeper: (name: string) => `fleetwright_zookeeper_node.${name}`,
  master: (name: string) => `fleetwright_mesos_master.${name}`,
  agent: (name: string) => `fleetwright_mesos_agent.${name}`,
  marathon: (name: string) => `fleetwright_marathon.${name}`,
} as const;

export interface DeclaredMesos {
  /** Machines of the ensemble. */
  readonly zookeeper: readonly string[];
  readonly masters?: readonly string[];
  readonly agents?: Readonly<Record<string, Arguments>>;
  readonly marathons?: readonly string[];
  readonly master?: Arguments;
  readonly marathon?: Arguments;
  /** Instances of another Marathon. */
  readonly other?: Readonly<Record<string, Arguments>>;
  readonly more?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** Under a URL like this, the sandbox stands in for a repository of Mesos. */
export const mesosPackages = {
  apt_repository: 'https://packages.example.org/mesos',
  apt_key_url: 'https://packages.example.org/mesos/key.asc',
};

/** A cluster on the machines of the bench: every service depends on those that it needs. */
export function declareMesos(bench: HostsBench, declared: DeclaredMesos): void {
  const { zookeeper, masters = [], agents = {}, marathons = [] } = declared;
  const addressOf = (name: string) => bench.host(name).address;
  const servers = zookeeper.map((name) => `${addressOf(name)}:2181`).join(',');
  const hosts = (names: readonly string[]) => names.map((name) => bench.host(name));
  const byName = (names: readonly string[], make: (name: string, index: number) => object) =>
    Object.fromEntries(names.map((name, index) => [name, make(name, index)]));
  const needs = (...lists: readonly (readonly string[])[]) => ({ depends_on: lists.flat() });
  bench.declare({
    fleetwright_zookeeper_node: byName(zookeeper, (name) => ({
      host: bench.host(name),
      server_id: Number(name.replace(/\D/g, '')),
      ensemble: zookeeper.map((member) => ({
        server_id: Number(member.replace(/\D/g, '')),
        address: addressOf(member),
      })),
      peers: hosts(zookeeper.filter((one) => one !== name)),
    })),
    fleetwright_mesos_master: byName(masters, (name) => ({
      host: bench.host(name),
      zookeeper: `zk://${servers}/mesos`,
      masters: hosts(masters),
      packages: mesosPackages,
      ...declared.master,
      ...needs(zookeeper.map(at.zookeeper)),
    })),
    fleetwright_mesos_agent: byName(Object.keys(agents), (name) => ({
      host: bench.host(name),
      zookeeper: `zk://${servers}/mesos`,
      masters: hosts(masters),
      packages: mesosPackages,
      ...agents[name],
      ...needs(masters.map(at.master)),
    })),
    fleetwright_marathon: {
      ...byName(marathons, (name) => ({
        host: bench.host(name),
        zookeeper: `zk://${servers}/marathon`,
        master: `zk://${servers}/mesos`,
        masters: hosts(masters),
        marathons: hosts(marathons),
        packages: mesosPackages,
        convention: 'environment',
        ...declared.marathon,
        ...needs(masters.map(at.master)),
      })),
      ...declared.other,
    },
    ...declared.more,
  });
}
