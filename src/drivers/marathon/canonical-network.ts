import { isObject, without, type JsonObject, type JsonValue } from '../json';

const portDefinitionDefaults: JsonObject = { port: 0, protocol: 'tcp', labels: {} };
const portMappingDefaults: JsonObject = { containerPort: 0, protocol: 'tcp', servicePort: 0, labels: {} };
const dockerDefaults: JsonObject = { forcePullImage: false, privileged: false, parameters: [] };

/** What an app gets that says nothing of ports. */
const defaultPort = { name: 'default' };

/**
 * An app's networks: those it names, those that `ipAddress` and `container.docker.network` of before 1.5 stand for, or
 * the host's.
 */
export function canonicalNetworks(app: JsonObject): JsonObject[] {
  const { networks } = app;
  if (Array.isArray(networks) && networks.length > 0) {
    return networks.filter((one) => isObject(one)).map((one) => ({ mode: 'container', labels: {}, ...one }));
  }
  const ip = isObject(app['ipAddress']) ? app['ipAddress'] : undefined;
  const docker = dockerOf(app);
  const labels = isObject(ip?.['labels']) ? ip['labels'] : {};
  const name = ip?.['networkName'];
  const named = name === undefined ? {} : { name };
  const network = docker?.['network'];
  if (network === 'BRIDGE') return [{ mode: 'container/bridge', labels }];
  if (network === 'USER' || (network !== 'HOST' && ip !== undefined))
    return [{ mode: 'container', labels, ...named }];
  return [{ mode: 'host', labels: {} }];
}

/** The ports that an app on the host's network asks for; undefined on any other. */
export function canonicalPorts(app: JsonObject, networks: readonly JsonObject[]): JsonValue[] | undefined {
  if (isOffHost(networks)) return undefined;
  const { ports, portDefinitions } = app;
  const declared = Array.isArray(portDefinitions)
    ? portDefinitions.filter((one) => isObject(one))
    : Array.isArray(ports)
      ? ports.map((port): JsonObject => ({ port }))
      : [defaultPort];
  return declared.map((one) => ({ ...portDefinitionDefaults, ...one }));
}

/** An app's container; one of Mesos' own where it has a network and names none. */
export function canonicalContainer(app: JsonObject, networks: readonly JsonObject[]): JsonObject | undefined {
  const offHost = isOffHost(networks);
  const given = isObject(app['container']) ? app['container'] : undefined;
  if (given === undefined && !offHost) return undefined;
  const docker = dockerOf(app);
  const mappings = offHost ? { portMappings: portMappings(app, networks) } : {};
  return {
    type: given === undefined ? 'MESOS' : 'DOCKER',
    volumes: [],
    ...without(given ?? {}, 'portMappings', 'docker'),
    ...(docker === undefined
      ? {}
      : { docker: { ...dockerDefaults, ...without(docker, 'network', 'portMappings') } }),
    ...volumesOf(given),
    ...mappings,
  };
}

function volumesOf(container: JsonObject | undefined): JsonObject {
  if (!Array.isArray(container?.['volumes'])) return {};
  return {
    volumes: container['volumes'].map((volume) => {
      if (!isObject(volume)) return volume;
      const { persistent, external } = volume;
      if (isObject(persistent))
        return { ...volume, persistent: { type: 'root', constraints: [], ...persistent } };
      // Of providers but CSI, which says it in its options.
      if (isObject(external) && external['provider'] !== 'csi')
        return { ...volume, external: { shared: false, ...external } };
      return volume;
    }),
  };
}

function portMappings(app: JsonObject, networks: readonly JsonObject[]): JsonObject[] {
  const container = isObject(app['container']) ? app['container'] : {};
  const bridged = networks.some(({ mode }) => mode === 'container/bridge');
  const declared =
    objects(container['portMappings']) ?? objects(dockerOf(app)?.['portMappings']) ?? discovered(app);
  const base: readonly JsonObject[] = declared ?? [defaultPort];
  // Ports of an app that has left the host's network are ports of its container.
  const asked = objects(app['portDefinitions']) ?? (Array.isArray(app['ports']) ? app['ports'] : []);
  const all = [...base, ...asked.slice(base.length).map((): JsonObject => ({}))];
  return all.map((one) => ({ ...portMappingDefaults, ...(bridged ? { hostPort: 0 } : {}), ...one }));
}

/** Ports as an app without a Docker container named them before 1.5. */
function discovered({ ipAddress }: JsonObject): JsonObject[] | undefined {
  if (!isObject(ipAddress) || !isObject(ipAddress['discovery'])) return undefined;
  const ports = objects(ipAddress['discovery']['ports']);
  if (ports === undefined || ports.length === 0) return undefined;
  return ports.map((port) => ({ ...without(port, 'number'), containerPort: port['number'] ?? 0 }));
}

function dockerOf({ container }: JsonObject): JsonObject | undefined {
  return isObject(container) && isObject(container['docker']) ? container['docker'] : undefined;
}

function isOffHost(networks: readonly JsonObject[]): boolean {
  return networks.some(({ mode }) => mode !== 'host');
}

function objects(value: JsonValue | undefined): JsonObject[] | undefined {
  return Array.isArray(value) ? value.filter((one) => isObject(one)) : undefined;
}
