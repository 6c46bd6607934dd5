import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { hostUsedTwice } from '../errors';
import { evenHosts, hostRolesClash, noHosts, tooManyHosts, zookeeperIdUsedTwice } from '../errors-mesos';
import type { IHost, IHosts } from '../hosts/host';
import { nodeId } from './node-id';

/** Who runs the services of a cluster. One host may run several of these, and no agent beside them. */
export interface ServiceHosts {
  readonly masters: IHost[];
  readonly zookeepers: IHost[];
  readonly marathons: IHost[];
}

/** @throws noHosts, evenHosts, tooManyHosts, hostUsedTwice */
export function serviceHosts(
  cluster: IConstruct,
  props: { readonly masters: IHosts; readonly zookeeper?: IHosts; readonly marathon?: IHosts },
): ServiceHosts {
  const masters = props.masters.hosts;
  const zookeepers = (props.zookeeper ?? props.masters).hosts;
  const marathons = (props.marathon ?? props.masters).hosts;
  const at = (prop: string): string => `${cluster.node.path}: ${prop}`;
  requireOdd(at('masters'), masters);
  requireOdd(at('zookeeper'), zookeepers);
  if (zookeepers.length > 5) throw tooManyHosts(at('zookeeper'), zookeepers.length);
  for (const hosts of [masters, zookeepers, marathons]) {
    const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
    if (twice !== undefined) throw hostUsedTwice(cluster.node.path, twice.node.path, cluster.node.path);
  }
  return { masters, zookeepers, marathons };
}

/** All of them, each once. */
export function allServiceHosts({ masters, zookeepers, marathons }: ServiceHosts): IHost[] {
  return [...new Set([...masters, ...zookeepers, ...marathons])];
}

/** @throws hostRolesClash when a host of a service is to be an agent as well */
export function refuseServiceHosts(cluster: IConstruct, services: ServiceHosts, agents: IHost[]): void {
  const roles: (readonly [string, IHost[]])[] = [
    ['master', services.masters],
    ['ZooKeeper node', services.zookeepers],
    ['Marathon', services.marathons],
  ];
  for (const agent of agents) {
    const role = roles.find(([, hosts]) => hosts.includes(agent));
    if (role !== undefined) throw hostRolesClash(cluster.node.path, agent.node.path, role[0]);
  }
}

/**
 * The numbers of ZooKeeper nodes. Each follows from its host alone, so that no other host's coming or going changes it: a
 * node with another number is another node.
 *
 * @throws zookeeperIdUsedTwice
 */
export function zookeeperIds(
  cluster: IConstruct,
  hosts: IHost[],
  given: Readonly<Record<string, number>>,
): Map<IHost, number> {
  const ids = new Map<IHost, number>();
  for (const host of hosts) {
    const name = nodeId(host);
    const id = Object.hasOwn(given, name) ? given[name] : undefined;
    ids.set(host, id ?? idFromName(name));
  }
  for (const [host, id] of ids) {
    const other = [...ids].find(
      ([one, otherId]) => one !== host && otherId === id && !Token.isUnresolved(id),
    );
    if (other !== undefined)
      throw zookeeperIdUsedTwice(cluster.node.path, nodeId(host), nodeId(other[0]), id);
  }
  return ids;
}

function idFromName(name: string): number {
  const number = Number(/(?:^|\D)(\d{1,3})$/.exec(name)?.[1]);
  if (number >= 1 && number <= 255) return number;
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return (hash % 255) + 1;
}

function requireOdd(at: string, hosts: IHost[]): void {
  if (hosts.length === 0) throw noHosts(at);
  if (hosts.length % 2 === 0) throw evenHosts(at, hosts.length);
}
