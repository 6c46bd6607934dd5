import { Exit } from '../failure';
import { parseZooKeeperUrl, type ZooKeeperUrl } from '../election/zookeeper-url';
import { FlagError, type FlagValues } from '../flags/load-flags';
import type { Address } from '../transport/transport';
import { parseDuration } from '../values/duration';
import { messageOf } from '../failure';

/** What a master is told to be. Durations are in seconds. */
export interface MasterSettings {
  readonly flags: FlagValues;
  readonly address: Address;
  readonly hostname: string;
  readonly cluster: string | undefined;
  readonly workDir: string;
  readonly zookeeper: ZooKeeperUrl | undefined;
  readonly quorum: number;
  readonly autoInitialize: boolean;
  readonly zkSessionTimeout: number;
  readonly registryFetchTimeout: number;
  readonly registryStoreTimeout: number;
  readonly agentPingTimeout: number;
  readonly maxAgentPingTimeouts: number;
  readonly agentReregisterTimeout: number;
  readonly allocationInterval: number;
  readonly offerTimeout: number | undefined;
  readonly authenticateAgents: boolean;
  readonly authenticateFrameworks: boolean;
  readonly authenticateReadonly: boolean;
  readonly authenticateReadwrite: boolean;
  readonly credentials: string | undefined;
  readonly domain: unknown;
}

/** @throws Exit, FlagError with the words of the real program */
export function masterSettings(
  flags: FlagValues,
  defaults: { readonly ip: string; readonly hostname: string },
): MasterSettings {
  const seconds = (name: string): number => parseDuration(flags[name] ?? '0ns');
  const isOn = (name: string): boolean => flags[name] === 'true';
  const maxAgentPingTimeouts = Number(flags.max_agent_ping_timeouts);
  if (maxAgentPingTimeouts < 1) throw new FlagError('Expected `--max_agent_ping_timeouts` to be at least 1');
  if (flags.work_dir === undefined || flags.work_dir === '') {
    throw new Exit(1, '--work_dir needed for replicated log based registry');
  }
  if (flags.zk !== undefined && flags.quorum === undefined) {
    throw new Exit(1, 'Need to specify --quorum for replicated log based registry when using ZooKeeper');
  }
  const ip = flags.ip ?? defaults.ip;
  return {
    flags,
    address: { ip, port: Number(flags.port) },
    hostname: flags.hostname ?? defaults.hostname,
    cluster: flags.cluster,
    workDir: flags.work_dir,
    zookeeper: flags.zk === undefined ? undefined : zookeeperOf(flags.zk),
    quorum: flags.zk === undefined ? 1 : Number(flags.quorum),
    autoInitialize: isOn('log_auto_initialize'),
    zkSessionTimeout: seconds('zk_session_timeout'),
    registryFetchTimeout: seconds('registry_fetch_timeout'),
    registryStoreTimeout: seconds('registry_store_timeout'),
    agentPingTimeout: seconds('agent_ping_timeout'),
    maxAgentPingTimeouts,
    agentReregisterTimeout: seconds('agent_reregister_timeout'),
    allocationInterval: seconds('allocation_interval'),
    offerTimeout: flags.offer_timeout === undefined ? undefined : seconds('offer_timeout'),
    authenticateAgents: isOn('authenticate_agents'),
    authenticateFrameworks: isOn('authenticate_frameworks') || isOn('authenticate_http_frameworks'),
    authenticateReadonly: isOn('authenticate_http_readonly'),
    authenticateReadwrite: isOn('authenticate_http_readwrite'),
    credentials: flags.credentials,
    domain: flags.domain === undefined ? undefined : (JSON.parse(flags.domain) as unknown),
  };
}

function zookeeperOf(url: string): ZooKeeperUrl {
  try {
    return parseZooKeeperUrl(url);
  } catch (error) {
    throw new Exit(1, `Error parsing ZooKeeper URL: ${messageOf(error)}`);
  }
}
