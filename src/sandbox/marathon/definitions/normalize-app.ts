import type { JsonMap, MutableMap } from '../json';
import { asList, asMap, isMap, without } from '../json';
import type { Volume } from './app';

/** What the definitions of one Marathon are read with. */
export interface NormalizationRules {
  /** The network that a container joins when it names none. */
  readonly defaultNetworkName?: string | undefined;
}

const defaultPort = { port: 0, labels: {}, name: 'default', protocol: 'tcp' };
const defaultMapping = { containerPort: 0, labels: {}, name: 'default', protocol: 'tcp', servicePort: 0 };
const plainMapping = { containerPort: 0, labels: {}, protocol: 'tcp', servicePort: 0 };

/**
 * What an app or an update to one says with fields of older APIs, said with today's: `uris`, `ports`, `ipAddress`,
 * `container.docker.network` and `container.docker.portMappings`.
 */
export function modernize(app: JsonMap, rules: NormalizationRules): JsonMap {
  const result: MutableMap = { ...app };
  for (const old of ['uris', 'ports', 'ipAddress']) result[old] = undefined;
  const uris = asList(app['uris']);
  if (uris.length > 0 && asList(app['fetch']).length === 0) {
    result['fetch'] = uris.map((uri) => ({
      uri,
      extract: isArchive(String(uri)),
      executable: false,
      cache: false,
    }));
  }
  const ports = app['ports'];
  if (app['portDefinitions'] === undefined && ports !== undefined) {
    result['portDefinitions'] = asList(ports).map((port) => ({ port, labels: {}, protocol: 'tcp' }));
  }
  const networks = modernNetworks(app, rules);
  if (networks !== undefined) result['networks'] = networks;
  const container =
    app['container'] ?? (app['ipAddress'] === undefined ? undefined : { type: 'MESOS', volumes: [] });
  if (isMap(container)) result['container'] = modernContainer(container, asMap(app['ipAddress']));
  const checks = app['healthChecks'];
  if (checks !== undefined)
    result['healthChecks'] = asList(checks).map((check) => withPortIndex(asMap(check), result));
  return result;
}

function isArchive(uri: string): boolean {
  return /\.(tgz|tar\.gz|tbz2|tar\.bz2|txz|tar\.xz|zip|tar)$/.test(uri);
}

function modernNetworks(app: JsonMap, rules: NormalizationRules): readonly JsonMap[] | undefined {
  const named = (network: JsonMap): JsonMap =>
    network['mode'] === 'container' && network['name'] === undefined && rules.defaultNetworkName !== undefined
      ? { name: rules.defaultNetworkName, ...network }
      : network;
  const given = app['networks'];
  if (given !== undefined && asList(given).length > 0)
    return asList(given).map((network) => named(asMap(network)));
  const address = app['ipAddress'];
  const old = asMap(asMap(app['container'])['docker'])['network'];
  const fromAddress = (): JsonMap => {
    const { networkName, labels } = asMap(address);
    return named({
      ...(networkName === undefined ? {} : { name: networkName }),
      mode: 'container',
      ...(labels === undefined ? {} : { labels }),
    });
  };
  if (old === 'HOST' || old === 'NONE') return [{ mode: 'host' }];
  if (old === 'BRIDGE') return [{ mode: 'container/bridge' }];
  if (old === 'USER' || address !== undefined) return [fromAddress()];
  return given === undefined ? undefined : [];
}

function modernContainer(container: JsonMap, ipAddress: JsonMap): JsonMap {
  const result: MutableMap = { ...container };
  const docker = container['docker'];
  if (isMap(docker)) {
    const { portMappings } = docker;
    result['docker'] = without(docker, 'network', 'portMappings');
    if (portMappings !== undefined && asList(container['portMappings']).length === 0) {
      result['portMappings'] = portMappings;
    }
  }
  const discovered = asList(asMap(ipAddress['discovery'])['ports']);
  if (container['type'] === 'MESOS' && discovered.length > 0) {
    result['portMappings'] = discovered.map((port) => {
      const { number, name, protocol } = asMap(port);
      return { ...plainMapping, containerPort: number, name, protocol };
    });
  }
  return result;
}

function withPortIndex(check: JsonMap, app: JsonMap): JsonMap {
  const hasPorts =
    asList(app['portDefinitions']).length > 0 || asList(asMap(app['container'])['portMappings']).length > 0;
  const needs =
    check['protocol'] !== 'COMMAND' && check['port'] === undefined && check['portIndex'] === undefined;
  return needs && hasPorts ? { ...check, portIndex: 0 } : check;
}

/** Fills in what follows from the rest of a whole app that says nothing deprecated. */
export function fillIn(app: JsonMap, role: string): JsonMap {
  const networks = asList(app['networks']).length > 0 ? asList(app['networks']) : [{ mode: 'host' }];
  const modes = networks.map((network) => asMap(network)['mode']);
  const onHost = modes.every((mode) => mode === 'host');
  const bridged = modes.includes('container/bridge');
  const result: MutableMap = { ...app, networks };
  const definitions = app['portDefinitions'];
  const container = app['container'] ?? (onHost ? undefined : { type: 'MESOS', volumes: [] });
  if (isMap(container)) {
    result['container'] = onHost
      ? { ...container, portMappings: undefined }
      : withMappings(container, asList(definitions).length, bridged);
  }
  result['portDefinitions'] = onHost ? (definitions ?? [defaultPort]) : undefined;
  if (!onHost) result['requirePorts'] = false;
  const volumes = asList(asMap(container)['volumes']) as readonly Volume[];
  const resident = volumes.some((volume) => volume.persistent !== undefined);
  if (resident) {
    result['residency'] ??= { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' };
  }
  result['unreachableStrategy'] ??= resident
    ? 'disabled'
    : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };
  result['upgradeStrategy'] ??= defaultUpgrade(
    resident,
    asMap(app['labels'])['MARATHON_SINGLE_INSTANCE_APP'] === 'true',
  );
  result['role'] ??= role;
  for (const field of [
    'args',
    'constraints',
    'dependencies',
    'env',
    'fetch',
    'healthChecks',
    'readinessChecks',
    'secrets',
  ]) {
    const value = result[field];
    if (value !== undefined && Object.keys(asMap(value)).length === 0 && asList(value).length === 0)
      result[field] = undefined;
  }
  return result;
}

function withMappings(container: JsonMap, definitions: number, bridged: boolean): JsonMap {
  // Ports that were defined for the host become mappings, one each.
  const given = asList(container['portMappings'] ?? [defaultMapping]);
  const missing = Math.max(0, definitions - given.length);
  const mappings = [...given, ...Array.from({ length: missing }, () => plainMapping)].map((mapping) => ({
    ...asMap(mapping),
    ...(bridged && asMap(mapping)['hostPort'] === undefined ? { hostPort: 0 } : {}),
  }));
  return { ...container, portMappings: mappings };
}

function defaultUpgrade(resident: boolean, single: boolean): JsonMap {
  if (single) return { maximumOverCapacity: 0, minimumHealthCapacity: 0 };
  return resident
    ? { maximumOverCapacity: 0, minimumHealthCapacity: 0.5 }
    : { maximumOverCapacity: 1, minimumHealthCapacity: 1 };
}
