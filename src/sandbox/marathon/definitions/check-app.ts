import type { App, HealthCheck, Network, PortMapping } from './app';
import { hasHostNetwork, isResident, portNames } from './app';
import { checkConstraint } from './check-constraint';
import { checkVolumes } from './check-volumes';
import { type Features, requireFeature } from './features';
import { isUnder, parentOf } from './path-id';
import { Problems } from './problems';

/**
 * Marathon's rules for a whole app (facts of AppValidation.scala).
 * @param role the one that Marathon's frameworks have
 * @throws ApiError 422
 */
export function checkApp(app: App, features: Features, role: string): void {
  const problems = new Problems();
  problems.unless(app.id !== '/', '/id', 'must not be root');
  problems.unless(app.cmd === undefined || app.cmd.length > 1, '/cmd', 'must not be an empty string');
  checkCommand(app, problems);
  checkContainer(app, features, problems);
  checkPorts(app, problems);
  checkHealth(app, problems);
  checkSecrets(app, features, problems);
  checkStrategies(app, problems);
  checkRoles(app, role, problems);
  (app.constraints ?? []).forEach((constraint, index) => {
    checkConstraint(constraint, `/constraints(${String(index)})`, problems);
  });
  if (app.gpus > 0) {
    problems.unless(
      app.container?.type !== 'DOCKER',
      '/gpus',
      'GPU resources only work with the Mesos containerizer',
    );
    requireFeature(features, 'gpu_resources', '/gpus', problems);
  }
  const single = app.labels['MARATHON_SINGLE_INSTANCE_APP'] === 'true';
  problems.unless(
    !single || app.instances <= 1,
    '/instances',
    'Single instance app may only have one instance',
  );
  problems.check();
}

function checkCommand(app: App, problems: Problems): void {
  const [cmd, args] = [app.cmd !== undefined, (app.args ?? []).length > 0];
  const image = app.container?.docker !== undefined;
  problems.unless(
    cmd !== args || (!cmd && image),
    '',
    "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
  );
}

function checkContainer(app: App, features: Features, problems: Problems): void {
  const { container } = app;
  if (container === undefined) return;
  const docker = container.docker;
  if (container.type === 'DOCKER') {
    problems.unless(docker !== undefined, '/container/docker', 'not defined');
    const several = app.networks.filter(({ mode }) => mode === 'container').length > 1;
    problems.unless(
      !several,
      '/networks',
      'may only specify a single container network when using the Docker container engine',
    );
  }
  const pull = docker?.['pullConfig'];
  if (pull !== undefined) {
    const path = '/container/docker/pullConfig';
    if (container.type === 'DOCKER')
      problems.add(path, 'pullConfig is not supported with Docker containerizer');
    else {
      requireFeature(features, 'secrets', path, problems);
      const secret = String((pull as { secret: string }).secret);
      problems.unless(
        app.secrets?.[secret] !== undefined,
        path,
        'pullConfig.secret must refer to an existing secret',
      );
    }
  }
  checkVolumes(app, features, problems);
}

function checkPorts(app: App, problems: Problems): void {
  const definitions = app.portDefinitions ?? [];
  const names = portNames(app).filter((name) => name !== undefined);
  const place = hasHostNetwork(app) ? '/portDefinitions' : '/container/portMappings';
  problems.unless(new Set(names).size === names.length, place, 'Port names must be unique.');
  const fixed = definitions.map(({ port }) => port).filter((port) => port !== 0);
  problems.unless(new Set(fixed).size === fixed.length, '/portDefinitions', 'Ports must be unique.');
  checkNetworks(app.networks, problems);
  const networks = app.networks.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const several = app.networks.filter(({ mode }) => mode === 'container').length > 1;
  (app.container?.portMappings ?? []).forEach((mapping: PortMapping, index) => {
    const path = `/container/portMappings(${String(index)})`;
    const joined = mapping.networkNames ?? [];
    problems.unless(
      !several || mapping.hostPort === undefined || joined.length === 1,
      path,
      'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
    );
    problems.unless(
      joined.every((name) => networks.includes(name)),
      `${path}/networkNames`,
      `must be one of ${networks.join(', ')}`,
    );
  });
}

/** Also what pods may ask of networks. */
export function checkNetworks(networks: readonly Network[], problems: Problems): void {
  networks.forEach((network, index) => {
    const path = `/networks(${String(index)})`;
    problems.unless(
      network.mode !== 'container' || network.name !== undefined,
      `${path}/name`,
      'must be defined for container networks',
    );
    problems.unless(
      network.mode === 'container' || network.name === undefined,
      `${path}/name`,
      'must be empty',
    );
  });
  const modes = new Set(networks.map(({ mode }) => mode));
  problems.unless(
    modes.size <= 1,
    '/networks',
    'Must specify either a single host network, single bridge network, or else 1-to-n container networks',
  );
  problems.unless(
    modes.has('container') || networks.length <= 1,
    '/networks',
    'Host networks may not have names or labels and there may be only one',
  );
}

