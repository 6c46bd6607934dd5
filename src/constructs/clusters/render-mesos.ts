import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { MesosAgentConfig, MesosAgentPackages } from '../generated/mesos-agent';
import { given } from '../given';
import type { IHost } from '../hosts/host';
import { pathFromStackFolder } from '../local-path';
import { terraformJson, withoutInterpolation } from '../rendering/json';
import type { PackageFile, PackageSource } from './mesos-packages';
import {
  type AgentSettings,
  ContainerEngine,
  type MesosCredential,
  type MesosSettings,
} from './mesos-settings';

/** The address at which other hosts of the cluster reach a host. */
export function clusterAddress(host: IHost): string {
  return host.clusterAddress ?? host.connection.address;
}

/** The same as part of a URL. */
export function urlHost(host: IHost): string {
  const address = clusterAddress(host);
  return !Token.isUnresolved(address) && address.includes(':') ? `[${address}]` : address;
}

/** `zk://a:2181,b:2181,c:2181/mesos`. */
export function zookeeperUrl(hosts: IHost[], path: string): string {
  return `zk://${hosts.map((host) => `${urlHost(host)}:2181`).join(',')}${path}`;
}

export function renderPackages(cluster: Construct, source: PackageSource): MesosAgentPackages {
  const { aptRepository, aptKeyUrl, aptKeyFingerprint, aptPackages, files, system } = source;
  return given<MesosAgentPackages>({
    aptRepository,
    aptKeyUrl,
    aptKeyFingerprint,
    aptPackages,
    files: files?.map(({ url, path, sha256, delivery }: PackageFile) =>
      given({
        url,
        path: path === undefined ? undefined : pathFromStackFolder(cluster, path),
        sha256: Token.isUnresolved(sha256) ? sha256 : sha256.toLowerCase(),
        delivery,
      }),
    ),
    systemAttribute: system === true ? true : undefined,
  });
}

/** Values that Terraform has to leave as they are. */
export function literals(
  values: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  if (values === undefined || Object.keys(values).length === 0) return undefined;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, withoutInterpolation(value)]),
  );
}

export function credentialJson(credential: MesosCredential | undefined): string | undefined {
  return credential === undefined
    ? undefined
    : terraformJson({ principal: credential.principal, secret: credential.secret });
}

/** What an agent is, apart from its host and its cluster. */
export function renderAgent(settings: MesosSettings, agent: AgentSettings): Partial<MesosAgentConfig> {
  const { containerEngine = ContainerEngine.NONE, authentication } = settings;
  const withImages = containerEngine === ContainerEngine.MESOS;
  const isolation = [
    ...(withImages ? ['filesystem/linux', 'docker/runtime'] : []),
    ...(agent.isolation ?? []),
  ];
  return given<Partial<MesosAgentConfig>>({
    attributes: literals(agent.attributes),
    resources: literals(agent.resources),
    containerizers: containerEngine === ContainerEngine.DOCKER ? ['docker', 'mesos'] : undefined,
    docker: containerEngine === ContainerEngine.DOCKER ? true : undefined,
    imageProviders: withImages ? ['docker'] : undefined,
    isolation: isolation.length === 0 ? undefined : [...new Set(isolation)],
    executorRegistrationTimeout: settings.executorRegistrationTimeout,
    port: settings.agentPort,
    convention: settings.convention,
    flags: literals({ ...settings.agentFlags, ...agent.flags }),
    domainRegion: agent.region,
    domainZone: agent.zone,
    failureDomain: agent.failureDomain,
    credentialWo: credentialJson(authentication?.agents),
    credentialWoVersion: authentication?.agents && authentication.version,
    drainTimeout: settings.drainTimeout,
    drainGracePeriod: settings.drainGracePeriod,
  });
}
