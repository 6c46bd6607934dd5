import { fixedPortNeeded, imageNeeded } from '../errors';
import { ANY_PORT } from '../validation/numbers';
import { kubernetesCpus, kubernetesMemory } from '../validation/quantity';
import type { KubernetesObject } from './kubernetes-object';
import { type HealthCheck, ServiceType, type WorkloadPort, type WorkloadSpec } from './workload-spec';

/**
 * A workload as Kubernetes objects: a Deployment, and a Service when it has ports. Processors are a
 * request only, so that idle ones may be used; memory is a request and a limit, because it cannot be
 * taken back.
 *
 * @param at where the workload is declared, for errors
 * @throws imageNeeded, fixedPortNeeded, invalidQuantity
 */
export function renderKubernetes(at: string, name: string, spec: WorkloadSpec): KubernetesObject[] {
  if (spec.image === undefined) throw imageNeeded(`${at}: image`);
  const ports = spec.ports ?? [];
  const chosen = ports.find(({ port }) => port === ANY_PORT);
  if (chosen !== undefined) throw fixedPortNeeded(`${at}: ports: ${chosen.name}: port`);
  const metadata = {
    name,
    namespace: spec.namespace ?? 'default',
    labels: { 'app.kubernetes.io/name': name },
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: spec.replicas ?? 1,
      selector: { matchLabels: metadata.labels },
      template: {
        metadata: { labels: metadata.labels },
        spec: { containers: [renderContainer(at, name, spec)] },
      },
    },
  };
  if (ports.length === 0) return [deployment];
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: spec.service ?? ServiceType.CLUSTER_IP,
      selector: metadata.labels,
      ports: ports.map(renderServicePort),
    },
  };
  return [deployment, service];
}

function renderContainer(at: string, name: string, spec: WorkloadSpec): Record<string, unknown> {
  const { image, command, args, ports = [], env = {}, cpus, memory, health = {} } = spec;
  const limit = memory === undefined ? undefined : { memory: kubernetesMemory(`${at}: memory`, memory) };
  const requests = withoutUndefined({ cpu: cpus === undefined ? undefined : kubernetesCpus(cpus), ...limit });
  const variables = Object.keys(env).sort();
  return withoutUndefined({
    name,
    image,
    command,
    args,
    ports: ports.length === 0 ? undefined : ports.map(renderContainerPort),
    env:
      variables.length === 0
        ? undefined
        : variables.map((variable) => ({ name: variable, value: env[variable] })),
    resources: Object.keys(requests).length === 0 ? undefined : withoutUndefined({ requests, limits: limit }),
    readinessProbe: health.readiness && renderProbe(health.readiness, ports),
    livenessProbe: health.liveness && renderProbe(health.liveness, ports),
  });
}

function renderContainerPort({ name, port, protocol }: WorkloadPort): Record<string, unknown> {
  return { name, containerPort: port, protocol: protocol ?? 'TCP' };
}

function renderServicePort({
  name,
  port,
  expose,
  nodePort,
  protocol,
}: WorkloadPort): Record<string, unknown> {
  return withoutUndefined({
    name,
    port: expose ?? port,
    targetPort: name,
    nodePort,
    protocol: protocol ?? 'TCP',
  });
}

function renderProbe(check: HealthCheck, ports: WorkloadPort[]): Record<string, unknown> {
  const { httpGet, port, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = check;
  return withoutUndefined({
    httpGet: { path: httpGet, port: port ?? ports[0]?.name },
    initialDelaySeconds,
    periodSeconds,
    timeoutSeconds,
    failureThreshold,
  });
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
