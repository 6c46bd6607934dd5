import {
  type Check,
  type Fields,
  bool,
  integer,
  isFields,
  list,
  mapOf,
  number,
  object,
  oneOf,
  text,
} from './checks';
import { container } from './container-shape';
import { appCheck, healthCheck, readinessCheck } from './health-shape';
import { ID, labels, name, port, protocol, uri, path as sandboxPath } from './text-shapes';

// What the fields of an app are, as Marathon's API documents it:
// https://mesosphere.github.io/marathon/api-console/index.html

/** A path from the root, or from the group it is in. */
export const pathId = text({
  min: 1,
  pattern: ID,
  of: 'a path of lower-case letters, digits, dashes and dots such as "/shop/web"',
});

export const constraint = list(text(), { min: 2, max: 3 });

const environmentValue: Check = (value, path) =>
  isFields(value) ? object({ secret: text() }, ['secret'])(value, path) : text()(value, path);

const resourceLimit: Check = (value, path) =>
  typeof value === 'string' ? oneOf('unlimited')(value, path) : number()(value, path);

const seconds64 = integer({ max: Number.MAX_SAFE_INTEGER });

const unreachableStrategy: Check = (value, path) =>
  isFields(value)
    ? object({ inactiveAfterSeconds: seconds64, expungeAfterSeconds: seconds64 })(value, path)
    : oneOf('disabled')(value, path);

const portDefinition = object({ port, name, protocol, labels });

const ipAddress = object({
  discovery: object({ ports: list(object({ number: port, name, protocol, labels }, ['name'])) }),
  groups: list(text(), { unique: true }),
  labels,
  networkName: text({ min: 1 }),
});

const network = object({
  name: text({
    min: 1,
    max: 63,
    pattern: /^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$/,
    of: 'lower-case letters, digits, dashes and underscores',
  }),
  mode: oneOf('container', 'container/bridge', 'host'),
  labels,
});

const fetch = object({ uri, extract: bool, executable: bool, cache: bool, destPath: sandboxPath }, ['uri']);

const fraction = number({ min: 0, max: 1 });

const appFields: Readonly<Record<string, Check>> = {
  id: pathId,
  acceptedResourceRoles: list(text(), { unique: true }),
  args: list(text()),
  backoffFactor: number({ min: 1 }),
  backoffSeconds: integer(),
  check: appCheck,
  cmd: text({ min: 1 }),
  constraints: list(constraint, { unique: true }),
  container,
  cpus: number({ min: 0.001 }),
  dependencies: list(pathId, { unique: true }),
  disk: number({ min: 0 }),
  env: mapOf(environmentValue),
  executor: text(),
  executorResources: object({
    cpus: number({ min: 0.1 }),
    mem: number({ min: 32 }),
    disk: number({ min: 10 }),
  }),
  fetch: list(fetch),
  gpus: integer(),
  healthChecks: list(healthCheck, { unique: true }),
  instances: integer(),
  ipAddress,
  killSelection: oneOf('YOUNGEST_FIRST', 'OLDEST_FIRST'),
  labels,
  maxLaunchDelaySeconds: integer(),
  mem: number({ min: 0 }),
  networks: list(network),
  portDefinitions: list(portDefinition),
  ports: list(port),
  readinessChecks: list(readinessCheck),
  requirePorts: bool,
  residency: object({
    relaunchEscalationTimeoutSeconds: seconds64,
    taskLostBehavior: oneOf('WAIT_FOREVER', 'RELAUNCH_AFTER_TIMEOUT'),
  }),
  resourceLimits: object({ cpus: resourceLimit, mem: resourceLimit }),
  role: text({ min: 1 }),
  secrets: mapOf(object({ source: text({ min: 1 }) }, ['source'])),
  taskKillGracePeriodSeconds: integer(),
  tty: bool,
  unreachableStrategy,
  upgradeStrategy: object({ minimumHealthCapacity: fraction, maximumOverCapacity: fraction }, [
    'minimumHealthCapacity',
    'maximumOverCapacity',
  ]),
  uris: list(uri),
  user: text(),
};

export const app = object(appFields, ['id']);

/** Fields of an app that Marathon does not know, and ignores. */
export function unknownFields(definition: Fields): string[] {
  return Object.keys(definition).filter((field) => !Object.hasOwn(appFields, field));
}
