import { invalidJson } from '../errors';
import type { Json, JsonMap, MutableMap } from '../json';
import { asList, asMap, compact, isMap } from '../json';
import { checkNetworks } from './check-app';
import { checkConstraint } from './check-constraint';
import { checkPersistentInfo } from './check-volumes';
import { requireFeature } from './features';
import { absoluteId } from './path-id';
import type { Pod } from './pod';
import { podShape } from './pod-shape';
import { Problems } from './problems';
import { noVersion, type ReadingRules } from './read-app';
import { read, type Problem } from './shape';
import { viewOf } from './spec';

/** A whole pod; it has no version yet. @throws ApiError 422 */
export function readPod(body: Json, rules: ReadingRules): Pod {
  const problems: Problem[] = [];
  const given = read(podShape, body, problems);
  if (problems.length > 0 || !isMap(given)) throw invalidJson(problems);
  const pod = compact(fillIn(given, rules)) as unknown as Pod;
  check(pod, rules);
  return pod;
}

function fillIn(given: JsonMap, rules: ReadingRules): JsonMap {
  const result: MutableMap = { ...given, version: noVersion };
  result['id'] = absoluteId(String(given['id']));
  const networks = asList(given['networks']).length > 0 ? asList(given['networks']) : [{ mode: 'host' }];
  result['networks'] = networks.map((one) => {
    const network = asMap(one);
    const unnamed = network['mode'] === 'container' && network['name'] === undefined;
    return unnamed && rules.defaultNetworkName !== undefined
      ? { ...network, name: rules.defaultNetworkName }
      : network;
  });
  const bridged = networks.some((network) => asMap(network)['mode'] === 'container/bridge');
  result['containers'] = asList(given['containers']).map((one) => {
    const container = asMap(one);
    const endpoints = container['endpoints'];
    if (!bridged || endpoints === undefined) return container;
    return {
      ...container,
      endpoints: asList(endpoints).map((endpoint) => ({ hostPort: 0, ...asMap(endpoint) })),
    };
  });
  const resident = asList(given['volumes']).some((volume) => asMap(volume)['persistent'] !== undefined);
  const scheduling = asMap(given['scheduling']);
  result['scaling'] = given['scaling'] ?? { kind: 'fixed', instances: 1 };
  result['scheduling'] = {
    backoff: scheduling['backoff'] ?? { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
    upgrade:
      scheduling['upgrade'] ??
      (resident
        ? { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }
        : { minimumHealthCapacity: 1, maximumOverCapacity: 1 }),
    placement: { constraints: [], ...asMap(scheduling['placement']) },
    killSelection: scheduling['killSelection'] ?? 'YOUNGEST_FIRST',
    unreachableStrategy:
      scheduling['unreachableStrategy'] ??
      (resident ? 'disabled' : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 }),
  };
  result['executorResources'] = given['executorResources'] ?? { cpus: 0.1, mem: 32, disk: 10 };
  result['role'] = given['role'] ?? rules.role;
  return result;
}

function check(pod: Pod, rules: ReadingRules): void {
  const problems = new Problems();
  problems.unless(pod.id !== '/', '/id', 'Path must contain at least one path element');
  const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;
  problems.unless(
    unique(pod.containers.map(({ name }) => name)),
    '/containers',
    'container names are unique',
  );
  const endpoints = pod.containers.flatMap((container) => container.endpoints ?? []);
  problems.unless(unique(endpoints.map(({ name }) => name)), '/containers', 'Endpoint names are unique');
  const volumes = (pod.volumes ?? []).map(({ name }) => name);
  problems.unless(unique(volumes), '/volumes', 'volume names are unique');
  pod.containers.forEach((container, index) => {
    const path = `/containers(${String(index)})`;
    problems.unless(
      container.exec !== undefined || container.image !== undefined,
      path,
      'must specify exec or image',
    );
    (container.volumeMounts ?? []).forEach(({ name }, mount) => {
      problems.unless(
        volumes.includes(name),
        `${path}/volumeMounts(${String(mount)})/name`,
        `must be one of ${volumes.join(', ')}`,
      );
    });
  });
  checkNetworks(pod.networks, problems);
  if (pod.networks.every(({ mode }) => mode === 'host')) {
    const contained = endpoints.some(({ containerPort }) => containerPort !== undefined);
    problems.unless(
      !contained,
      '/containers',
      'containerPort is not allowed when using host-mode networking',
    );
  }
  if (pod.secrets !== undefined) requireFeature(rules.features, 'secrets', '/secrets', problems);
  (pod.volumes ?? []).forEach(({ persistent, secret }, index) => {
    const path = `/volumes(${String(index)})`;
    if (persistent !== undefined) checkPersistentInfo(persistent, `${path}/persistent`, problems);
    const known = secret === undefined || pod.secrets?.[secret] !== undefined;
    problems.unless(known, path, 'volume.secret must refer to an existing secret');
  });
  const { constraints, upgrade, resident, unreachable } = viewOf(pod);
  constraints.forEach((constraint, index) => {
    checkConstraint(constraint, `/scheduling/placement/constraints(${String(index)})`, problems);
  });
  if (resident) {
    problems.unless(
      upgrade.maximumOverCapacity === 0,
      '/scheduling/upgrade/maximumOverCapacity',
      'must be 0',
    );
    problems.unless(
      unreachable === 'disabled',
      '/scheduling/unreachableStrategy',
      'unreachableStrategy must be disabled for resident tasks',
    );
  }
  problems.check();
}
