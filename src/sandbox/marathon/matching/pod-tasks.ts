import type { Endpoint, Pod, PodContainer } from '../definitions/pod';
import { hostnameOf } from '../definitions/path-id';
import { taskIdOf, type Instance } from '../instances/instance';
import type { JsonMap } from '../json';
import { asMap, compact } from '../json';
import { networkInfo } from './container-info';
import { mesosCommand, secretVariable } from './task-info';

export interface PodPlace {
  readonly agentId: string;
  readonly host: string;
  /** One per endpoint, container by container. */
  readonly hostPorts: readonly (number | undefined)[];
  readonly resources: readonly JsonMap[];
}

/** A pod's containers as a task group of Mesos' default executor. */
export function podTaskGroup(
  pod: Pod,
  instance: Instance,
  place: PodPlace,
  frameworkId: string,
  user?: string,
): JsonMap {
  const { executorResources: executor } = pod;
  const role = place.resources.find(({ name }) => name === 'cpus') ?? {};
  const scalar = (name: string, value: number): JsonMap => ({
    ...withoutValue(role),
    name,
    type: 'SCALAR',
    scalar: { value },
  });
  const networks = pod.networks.filter(({ mode }) => mode !== 'host').map((network) => networkInfo(network));
  const ports = allEndpoints(pod).map((endpoint, index) => ({ endpoint, hostPort: place.hostPorts[index] }));
  const mappings = ports.flatMap(({ endpoint, hostPort }) =>
    hostPort === undefined || endpoint.containerPort === undefined
      ? []
      : [{ host_port: hostPort, container_port: endpoint.containerPort, protocol: 'tcp' }],
  );
  const tasks = pod.containers.map((container) =>
    podTask(pod, container, instance, place, ports, scalar, user),
  );
  return compact({
    type: 'LAUNCH_GROUP',
    launch_group: {
      executor: {
        type: 'DEFAULT',
        executor_id: { value: instance.id },
        framework_id: { value: frameworkId },
        resources: [
          scalar('cpus', executor.cpus),
          scalar('mem', executor.mem),
          scalar('disk', executor.disk),
          ...place.resources.filter(
            ({ name, disk }) => name === 'ports' || asMap(disk)['persistence'] !== undefined,
          ),
        ],
        container: {
          type: 'MESOS',
          volumes: [],
          network_infos: networks.map((info) => ({
            ...info,
            ...(mappings.length === 0 ? {} : { port_mappings: mappings }),
          })),
        },
        labels: { labels: Object.entries(pod.labels ?? {}).map(([key, value]) => ({ key, value })) },
      },
      task_group: { tasks },
    },
  });
}

function withoutValue({ scalar: _scalar, ...resource }: JsonMap): JsonMap {
  return resource;
}

export function allEndpoints(pod: Pod): readonly Endpoint[] {
  return pod.containers.flatMap((container) => container.endpoints ?? []);
}

function podTask(
  pod: Pod,
  container: PodContainer,
  instance: Instance,
  place: PodPlace,
  ports: readonly { readonly endpoint: Endpoint; readonly hostPort: number | undefined }[],
  scalar: (name: string, value: number) => JsonMap,
  user: string | undefined,
): JsonMap {
  const { cpus, mem, disk } = container.resources;
  const grace = container.lifecycle?.killGracePeriodSeconds;
  const asUser = container.user ?? pod.user ?? user;
  return {
    name: `${container.name}.${hostnameOf(pod.id)}`,
    task_id: { value: taskIdOf(instance, container.name) },
    agent_id: { value: place.agentId },
    resources: [scalar('cpus', cpus), scalar('mem', mem), ...(disk > 0 ? [scalar('disk', disk)] : [])],
    command: {
      ...(container.exec === undefined ? { shell: false } : mesosCommand({ ...container.exec.command })),
      ...(asUser === undefined ? {} : { user: asUser }),
      uris: (container.artifacts ?? []).map(({ uri, extract, executable, cache }) => ({
        value: uri,
        extract,
        executable,
        cache,
      })),
      environment: { variables: variables(pod, container, instance, place, ports) },
    },
    container: {
      type: 'MESOS',
      mesos:
        container.image === undefined
          ? {}
          : {
              image: {
                type: 'DOCKER',
                docker: { name: container.image.id },
                cached: container.image.forcePull !== true,
              },
            },
      volumes: volumes(pod, container),
    },
    ...(grace === undefined ? {} : { kill_policy: { grace_period: { nanoseconds: grace * 1e9 } } }),
    ...(container.healthCheck === undefined
      ? {}
      : { health_check: healthCheck(container.healthCheck, ports) }),
    labels: { labels: Object.entries(container.labels ?? {}).map(([key, value]) => ({ key, value })) },
  };
}

