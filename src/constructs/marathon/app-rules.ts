import { Token } from 'cdktf';
import { field } from '../field';
import { type Fields, type Problem, first, isFields, quote } from './checks';
import { networkRules } from './network-rules';
import { elements, isGiven, isNumber, textOf } from './parts';
import { volumeRules } from './volume-rules';

/**
 * What Marathon refuses in an app whose fields are each of their kind (AppValidation of Marathon 1.11).
 *
 * @returns the first problem
 */
export function appRules(app: Fields): Problem | undefined {
  return first([
    () => commandRules(app),
    () => networkRules(app),
    () => healthRules(app),
    () => readinessRules(app),
    () => constraintRules(app),
    () => secretRules(app),
    () => volumeRules(app),
    () => containerRules(app),
    () => lossRules(app),
    () => fetchRules(app),
  ]);
}

function commandRules({ cmd, args, container }: Fields): Problem | undefined {
  if (isGiven(cmd) && isGiven(args) && elements(args).length > 0)
    return { path: 'args', problem: 'excludes cmd; keep one of the two' };
  if (!isGiven(cmd) && !isGiven(args) && !isGiven(field(field(container, 'docker'), 'image')))
    return { path: 'cmd', problem: 'is missing; set cmd, args, or container.docker.image' };
  if (typeof cmd === 'string' && !Token.isUnresolved(cmd) && cmd.length < 2)
    return { path: 'cmd', problem: `must have two characters at least, is ${quote(cmd)}` };
  return undefined;
}

const ON_MESOS = ['MESOS_TCP', 'MESOS_HTTP', 'MESOS_HTTPS', 'COMMAND'];

function healthRules(app: Fields): Problem | undefined {
  const checks = elements(app.healthChecks);
  const onMesos = checks.filter((check) => ON_MESOS.includes(textOf(check, 'protocol') ?? 'HTTP'));
  if (onMesos.length > 1)
    return {
      path: 'healthChecks',
      problem: `has ${onMesos.length} checks that Mesos makes (${ON_MESOS.join(', ')}); it makes one for an app`,
    };
  return first(
    checks.map((check, index) => () => {
      const path = `healthChecks[${index}]`;
      const byCommand = textOf(check, 'protocol') === 'COMMAND';
      if (byCommand && !isGiven(field(check, 'command')))
        return { path: `${path}.command`, problem: 'is missing, with the protocol COMMAND' };
      if (!byCommand && isGiven(field(check, 'command')))
        return { path: `${path}.command`, problem: 'needs the protocol COMMAND' };
      if (isGiven(field(check, 'port')) && isGiven(field(check, 'portIndex')))
        return { path: `${path}.portIndex`, problem: 'excludes port; keep one of the two' };
      return portIndexRule(app, field(check, 'portIndex'), `${path}.portIndex`);
    }),
  );
}

/** Where the app lists its ports, an index has to be one of theirs. */
function portIndexRule(app: Fields, index: unknown, path: string): Problem | undefined {
  const { container } = app;
  const lists = [
    app.portDefinitions,
    app.ports,
    field(container, 'portMappings'),
    field(field(container, 'docker'), 'portMappings'),
  ].filter((list) => isGiven(list));
  if (!isNumber(index) || lists.length === 0) return undefined;
  if (lists.some((list) => Token.isUnresolved(list))) return undefined;
  const count = Math.max(...lists.map((list) => elements(list).length));
  return index < count ? undefined : { path, problem: `is ${index}, but the app has ${count} ports` };
}

function readinessRules(app: Fields): Problem | undefined {
  const checks = elements(app.readinessChecks);
  const [check] = checks;
  if (checks.length > 1)
    return { path: 'readinessChecks', problem: `has ${checks.length} checks; Marathon takes one` };
  if (check === undefined) return undefined;
  const interval = field(check, 'intervalSeconds') ?? 30;
  const timeout = field(check, 'timeoutSeconds') ?? 10;
  if (isNumber(interval) && isNumber(timeout) && timeout >= interval)
    return {
      path: 'readinessChecks[0].timeoutSeconds',
      problem: `must be less than intervalSeconds (${interval}), is ${timeout}`,
    };
  const wanted = field(check, 'portName') ?? 'http-api';
  const lists = [app.portDefinitions, field(app.container, 'portMappings')].filter(isGiven);
  const docker = field(field(app.container, 'docker'), 'portMappings');
  const names = [...lists, ...(isGiven(docker) ? [docker] : [])]
    .flatMap(elements)
    .map((one) => field(one, 'name'));
  if (Token.isUnresolved(wanted) || names.some((name) => Token.isUnresolved(name)) || names.includes(wanted))
    return undefined;
  return {
    path: 'readinessChecks[0].portName',
    problem: `is ${quote(wanted)}, which no port of the app is called`,
  };
}

