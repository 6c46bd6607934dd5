import { asMap } from '../json';
import {
  anyPort,
  artifact,
  environment,
  executorResources,
  httpScheme,
  killSelection,
  labels,
  legacyName,
  mesosCommand,
  name,
  network,
  networkProtocol,
  path,
  pathId,
  persistentVolume,
  pullConfig,
  resourceLimits,
  seccompAndIpc,
  secrets,
  unreachableStrategy,
  upgradeStrategy,
  uri,
} from './common-shapes';
import { by, choice, flag, integer, list, map, number, object, optional, required, text } from './shape';

const portMapping = object({
  containerPort: by(0, anyPort),
  hostPort: optional(anyPort),
  labels: by({}, labels),
  name: optional(legacyName),
  protocol: by('tcp', networkProtocol),
  servicePort: by(0, anyPort),
  networkNames: optional(list(name)),
});

const portDefinition = object({
  port: by(0, anyPort),
  labels: by({}, labels),
  name: optional(legacyName),
  protocol: by('tcp', networkProtocol),
});

const containerPath = required(text({ min: 1 }));
const mode = required(text({ oneOf: ['RO', 'RW'] }));

const externalVolume = object({
  size: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  name: optional(text()),
  provider: optional(text()),
  options: optional(map(text())),
  shared: by(false, flag),
});
const csiVolume = object({
  name: required(text()),
  provider: required(text({ oneOf: ['csi'] })),
  options: required(
    object({
      pluginName: required(text({ min: 1 })),
      capability: required(
        object({
          accessMode: required(text()),
          accessType: required(text({ oneOf: ['block', 'mount'] })),
          fsType: optional(text()),
          mountFlags: optional(list(text())),
        }),
      ),
      nodeStageSecret: optional(labels),
      nodePublishSecret: optional(labels),
      volumeContext: optional(labels),
    }),
  ),
});

const volume = choice((value) => {
  const given = asMap(value);
  if (given['persistent'] !== undefined)
    return object({ containerPath, persistent: required(persistentVolume), mode });
  if (given['external'] !== undefined) {
    const csi = asMap(given['external'])['provider'] === 'csi';
    return object({ containerPath, external: required(csi ? csiVolume : externalVolume), mode });
  }
  if (given['secret'] !== undefined) return object({ containerPath, secret: required(text({ min: 1 })) });
  return object({ containerPath, hostPath: required(text({ min: 1 })), mode });
});

const docker = object({
  credential: optional(object({ principal: required(text()), secret: optional(text()) })),
  pullConfig: optional(pullConfig),
  forcePullImage: by(false, flag),
  image: required(text({ min: 1 })),
  network: optional(text({ oneOf: ['BRIDGE', 'HOST', 'NONE', 'USER'] })),
  parameters: by([], list(object({ key: required(text({ min: 1 })), value: required(text()) }))),
  portMappings: optional(list(portMapping)),
  privileged: by(false, flag),
});

const container = object({
  type: by('DOCKER', text({ oneOf: ['MESOS', 'DOCKER'] })),
  docker: optional(docker),
  linuxInfo: optional(seccompAndIpc),
  volumes: by([], list(volume)),
  portMappings: optional(list(portMapping)),
});

const checkTimes = {
  intervalSeconds: by(60, integer()),
  timeoutSeconds: by(20, integer()),
  delaySeconds: by(15, integer()),
};

export const healthCheckProtocols = [
  'HTTP',
  'HTTPS',
  'TCP',
  'COMMAND',
  'MESOS_TCP',
  'MESOS_HTTP',
  'MESOS_HTTPS',
];

const healthCheck = object({
  command: optional(object({ value: required(text()) })),
  gracePeriodSeconds: by(300, integer()),
  ignoreHttp1xx: optional(flag),
  maxConsecutiveFailures: by(3, integer()),
  path: optional(text()),
  port: optional(anyPort),
  portIndex: optional(anyPort),
  protocol: by('HTTP', text({ oneOf: healthCheckProtocols })),
  ipProtocol: by('IPv4', text({ oneOf: ['IPv4', 'IPv6'] })),
  ...checkTimes,
});

const check = object({
  http: optional(
    object({
      portIndex: optional(anyPort),
      port: optional(anyPort),
      path: optional(path),
      scheme: by('HTTP', httpScheme),
    }),
  ),
  tcp: optional(object({ portIndex: optional(anyPort), port: optional(anyPort) })),
  exec: optional(object({ command: required(mesosCommand) })),
  ...checkTimes,
});

const readinessCheck = object({
  name: by('readinessCheck', text({ min: 1 })),
  protocol: by('HTTP', httpScheme),
  path: by('/', path),
  portName: by('http-api', legacyName),
  intervalSeconds: by(30, integer()),
  timeoutSeconds: by(10, integer(1)),
  httpStatusCodesForReady: by([200], list(integer(100, 999), { min: 1, unique: true })),
  preserveLastResponse: by(false, flag),
});

const ipAddress = object({
  discovery: optional(
    object({
      ports: by(
        [],
        list(
          object({
            number: by(0, anyPort),
            name: required(legacyName),
            protocol: by('tcp', networkProtocol),
            labels: optional(labels),
          }),
        ),
      ),
    }),
  ),
  groups: optional(list(text(), { unique: true })),
  labels: optional(labels),
  networkName: optional(text({ min: 1 })),
});

/** An app as clients send it, in the order in which Marathon writes its fields. */
export const appShape = object({
  id: required(pathId),
  acceptedResourceRoles: optional(list(text(), { unique: true })),
  args: optional(list(text())),
  backoffFactor: by(1.15, number(1)),
  backoffSeconds: by(1, integer()),
  cmd: optional(text({ min: 1 })),
  constraints: optional(list(list(text(), { min: 2, max: 3 }), { unique: true })),
  container: optional(container),
  cpus: by(1, number(0.001)),
  dependencies: optional(list(pathId, { unique: true })),
  disk: by(0, number(0)),
  env: optional(environment),
  executor: by('', text()),
  executorResources: optional(executorResources),
  fetch: optional(list(artifact)),
  healthChecks: optional(list(healthCheck, { unique: true })),
  check: optional(check),
  instances: by(1, integer()),
  labels: by({}, labels),
  maxLaunchDelaySeconds: by(300, integer()),
  mem: by(128, number(0)),
  gpus: by(0, integer()),
  ipAddress: optional(ipAddress),
  networks: optional(list(network)),
  ports: optional(list(anyPort)),
  portDefinitions: optional(list(portDefinition)),
  readinessChecks: optional(list(readinessCheck)),
  residency: optional(
    object({
      relaunchEscalationTimeoutSeconds: by(3600, integer(0, Number.MAX_SAFE_INTEGER)),
      taskLostBehavior: by('WAIT_FOREVER', text({ oneOf: ['WAIT_FOREVER', 'RELAUNCH_AFTER_TIMEOUT'] })),
    }),
  ),
  resourceLimits: optional(resourceLimits),
  requirePorts: by(false, flag),
  secrets: optional(secrets),
  taskKillGracePeriodSeconds: optional(integer()),
  upgradeStrategy: optional(upgradeStrategy),
  uris: optional(list(uri)),
  user: optional(text()),
  version: optional(text({ pattern: /^\d{4}-\d\d-\d\dT/ })),
  killSelection: by('YOUNGEST_FIRST', killSelection),
  unreachableStrategy: optional(unreachableStrategy),
  tty: optional(flag),
  role: optional(text({ min: 1 })),
});