function variables(
  pod: Pod,
  container: PodContainer,
  instance: Instance,
  place: PodPlace,
  ports: readonly { readonly endpoint: Endpoint; readonly hostPort: number | undefined }[],
): JsonMap[] {
  const plain: Record<string, string> = {
    MARATHON_APP_ID: pod.id,
    MARATHON_APP_VERSION: pod.version,
    MARATHON_CONTAINER_ID: container.name,
    MARATHON_CONTAINER_RESOURCE_CPUS: String(container.resources.cpus),
    MARATHON_CONTAINER_RESOURCE_MEM: String(container.resources.mem),
    MESOS_TASK_ID: taskIdOf(instance, container.name),
    HOST: place.host,
  };
  for (const { endpoint, hostPort } of ports) {
    const name = endpoint.name.toUpperCase().replaceAll('-', '_');
    if (hostPort !== undefined) plain[`EP_HOST_${name}`] = String(hostPort);
    const inside = endpoint.containerPort ?? hostPort;
    if (inside !== undefined) plain[`EP_CONTAINER_${name}`] = String(inside);
  }
  const own = Object.entries({ ...pod.environment, ...container.environment });
  for (const [name, value] of own) if (typeof value === 'string') plain[name] = value;
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value, type: 'VALUE' })),
    ...own.flatMap(([name, value]) =>
      typeof value === 'string' ? [] : [secretVariable(name, pod.secrets?.[value.secret])],
    ),
  ];
}

function volumes(pod: Pod, container: PodContainer): JsonMap[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => {
    const mode = readOnly === true ? 'RO' : 'RW';
    const volume = (pod.volumes ?? []).find((one) => one.name === name);
    if (volume?.host !== undefined) return { container_path: mountPath, host_path: volume.host, mode };
    // What containers share lies in the sandbox of the executor that is parent to them all.
    return {
      container_path: mountPath,
      mode,
      source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: name } },
    };
  });
}

function healthCheck(
  check: JsonMap,
  ports: readonly { readonly endpoint: Endpoint; readonly hostPort: number | undefined }[],
): JsonMap {
  const { http, tcp, exec } = check;
  const endpoint = asMap(http ?? tcp)['endpoint'];
  const found = ports.find((port) => port.endpoint.name === endpoint);
  const port = found?.endpoint.containerPort ?? found?.hostPort ?? 0;
  const times = {
    delay_seconds: check['delaySeconds'],
    interval_seconds: check['intervalSeconds'],
    timeout_seconds: check['timeoutSeconds'],
    grace_period_seconds: check['gracePeriodSeconds'],
    consecutive_failures: check['maxConsecutiveFailures'],
  };
  if (http !== undefined) {
    const scheme = asMap(http)['scheme'] === 'HTTPS' ? 'https' : 'http';
    return { type: 'HTTP', http: { scheme, port, path: asMap(http)['path'] ?? '/' }, ...times };
  }
  if (tcp !== undefined) return { type: 'TCP', tcp: { port }, ...times };
  return { type: 'COMMAND', command: mesosCommand(asMap(asMap(exec)['command'])), ...times };
}