const OPERATORS = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'];

function constraintRules({ constraints }: Fields): Problem | undefined {
  return first(
    elements(constraints).map((constraint, index) => () => {
      const path = `constraints[${index}]`;
      const [, operator, value] = elements(constraint);
      if (typeof operator !== 'string' || Token.isUnresolved(operator)) return undefined;
      if (!OPERATORS.includes(operator))
        return {
          path,
          problem: `has the operator ${quote(operator)}, which is none of ${OPERATORS.join(', ')}`,
        };
      if (Token.isUnresolved(value)) return undefined;
      if (operator === 'UNIQUE' && value !== undefined)
        return { path, problem: `has the value ${quote(value)}, which UNIQUE has no use for` };
      if (['LIKE', 'UNLIKE', 'IS', 'MAX_PER'].includes(operator) && value === undefined)
        return { path, problem: `has no value, which ${operator} needs` };
      if (['LIKE', 'UNLIKE'].includes(operator) && !isPattern(String(value)))
        return { path, problem: `has the value ${quote(value)}, which is not a regular expression` };
      if (['GROUP_BY', 'MAX_PER'].includes(operator) && value !== undefined && !/^\d+$/.test(String(value)))
        return { path, problem: `has the value ${quote(value)}; ${operator} takes a whole number` };
      return undefined;
    }),
  );
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function secretRules(app: Fields): Problem | undefined {
  const declared = isFields(app.secrets) ? Object.keys(app.secrets) : [];
  const container = app.container;
  const uses: (readonly [path: string, name: unknown])[] = [
    ...Object.entries(isFields(app.env) ? app.env : {}).map(
      ([name, value]) => [`env.${name}.secret`, field(value, 'secret')] as const,
    ),
    ...elements(field(container, 'volumes')).map(
      (volume, index) => [`container.volumes[${index}].secret`, field(volume, 'secret')] as const,
    ),
    [
      'container.docker.pullConfig.secret',
      field(field(field(container, 'docker'), 'pullConfig'), 'secret'),
    ] as const,
  ];
  const stray = uses.find(
    ([, name]) => typeof name === 'string' && !Token.isUnresolved(name) && !declared.includes(name),
  );
  return stray === undefined
    ? undefined
    : { path: stray[0], problem: `is ${quote(stray[1])}, which is not one of secrets` };
}

function containerRules({ container, gpus }: Fields): Problem | undefined {
  if (!isFields(container)) return undefined;
  const { type, docker } = container;
  const byDocker = type === 'DOCKER' || !isGiven(type);
  if (byDocker && !isGiven(docker))
    return {
      path: 'container.docker',
      problem: isGiven(type)
        ? 'is missing, with the type DOCKER'
        : 'is missing: the type is DOCKER unless it says MESOS',
    };
  if (byDocker && isGiven(field(docker, 'pullConfig')))
    return {
      path: 'container.docker.pullConfig',
      problem: 'needs container.type MESOS; the Docker engine has none',
    };
  if (byDocker && isNumber(gpus) && gpus > 0)
    return { path: 'gpus', problem: 'needs container.type MESOS; the Docker engine has none' };
  return undefined;
}

function lossRules({ residency, unreachableStrategy }: Fields): Problem | undefined {
  if (isGiven(residency) && isGiven(unreachableStrategy) && unreachableStrategy !== 'disabled')
    return { path: 'unreachableStrategy', problem: 'must be "disabled" for an app with residency' };
  const inactive = field(unreachableStrategy, 'inactiveAfterSeconds');
  const expunge = field(unreachableStrategy, 'expungeAfterSeconds');
  if (isNumber(inactive) && isNumber(expunge) && inactive > expunge)
    return {
      path: 'unreachableStrategy.inactiveAfterSeconds',
      problem: `must not be more than expungeAfterSeconds (${expunge}), is ${inactive}`,
    };
  return undefined;
}

function fetchRules({ uris, fetch }: Fields): Problem | undefined {
  return elements(uris).length > 0 && elements(fetch).length > 0
    ? { path: 'uris', problem: 'excludes fetch; keep fetch' }
    : undefined;
}
