import { Token } from 'cdktf';
import { given } from '../given';
import type { IHost } from '../hosts/host';
import type { MarathonAppDefinition } from '../marathon/app-definition';
import { shellWord } from '../rendering/shell';
import { DEFAULT_GROUP, type LoadBalancerSettings, type MesosDnsSettings } from './mesos-services';
import { clusterAddress } from './render-mesos';

const DNS_HTTP_PORT = 8123;
const HAPROXY_PORT = 9090;

/**
 * Mesos-DNS as an app. Its settings are written by its command: nothing but the program has to be downloaded.
 * https://mesosphere.github.io/mesos-dns/docs/configuration-parameters.html
 */
export function renderDns(settings: MesosDnsSettings, zookeeper: string): MarathonAppDefinition {
  const { hosts, url, sha256, domain = 'mesos', resolvers = [] } = settings;
  const configuration = JSON.stringify({
    zk: zookeeper,
    domain,
    externalon: resolvers.length > 0,
    resolvers,
    httpport: DNS_HTTP_PORT,
    refreshSeconds: 10,
    ttl: 10,
    IPSources: ['netinfo', 'mesos', 'host'],
  });
  const known = Token.isUnresolved(sha256) ? sha256 : sha256.toLowerCase();
  return {
    id: '/mesos-dns',
    user: 'root',
    cmd: [
      `printf %s ${shellWord(configuration)} >config.json`,
      `printf '%s  mesos-dns\\n' ${shellWord(known)} | sha256sum -c -`,
      'exec ./mesos-dns -config=config.json',
    ].join(' && '),
    fetch: [{ uri: url, destPath: 'mesos-dns', executable: true, extract: false }],
    cpus: 0.1,
    mem: 64,
    ...onHosts(hosts.hosts),
    healthChecks: [healthAt(DNS_HTTP_PORT, '/v1/version')],
  };
}

/** marathon-lb as an app. HAProxy has the network of its host, and ports there that Marathon knows nothing of. */
export function renderLoadBalancer(
  { hosts, image, group = DEFAULT_GROUP }: LoadBalancerSettings,
  marathonUrls: string[],
): MarathonAppDefinition {
  return {
    id: '/marathon-lb',
    // --marathon takes all words after it, so that it comes last.
    args: ['sse', '--group', group, '--marathon', ...marathonUrls],
    env: { PORTS: String(HAPROXY_PORT) },
    networks: [{ mode: 'host' }],
    container: { type: 'DOCKER', docker: { image, privileged: true } },
    cpus: 0.5,
    mem: 256,
    ...onHosts(hosts.hosts),
    healthChecks: [healthAt(HAPROXY_PORT, '/_haproxy_health_check')],
  };
}

/** One instance per host, of which none can be started beside its predecessor: both would want the same ports. */
function onHosts(hosts: IHost[]): Partial<MarathonAppDefinition> {
  const names = hosts.map((host) => {
    const address = clusterAddress(host);
    return Token.isUnresolved(address) ? address : address.replace(/[.[\]]/g, '\\$&');
  });
  return {
    instances: hosts.length,
    constraints: [
      ['hostname', 'UNIQUE'],
      ['hostname', 'LIKE', names.join('|')],
    ],
    portDefinitions: [],
    upgradeStrategy: { minimumHealthCapacity: hosts.length > 1 ? 0.5 : 0, maximumOverCapacity: 0 },
  };
}

function healthAt(port: number, path: string) {
  return given({
    protocol: 'HTTP',
    path,
    port,
    gracePeriodSeconds: 60,
    intervalSeconds: 10,
    timeoutSeconds: 5,
    maxConsecutiveFailures: 3,
  });
}