function checkHealth(app: App, problems: Problems): void {
  const count = portNames(app).length;
  const byMesos = (check: HealthCheck): boolean =>
    check.protocol.startsWith('MESOS_') && check.command === undefined;
  const checks = app.healthChecks ?? [];
  checks.forEach((check, index) => {
    const path = `/healthChecks(${String(index)})`;
    if (check.protocol === 'COMMAND') {
      problems.unless(check.command !== undefined, path, 'A command health check must have a command');
      return;
    }
    problems.unless(
      check.portIndex === undefined
        ? check.port !== undefined || count === 1 || byMesos(check)
        : check.portIndex < count,
      path,
      'Health check port indices must address an element of the ports array or container port mappings.',
    );
    problems.unless(
      check.path === undefined || check.protocol.includes('HTTP'),
      path,
      'path is only allowed for HTTP health checks',
    );
  });
  problems.unless(
    checks.filter(byMesos).length <= 1,
    '/healthChecks',
    'AppDefinition can contain at most one Mesos health check',
  );
  const readiness = app.readinessChecks ?? [];
  problems.unless(readiness.length <= 1, '/readinessChecks', 'got 2, expected 1 or less');
  readiness.forEach((check, index) => {
    const path = `/readinessChecks(${String(index)})`;
    problems.unless(
      portNames(app).includes(check.portName),
      `${path}/portName`,
      `No port definition reference for portName ${check.portName}`,
    );
    problems.unless(
      check.timeoutSeconds < check.intervalSeconds,
      `${path}/timeoutSeconds`,
      `got ${String(check.timeoutSeconds)}, expected less than ${String(check.intervalSeconds)}`,
    );
  });
}

function checkSecrets(app: App, features: Features, problems: Problems): void {
  if (app.secrets !== undefined) requireFeature(features, 'secrets', '/secrets', problems);
  for (const [variable, value] of Object.entries(app.env ?? {})) {
    if (typeof value === 'string') continue;
    requireFeature(features, 'secrets', '/env', problems);
    problems.unless(
      app.secrets?.[value.secret] !== undefined,
      `/env(${variable})/secret`,
      `references an undefined secret ${value.secret}`,
    );
  }
}

function checkStrategies(app: App, problems: Problems): void {
  const { maximumOverCapacity, minimumHealthCapacity } = app.upgradeStrategy;
  const resident = isResident(app);
  const single = app.labels['MARATHON_SINGLE_INSTANCE_APP'] === 'true';
  if (resident || single) {
    problems.unless(maximumOverCapacity === 0, '/upgradeStrategy/maximumOverCapacity', 'must be 0');
  }
  if (single)
    problems.unless(minimumHealthCapacity === 0, '/upgradeStrategy/minimumHealthCapacity', 'must be 0');
  problems.unless(
    (app.residency !== undefined) === resident,
    '/residency',
    'App must contain persistent volumes and define residency',
  );
  problems.unless(
    !resident || app.unreachableStrategy === 'disabled',
    '/unreachableStrategy',
    'unreachableStrategy must be disabled for resident tasks',
  );
  if (app.unreachableStrategy !== 'disabled') {
    const { inactiveAfterSeconds, expungeAfterSeconds } = app.unreachableStrategy;
    problems.unless(
      inactiveAfterSeconds <= expungeAfterSeconds,
      '/unreachableStrategy/inactiveAfterSeconds',
      `got ${String(inactiveAfterSeconds)}, expected ${String(expungeAfterSeconds)} or less`,
    );
  }
}

function checkRoles(app: App, role: string, problems: Problems): void {
  const top = app.id.split('/')[1] ?? '';
  const valid = parentOf(app.id) === '/' ? [role] : [...new Set([role, top])];
  problems.unless(!isResident(app) || app.role !== '*', '/role', 'Resident apps cannot have the role "*"');
  problems.unless(valid.includes(app.role), '/role', `got ${app.role}, expected one of: ${valid.join(', ')}`);
  const accepted = app.acceptedResourceRoles;
  if (accepted === undefined) return;
  problems.unless(accepted.length > 0, '/acceptedResourceRoles', 'must not be empty');
  problems.unless(
    accepted.every((one) => one === '*' || one === app.role),
    '/acceptedResourceRoles',
    `acceptedResourceRoles can only contain * and ${app.role}`,
  );
}

/** @param group the one in whose definition the app stands */
export function checkNesting(id: string, group: string, path: string, problems: Problems): void {
  problems.unless(
    isUnder(id, group),
    path,
    `identifier ${id} is not child of ${group}. Hint: use relative paths.`,
  );
}
