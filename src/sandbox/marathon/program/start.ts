import { readFileSync } from 'node:fs';
import { hostname as hostnameOf } from 'node:os';
import type { ZooKeeper } from '../../zookeeper/zookeeper';
import { startMarathon, type Marathon, type MarathonOptions } from '../marathon';
import { defaultSettings, readFeatures, type Settings } from '../settings';
import { ZooKeeperStore } from '../storage/zookeeper-store';
import { ZooKeeperElection } from '../zookeeper-election';
import type { FlagName, FlagValues } from './flag-table';
import { FlagError, loadFlags, type FlagSources } from './load-flags';
import { masterLocator } from './masters';
import { parseZooKeeperUrl } from './zookeeper-url';

/** How a Marathon is started as its program is; everything that is left out is this computer's own. */
export interface MarathonStartOptions
  extends FlagSources, Pick<MarathonOptions, 'clock' | 'connect' | 'random' | 'log' | 'onExit'> {
  /** By their names, without dashes; an empty one takes no value. They count as arguments. */
  readonly flags?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** The ensemble of a `zk://` URL. @param servers as in `a:2181,b:2181` */
  readonly zookeeper: (servers: string) => ZooKeeper;
  /** Where it listens and what it is called when no flag says it. */
  readonly ip?: string | undefined;
  readonly hostname?: string | undefined;
  readonly readFile?: ((path: string) => string) | undefined;
}

/**
 * Starts a Marathon from flags and `MARATHON_*` variables. It elects its leader and keeps what it knows in ZooKeeper.
 * @throws FlagError when the real program would not start either
 */
export function startMarathonFromFlags(options: MarathonStartOptions): Promise<Marathon> {
  const { flags = {}, clock, connect, random, log, onExit, zookeeper } = options;
  const named = Object.entries(flags).flatMap(([name, value]) => {
    if (value === false) return [];
    return value === true || value === '' ? [`--${name}`] : [`--${name}=${String(value)}`];
  });
  const values = loadFlags({
    arguments: [...named, ...(options.arguments ?? [])],
    environment: options.environment,
  });
  const { master, zk = defaultSettings.zk } = values;
  if (master === undefined) throw new FlagError("Required option 'master' not found");
  const { servers, path } = parseZooKeeperUrl('zk', zk);
  const ensemble = zookeeper(servers);
  const masters = masterLocator(master, zookeeper);
  const store = new ZooKeeperStore(ensemble, path);
  return startMarathon({
    leadingMaster: () => masters.leading(),
    release: async () => {
      await Promise.all([masters.close(), store.close()]);
    },
    settings: settingsOf(values, options),
    address: values.http_address ?? options.ip ?? '0.0.0.0',
    credentials: values.http_credentials,
    store,
    // Without HA there is one Marathon, which leads.
    ...(values.disable_ha === undefined ? { election: new ZooKeeperElection(ensemble, path) } : {}),
    clock,
    connect,
    random,
    log,
    onExit,
  });
}

function settingsOf(values: FlagValues, options: MarathonStartOptions): Partial<Settings> {
  const number = (name: FlagName): number | undefined =>
    values[name] === undefined ? undefined : Number(values[name]);
  const read = options.readFile ?? ((path: string) => readFileSync(path, 'utf8'));
  const secretFile = values.mesos_authentication_secret_file;
  const given: { [Name in keyof Settings]?: Settings[Name] | undefined } = {
    hostname: values.hostname ?? options.hostname ?? hostnameOf(),
    httpPort: number('http_port') ?? defaultSettings.httpPort,
    frameworkName: values.framework_name,
    mesosRole: values.mesos_role,
    mesosUser: values.mesos_user,
    master: values.master,
    zk: withoutCredentials(values.zk ?? defaultSettings.zk),
    ha: values.disable_ha === undefined,
    features: featuresOf(values.enable_features),
    defaultNetworkName: values.default_network_name,
    environmentPrefix: values.env_vars_prefix,
    principal: values.mesos_authentication_principal,
    secret: secretFile === undefined ? values.mesos_authentication_secret : read(secretFile).trim(),
    webuiUrl: values.webui_url,
    failoverTimeout: number('failover_timeout'),
    localPortMin: number('local_port_min'),
    localPortMax: number('local_port_max'),
    maxInstancesPerOffer: number('max_instances_per_offer'),
    zkMaxVersions: number('zk_max_versions'),
    declineOfferDuration: number('decline_offer_duration'),
    minReviveOffersInterval: number('min_revive_offers_interval'),
    reconciliationInitialDelay: number('reconciliation_initial_delay'),
    reconciliationInterval: number('reconciliation_interval'),
    scaleAppsInitialDelay: number('scale_apps_initial_delay'),
    scaleAppsInterval: number('scale_apps_interval'),
    taskLaunchTimeout: number('task_launch_timeout'),
    killRetryTimeout: number('kill_retry_timeout'),
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>;
}

function featuresOf(text: string | undefined): Settings['features'] {
  try {
    return readFeatures(text ?? '');
  } catch (error) {
    throw new FlagError(
      `Bad arguments for option 'enable_features': '${text ?? ''}' - ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function withoutCredentials(url: string): string {
  return url.replace(/^zk:\/\/[^@/]*@/, 'zk://xxxxxxxx:xxxxxxxx@');
}
