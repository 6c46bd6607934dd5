import type { JsonMap } from '../json';
import type { Settings } from '../settings';

export const marathonVersion = '1.11.24';

export interface InfoInput {
  readonly settings: Settings;
  readonly elected: boolean;
  /** `host:port` */
  readonly leader: string | undefined;
  readonly frameworkId: string | undefined;
}

/** `/v2/info` */
export function renderInfo({ settings, elected, leader, frameworkId }: InfoInput): JsonMap {
  return {
    name: 'marathon',
    version: marathonVersion,
    buildref: 'fleetwright-sandbox',
    elected,
    ...(leader === undefined ? {} : { leader }),
    ...(frameworkId === undefined ? {} : { frameworkId }),
    marathon_config: marathonConfig(settings),
    zookeeper_config: {
      zk: settings.zk,
      zk_compression: true,
      zk_compression_threshold: 65536,
      zk_connection_timeout: 10000,
      zk_max_node_size: 1024000,
      zk_max_versions: settings.zkMaxVersions,
      zk_session_timeout: 10000,
      zk_timeout: 10000,
    },
    http_config: { http_port: settings.httpPort, https_port: 8443 },
  };
}

function marathonConfig(settings: Settings): JsonMap {
  return {
    access_control_allow_origin: [],
    checkpoint: true,
    decline_offer_duration: settings.declineOfferDuration,
    ...(settings.defaultNetworkName === undefined
      ? {}
      : { default_network_name: settings.defaultNetworkName }),
    ...(settings.environmentPrefix === undefined ? {} : { env_vars_prefix: settings.environmentPrefix }),
    executor: '//cmd',
    failover_timeout: settings.failoverTimeout,
    features: [...settings.features],
    framework_name: settings.frameworkName,
    ha: settings.ha,
    hostname: settings.hostname,
    launch_token: 100,
    launch_token_refresh_interval: 30000,
    leader_proxy_connection_timeout_ms: 5000,
    leader_proxy_read_timeout_ms: 10000,
    local_port_max: settings.localPortMax,
    local_port_min: settings.localPortMin,
    master: settings.master,
    max_instances_per_offer: settings.maxInstancesPerOffer,
    mesos_bridge_name: 'mesos-bridge',
    mesos_heartbeat_failure_threshold: 5,
    mesos_heartbeat_interval: 15000,
    mesos_role: settings.mesosRole,
    ...(settings.mesosUser === undefined ? {} : { mesos_user: settings.mesosUser }),
    min_revive_offers_interval: settings.minReviveOffersInterval,
    offer_matching_timeout: 3000,
    on_elected_prepare_timeout: 180000,
    reconciliation_initial_delay: settings.reconciliationInitialDelay,
    reconciliation_interval: settings.reconciliationInterval,
    scale_apps_initial_delay: settings.scaleAppsInitialDelay,
    scale_apps_interval: settings.scaleAppsInterval,
    store_cache: true,
    task_launch_confirm_timeout: 300000,
    task_launch_timeout: settings.taskLaunchTimeout,
    task_lost_expunge_initial_delay: 300000,
    task_lost_expunge_interval: 30000,
    task_reservation_timeout: 20000,
    ...(settings.webuiUrl === undefined ? {} : { webui_url: settings.webuiUrl }),
  };
}
