import { asMap } from '../json';
import {
  anyPort,
  artifact,
  environment,
  executorResources,
  httpScheme,
  killSelection,
  labels,
  mesosCommand,
  name,
  network,
  path,
  pathId,
  persistentVolume,
  pullConfig,
  resourceLimits,
  seccompAndIpc,
  secrets,
  unreachableStrategy,
} from './common-shapes';
import { by, choice, flag, integer, list, number, object, optional, required, text } from './shape';

const volume = choice((value) => {
  const given = asMap(value);
  const named = { name: required(text({ min: 1 })) };
  if (given['persistent'] !== undefined) return object({ ...named, persistent: required(persistentVolume) });
  if (given['secret'] !== undefined) return object({ ...named, secret: required(text({ min: 1 })) });
  if (given['host'] !== undefined) return object({ ...named, host: required(text()) });
  return object({ name: required(name) });
});

const endpoint = object({
  name: required(name),
  containerPort: optional(integer(1, 65535)),
  hostPort: optional(anyPort),
  protocol: optional(list(name, { min: 1 })),
  labels: optional(labels),
  networkNames: optional(list(name)),
});

const checks = {
  http: optional(object({ endpoint: required(name), path: optional(path), scheme: by('HTTP', httpScheme) })),
  tcp: optional(object({ endpoint: required(name) })),
  exec: optional(object({ command: required(mesosCommand) })),
  intervalSeconds: by(60, integer()),
  timeoutSeconds: by(20, integer()),
  delaySeconds: by(15, integer()),
};

const container = object({
  name: required(name),
  exec: optional(object({ command: required(mesosCommand), overrideEntrypoint: optional(flag) })),
  resources: required(
    object({
      cpus: by(1, number(0.001)),
      mem: by(128, number(0.001)),
      disk: by(0, number(0)),
      gpus: by(0, integer()),
    }),
  ),
  resourceLimits: optional(resourceLimits),
  endpoints: optional(list(endpoint)),
  linuxInfo: optional(seccompAndIpc),
  image: optional(
    object({
      kind: required(text({ oneOf: ['DOCKER'] })),
      id: required(path),
      pullConfig: optional(pullConfig),
      forcePull: optional(flag),
      labels: optional(labels),
    }),
  ),
  environment: optional(environment),
  user: optional(text()),
  healthCheck: optional(
    object({ ...checks, gracePeriodSeconds: by(300, integer()), maxConsecutiveFailures: by(3, integer()) }),
  ),
  check: optional(object(checks)),
  volumeMounts: optional(
    list(object({ name: required(text({ min: 1 })), mountPath: required(path), readOnly: optional(flag) })),
  ),
  artifacts: optional(list(artifact)),
  labels: optional(labels),
  lifecycle: optional(object({ killGracePeriodSeconds: optional(number(0)) })),
  tty: optional(flag),
});

const constraint = object({
  fieldName: required(text()),
  operator: required(text({ oneOf: ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] })),
  value: optional(text()),
});

/** A pod as clients send it, in the order in which Marathon writes its fields. */
export const podShape = object({
  id: required(pathId),
  labels: optional(labels),
  version: optional(text({ pattern: /^\d{4}-\d\d-\d\dT/ })),
  user: optional(text()),
  environment: optional(environment),
  containers: required(list(container, { min: 1 })),
  secrets: optional(secrets),
  volumes: optional(list(volume)),
  networks: optional(list(network)),
  scaling: optional(object({ kind: required(text({ oneOf: ['fixed'] })), instances: by(1, integer()) })),
  scheduling: optional(
    object({
      backoff: optional(
        object({
          backoff: by(1, number(0)),
          backoffFactor: by(1.15, number(0)),
          maxLaunchDelay: by(300, number(0)),
        }),
      ),
      upgrade: optional(
        object({ minimumHealthCapacity: by(1, number(0, 1)), maximumOverCapacity: by(1, number(0, 1)) }),
      ),
      placement: optional(
        object({
          constraints: optional(list(constraint, { unique: true })),
          acceptedResourceRoles: optional(list(text())),
        }),
      ),
      killSelection: optional(killSelection),
      unreachableStrategy: optional(unreachableStrategy),
    }),
  ),
  executorResources: optional(executorResources),
  role: optional(text({ min: 1 })),
  linuxInfo: optional(seccompAndIpc),
  legacySharedCgroups: optional(flag),
});
