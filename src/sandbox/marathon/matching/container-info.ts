import type { App, Container, Network } from '../definitions/app';
import type { JsonMap } from '../json';

/** An app's container as Mesos' ContainerInfo. */
export function containerInfo(app: App, hostPorts: readonly (number | undefined)[]): JsonMap | undefined {
  const { container, networks } = app;
  if (container === undefined) return undefined;
  const ports = portMappings(container, hostPorts);
  const volumes = volumeInfos(app, container);
  const joined = networks.filter(({ mode }) => mode !== 'host').map((network) => networkInfo(network));
  if (container.type === 'DOCKER') {
    const { docker } = container;
    const kinds = { host: 'HOST', 'container/bridge': 'BRIDGE', container: 'USER' } as const;
    return {
      type: 'DOCKER',
      volumes,
      network_infos: joined.filter(({ name }) => name !== undefined),
      docker: {
        image: docker?.image,
        force_pull_image: docker?.forcePullImage,
        privileged: docker?.privileged,
        parameters: docker?.parameters,
        network: kinds[networks[0]?.mode ?? 'host'],
        port_mappings: ports,
      },
    };
  }
  const { docker } = container;
  return {
    type: 'MESOS',
    volumes,
    network_infos: joined.map((info) => ({
      ...info,
      ...(ports.length === 0 ? {} : { port_mappings: ports }),
    })),
    mesos:
      docker === undefined
        ? {}
        : { image: { type: 'DOCKER', docker: { name: docker.image }, cached: !docker.forcePullImage } },
  };
}

export function networkInfo(network: Network): JsonMap {
  const labels = Object.entries(network.labels ?? {}).map(([key, value]) => ({ key, value }));
  const name = network.mode === 'container/bridge' ? 'mesos-bridge' : network.name;
  return { ...(name === undefined ? {} : { name }), ...(labels.length === 0 ? {} : { labels: { labels } }) };
}

function portMappings(container: Container, hostPorts: readonly (number | undefined)[]): JsonMap[] {
  return (container.portMappings ?? []).flatMap(({ containerPort, protocol }, index) => {
    const hostPort = hostPorts[index];
    if (hostPort === undefined) return [];
    const inside = containerPort === 0 ? hostPort : containerPort;
    return protocol.split(',').map((one) => ({ host_port: hostPort, container_port: inside, protocol: one }));
  });
}

function volumeInfos(app: App, container: Container): JsonMap[] {
  return container.volumes.flatMap(({ containerPath, hostPath, mode, external, secret }): JsonMap[] => {
    if (hostPath !== undefined) return [{ container_path: containerPath, host_path: hostPath, mode }];
    if (external !== undefined) {
      const { name, provider, options } = external;
      const volume = { driver: (options as JsonMap | undefined)?.['dvdi/driver'] ?? provider, name };
      return [
        { container_path: containerPath, mode, source: { type: 'DOCKER_VOLUME', docker_volume: volume } },
      ];
    }
    if (secret !== undefined) {
      const reference = { name: app.secrets?.[secret]?.['source'] };
      return [
        {
          container_path: containerPath,
          mode: 'RO',
          source: { type: 'SECRET', secret: { type: 'REFERENCE', reference } },
        },
      ];
    }
    // Persistent ones come with the disk resource that they are on.
    return [];
  });
}
