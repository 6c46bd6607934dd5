import { Token } from 'cdktf';
import {
  aptKeyNeeded,
  domainNotWhole,
  invalidConsent,
  invalidSha256,
  invalidZookeeperId,
  packageFileNotOneWay,
  packagesNotOneWay,
  quorumNotMajority,
  quorumTooLarge,
  zookeeperIdWithoutHost,
} from '../errors-mesos';
import { validateDuration } from '../validation/duration';
import {
  validateAgentAttributes,
  validateAgentResources,
  validateFlags,
  validateMesosDuration,
  validateZookeeperPath,
} from '../validation/mesos';
import { validatePort } from '../validation/numbers';
import { validateRange } from '../validation/range';
import type { ServiceHosts } from './mesos-hosts';
import { FileDelivery, type PackageSource } from './mesos-packages';
import type { AgentSettings, MesosSettings } from './mesos-settings';
import { nodeId } from './node-id';

const CONSENT = 'I consent to a new registry';

const MASTER_FLAGS: Readonly<Record<string, string>> = {
  zk: 'zookeeper',
  quorum: 'quorum',
  cluster: 'clusterName',
  port: 'masterPort',
  hostname: 'the host',
  ip: 'the host',
  work_dir: 'the provider',
  authenticate_agents: 'authentication',
  authenticate_frameworks: 'authentication',
  credentials: 'authentication',
};

const AGENT_FLAGS: Readonly<Record<string, string>> = {
  master: 'zookeeper',
  attributes: 'attributes',
  resources: 'resources',
  containerizers: 'containerEngine',
  image_providers: 'containerEngine',
  isolation: 'isolation',
  executor_registration_timeout: 'executorRegistrationTimeout',
  port: 'agentPort',
  hostname: 'the host',
  ip: 'the host',
  work_dir: 'the provider',
  domain: 'region and zone',
  credential: 'authentication',
};

const MARATHON_FLAGS: Readonly<Record<string, string>> = {
  zk: 'zookeeper',
  master: 'zookeeper',
  http_port: 'marathonPort',
  hostname: 'the host',
  mesos_user: 'mesosUser',
  framework_name: 'frameworkName',
  mesos_role: 'marathonRole',
  http_credentials: 'marathonHttpLogin',
  mesos_authentication: 'authentication',
  mesos_authentication_principal: 'authentication',
  mesos_authentication_secret: 'authentication',
  mesos_authentication_secret_file: 'authentication',
};

/** Everything about a cluster that can be known to be wrong before it is made, apart from which hosts it has. */
export function validateMesos(at: string, settings: MesosSettings, hosts: ServiceHosts): void {
  validateQuorum(`${at}: quorum`, settings.quorum, hosts.masters.length);
  const { newRegistry, zookeeperPath, executorRegistrationTimeout, peerCidrs = [] } = settings;
  if (newRegistry !== undefined && !Token.isUnresolved(newRegistry) && newRegistry !== CONSENT)
    throw invalidConsent(`${at}: newRegistry`, newRegistry, CONSENT);
  if (zookeeperPath !== undefined) validateZookeeperPath(`${at}: zookeeperPath`, zookeeperPath);
  validateZookeeperIds(`${at}: zookeeperIds`, settings.zookeeperIds ?? {}, hosts);
  validatePackages(at, settings);
  validateFlags(`${at}: masterFlags`, settings.masterFlags ?? {}, MASTER_FLAGS);
  validateFlags(`${at}: agentFlags`, settings.agentFlags ?? {}, AGENT_FLAGS);
  validateFlags(`${at}: marathonFlags`, settings.marathonFlags ?? {}, MARATHON_FLAGS);
  for (const name of ['masterPort', 'agentPort', 'marathonPort'] as const) {
    const port = settings[name];
    if (port !== undefined) validatePort(`${at}: ${name}`, port);
  }
  if (executorRegistrationTimeout !== undefined)
    validateMesosDuration(`${at}: executorRegistrationTimeout`, executorRegistrationTimeout);
  for (const name of ['drainTimeout', 'drainGracePeriod'] as const) {
    const duration = settings[name];
    if (duration !== undefined) validateDuration(`${at}: ${name}`, duration);
  }
  for (const cidr of peerCidrs) validateRange(`${at}: peerCidrs`, cidr);
}

export function validateAgents(at: string, settings: AgentSettings): void {
  validateAgentAttributes(`${at}: attributes`, settings.attributes ?? {});
  validateAgentResources(`${at}: resources`, settings.resources ?? {});
  validateFlags(`${at}: flags`, settings.flags ?? {}, AGENT_FLAGS);
  if ((settings.region === undefined) !== (settings.zone === undefined)) throw domainNotWhole(at);
}

/** In hex, in either case. */
export function validateSha256(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^[0-9a-f]{64}$/i.test(value)) throw invalidSha256(at, value);
}

function validateQuorum(at: string, quorum: number | undefined, masters: number): void {
  if (quorum === undefined || Token.isUnresolved(quorum)) return;
  if (quorum > masters) throw quorumTooLarge(at, quorum, masters);
  if (quorum !== Math.floor(masters / 2) + 1) throw quorumNotMajority(at, quorum, masters);
}

function validateZookeeperIds(
  at: string,
  ids: Readonly<Record<string, number>>,
  { zookeepers }: ServiceHosts,
): void {
  const names = zookeepers.map(nodeId);
  for (const [name, id] of Object.entries(ids)) {
    if (!names.includes(name)) throw zookeeperIdWithoutHost(at, name, names);
    if (!Token.isUnresolved(id) && (!Number.isInteger(id) || id < 1 || id > 255))
      throw invalidZookeeperId(`${at}: ${name}`, id);
  }
}

function validatePackages(at: string, { packages }: MesosSettings): void {
  for (const name of ['mesos', 'marathon', 'zookeeper'] as const) {
    const source = packages[name];
    if (source !== undefined) validateSource(`${at}: packages.${name}`, source);
  }
}

function validateSource(at: string, source: PackageSource): void {
  const { aptRepository, aptKeyUrl, aptKeyFingerprint, files, system } = source;
  const ways = [aptRepository, files, system === true ? true : undefined];
  if (ways.filter((way) => way !== undefined).length !== 1) throw packagesNotOneWay(at);
  const key = aptKeyUrl ?? aptKeyFingerprint;
  if (aptRepository === undefined ? key !== undefined : aptKeyUrl === undefined) throw aptKeyNeeded(at);
  for (const [index, { url, path, sha256, delivery }] of (files ?? []).entries()) {
    const here = `${at}.files[${index}]`;
    if ((url === undefined) === (path === undefined)) throw packageFileNotOneWay(here);
    if (delivery === FileDelivery.FETCH && url === undefined) throw packageFileNotOneWay(here);
    validateSha256(here, sha256);
  }
}
