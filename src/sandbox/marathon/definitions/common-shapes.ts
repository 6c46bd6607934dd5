import { isMap } from '../json';
import { by, choice, flag, integer, list, map, number, object, optional, required, text } from './shape';

/** Shapes that apps and pods have in common, with the API's own limits and defaults. */
export const pathId = text({
  pattern:
    /^(\/?((\.\.)|(([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])\.)*([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))?($|\/))+$/,
  min: 1,
});
export const name = text({ pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, min: 1, max: 63 });
export const legacyName = text({ pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, min: 1 });
export const anyPort = integer(0, 65535);
export const labels = map(text());
export const uri = text({ min: 1, max: 1024 });
export const path = text({ min: 1, max: 1024 });
export const networkProtocol = text({ oneOf: ['tcp', 'udp', 'udp,tcp'] });
export const httpScheme = text({ oneOf: ['HTTP', 'HTTPS'] });
export const killSelection = text({ oneOf: ['YOUNGEST_FIRST', 'OLDEST_FIRST'] });

export const network = object({
  name: optional(text({ pattern: /^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$/, min: 1, max: 63 })),
  mode: by('container', text({ oneOf: ['container', 'container/bridge', 'host'] })),
  labels: optional(labels),
});

export const artifact = object({
  uri: required(uri),
  extract: by(true, flag),
  executable: by(false, flag),
  cache: by(false, flag),
  destPath: optional(path),
});

export const environment = map(
  choice((value) => (isMap(value) ? object({ secret: required(text()) }) : text())),
);
export const secrets = map(object({ source: required(text({ min: 1 })) }));

/** A command of a check: a line for the shell, or its words. */
export const mesosCommand = choice((value) =>
  isMap(value) && value['argv'] !== undefined && value['argv'] !== null
    ? object({ argv: required(list(text(), { min: 1 })) })
    : object({ shell: required(text({ min: 1 })) }),
);

export const unreachableStrategy = choice((value) =>
  typeof value === 'string'
    ? text({ oneOf: ['disabled'] })
    : object({
        inactiveAfterSeconds: by(0, integer(0, Number.MAX_SAFE_INTEGER)),
        expungeAfterSeconds: by(0, integer(0, Number.MAX_SAFE_INTEGER)),
      }),
);

export const upgradeStrategy = object({
  maximumOverCapacity: required(number(0, 1)),
  minimumHealthCapacity: required(number(0, 1)),
});

export const persistentVolume = object({
  type: optional(text({ oneOf: ['root', 'path', 'mount'] })),
  size: required(integer(0, Number.MAX_SAFE_INTEGER)),
  maxSize: optional(integer(0, Number.MAX_SAFE_INTEGER)),
  profileName: optional(text()),
  constraints: by([], list(list(text(), { min: 2, max: 3 }), { unique: true })),
});

export const pullConfig = object({ secret: required(text({ min: 1 })) });

export const seccompAndIpc = object({
  seccomp: optional(object({ profileName: optional(text()), unconfined: optional(flag) })),
  ipcInfo: optional(object({ mode: optional(text()), shmSize: optional(number(0)) })),
});

const resourceLimit = choice((value) =>
  typeof value === 'string' ? text({ oneOf: ['unlimited'] }) : number(0),
);
export const resourceLimits = object({ cpus: optional(resourceLimit), mem: optional(resourceLimit) });

export const executorResources = object({
  cpus: by(0.1, number(0.1)),
  mem: by(32, number(32)),
  disk: by(10, number(10)),
});
