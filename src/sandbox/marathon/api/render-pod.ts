import { timestamp } from '../clock';
import type { Pod } from '../definitions/pod';
import { viewOf } from '../definitions/spec';
import { isScheduled, type Instance } from '../instances/instance';
import type { JsonMap } from '../json';
import type { Leader } from '../leader';
import { needsOf } from '../matching/match';
import { isTerminal } from '../mesos/status';
import { specOf } from '../scene';
import { isPod } from '../definitions/spec';

/** A pod with its instances. */
export function podStatus(leader: Leader, pod: Pod): JsonMap {
  const now = timestamp(leader.scene.clock.now());
  const instances = leader.scene.tracker.of(pod.id).map((instance) => instanceStatus(leader, instance));
  const stable = instances.filter(({ status }) => status === 'STABLE').length;
  const wanted = viewOf(pod).instances;
  const status = wanted === 0 && instances.length > 0 ? 'TERMINAL' : stable < wanted ? 'DEGRADED' : 'STABLE';
  return {
    id: pod.id,
    spec: pod,
    status,
    statusSince: pod.version,
    instances,
    terminationHistory: [],
    lastUpdated: now,
    lastChanged: pod.version,
  };
}

function instanceStatus(leader: Leader, instance: Instance): JsonMap {
  const spec = specOf(leader.scene, instance);
  const { agent, volumes } = instance;
  const since = timestamp(instance.since);
  return {
    id: instance.id,
    status: stateOf(leader, instance),
    statusSince: since,
    conditions: [],
    ...(agent === undefined ? {} : { agentHostname: agent.host, agentId: agent.agentId }),
    ...(agent?.region === undefined ? {} : { agentRegion: agent.region }),
    ...(agent?.zone === undefined ? {} : { agentZone: agent.zone }),
    ...(spec === undefined ? {} : { resources: { ...needsOf(spec) } }),
    networks: [],
    containers: spec === undefined || !isPod(spec) ? [] : containers(spec, instance),
    specReference: `/v2/pods${instance.specId}::versions/${instance.version}`,
    localVolumes: (volumes ?? []).map((volume) => ({ runSpecId: instance.specId, ...volume })),
    lastUpdated: since,
    lastChanged: since,
    role: instance.role,
  };
}

function containers(pod: Pod, instance: Instance): JsonMap[] {
  const since = timestamp(instance.since);
  const ports = [...(instance.tasks[0]?.hostPorts ?? [])];
  return instance.tasks.map(({ id, container, state, healthy }) => {
    const definition = pod.containers.find(({ name }) => name === container);
    return {
      name: container ?? '',
      status: state,
      statusSince: since,
      containerId: id,
      conditions:
        healthy === undefined
          ? []
          : [{ name: 'healthy', lastChanged: since, lastUpdated: since, value: String(healthy) }],
      endpoints: (definition?.endpoints ?? []).map(({ name, hostPort }) => {
        const port = hostPort === undefined ? undefined : ports.shift();
        return { name, ...(port === undefined ? {} : { allocatedHostPort: port }) };
      }),
      ...(definition === undefined ? {} : { resources: { ...definition.resources } }),
      lastUpdated: since,
      lastChanged: since,
    };
  });
}

function stateOf(leader: Leader, instance: Instance): string {
  if (isScheduled(instance)) return 'PENDING';
  if (instance.goal !== 'Running' || instance.condition === 'Killing') return 'TERMINAL';
  const starting = ['Provisioned', 'Staging', 'Starting'].includes(instance.condition);
  if (starting) return 'STAGING';
  return leader.health.isHealthy(instance) ? 'STABLE' : 'DEGRADED';
}

/** An instance of a pod that is being ended. */
export function renderInstance(instance: Instance, spec: Pod | undefined): JsonMap {
  const { agent } = instance;
  return {
    instanceId: instance.id,
    state: {
      condition: instance.tasks.every(({ state }) => isTerminal(state)) ? 'Killed' : 'Killing',
      since: timestamp(instance.since),
      ...(instance.activeSince === undefined ? {} : { activeSince: timestamp(instance.activeSince) }),
      goal: instance.goal,
    },
    ...(agent === undefined
      ? {}
      : { agentInfo: { host: agent.host, agentId: agent.agentId, attributes: [] } }),
    runSpecVersion: instance.version,
    unreachableStrategy: spec?.scheduling.unreachableStrategy ?? 'disabled',
  };
}
