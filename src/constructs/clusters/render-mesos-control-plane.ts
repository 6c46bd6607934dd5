import type { Construct } from 'constructs';
import { packagesNeeded } from '../errors-mesos';
import type { MarathonConfig } from '../generated/marathon';
import type { MesosMasterConfig } from '../generated/mesos-master';
import type { ZookeeperNodeConfig } from '../generated/zookeeper-node';
import { given } from '../given';
import type { HostConnection, IHost } from '../hosts/host';
import type { ServiceHosts } from './mesos-hosts';
import type { MesosSettings } from './mesos-settings';
import { clusterAddress, credentialJson, literals, renderPackages, zookeeperUrl } from './render-mesos';

/** What every service of a cluster has to know of it. */
export interface MesosParts {
  readonly settings: MesosSettings;
  readonly services: ServiceHosts;
  /** Where masters elect their leader. */
  readonly zookeeperUrl: string;
}

export function connections(hosts: IHost[]): HostConnection[] {
  return hosts.map(({ connection }) => connection);
}

/** @param numbers of all nodes of ZooKeeper */
export function renderZookeeper(
  cluster: Construct,
  host: IHost,
  numbers: ReadonlyMap<IHost, number>,
  { packages, zookeeperSettings }: MesosSettings,
): ZookeeperNodeConfig {
  const members = [...numbers].map(([member, serverId]) => ({ serverId, address: clusterAddress(member) }));
  return given<ZookeeperNodeConfig>({
    host: host.connection,
    serverId: numbers.get(host) ?? 0,
    ensemble: members,
    peers: connections([...numbers.keys()].filter((other) => other !== host)),
    packages: packages.zookeeper && renderPackages(cluster, packages.zookeeper),
    settings: literals(zookeeperSettings),
  });
}

export function renderMaster(
  cluster: Construct,
  host: IHost,
  { settings, services: { masters }, zookeeperUrl: zookeeper }: MesosParts,
): MesosMasterConfig {
  const { agents, marathon, others = [], version } = settings.authentication ?? {};
  const credentials = [agents, marathon, ...others].filter((one) => one !== undefined);
  return given<MesosMasterConfig>({
    host: host.connection,
    zookeeper,
    masters: connections(masters),
    quorum: settings.quorum ?? Math.floor(masters.length / 2) + 1,
    clusterName: settings.clusterName,
    port: settings.masterPort,
    hostname: clusterAddress(host),
    packages: renderPackages(cluster, settings.packages.mesos),
    convention: settings.convention,
    flags: literals(settings.masterFlags),
    authenticateAgents: agents && true,
    authenticateFrameworks: marathon && true,
    credentialsWo:
      credentials.length === 0
        ? undefined
        : Object.fromEntries(credentials.map(({ principal, secret }) => [principal, secret])),
    credentialsWoVersion: version,
    newRegistry: settings.newRegistry,
  });
}

/** @throws packagesNeeded when nothing says where Marathon comes from */
export function renderMarathonInstance(
  cluster: Construct,
  host: IHost,
  { settings, services, zookeeperUrl: master }: MesosParts,
): MarathonConfig {
  const { authentication, marathonHttpLogin, packages } = settings;
  if (packages.marathon === undefined)
    throw packagesNeeded(`${cluster.node.path}: packages.marathon`, 'Marathon');
  return given<MarathonConfig>({
    host: host.connection,
    zookeeper: zookeeperUrl(services.zookeepers, '/marathon'),
    master,
    masters: connections(services.masters),
    marathons: connections(services.marathons),
    httpPort: settings.marathonPort,
    hostname: clusterAddress(host),
    mesosUser: settings.mesosUser,
    frameworkName: settings.frameworkName,
    role: settings.marathonRole,
    java: settings.javaPackage === undefined ? undefined : { package: settings.javaPackage },
    packages: renderPackages(cluster, packages.marathon),
    convention: settings.marathonConvention,
    flags: literals(settings.marathonFlags),
    httpCredentialsWo: marathonHttpLogin?.credentials,
    httpCredentialsWoVersion: marathonHttpLogin?.version,
    frameworkCredentialWo: credentialJson(authentication?.marathon),
    frameworkCredentialWoVersion: authentication?.marathon && authentication.version,
  });
}
