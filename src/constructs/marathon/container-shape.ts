import {
  type Check,
  bool,
  depending,
  integer,
  isFields,
  list,
  mapOf,
  number,
  object,
  oneOf,
  text,
} from './checks';
import { labels, name, port, protocol, shortName } from './text-shapes';

const portMapping = object({
  containerPort: port,
  hostPort: port,
  servicePort: port,
  name,
  protocol,
  labels,
  networkNames: list(shortName),
});

const docker = object(
  {
    image: text({ min: 1 }),
    credential: object({ principal: text(), secret: text() }, ['principal']),
    pullConfig: object({ secret: text({ min: 1 }) }, ['secret']),
    forcePullImage: bool,
    network: oneOf('BRIDGE', 'HOST', 'NONE', 'USER'),
    parameters: list(object({ key: text({ min: 1 }), value: text() }, ['key', 'value'])),
    portMappings: list(portMapping),
    privileged: bool,
  },
  ['image'],
);

const bytes = integer({ max: Number.MAX_SAFE_INTEGER });
const containerPath = text({ min: 1 });
const mode = oneOf('RO', 'RW');

const persistentVolume = object(
  {
    containerPath,
    mode,
    persistent: object(
      {
        type: oneOf('root', 'path', 'mount'),
        size: bytes,
        maxSize: bytes,
        profileName: text(),
        constraints: list(list(text(), { min: 2, max: 3 }), { unique: true }),
      },
      ['size'],
    ),
  },
  ['containerPath', 'mode'],
);

const csiOptions = object(
  {
    pluginName: text({ min: 1 }),
    capability: object(
      {
        accessMode: oneOf(
          'SINGLE_NODE_WRITER',
          'SINGLE_NODE_READER_ONLY',
          'MULTI_NODE_READER_ONLY',
          'MULTI_NODE_SINGLE_WRITER',
          'MULTI_NODE_MULTI_WRITER',
        ),
        accessType: oneOf('block', 'mount'),
        fsType: text(),
        mountFlags: list(text()),
      },
      ['accessMode', 'accessType'],
    ),
    nodeStageSecret: labels,
    nodePublishSecret: labels,
    volumeContext: labels,
  },
  ['pluginName', 'capability'],
);

const external = depending((value) =>
  isFields(value) && value.provider === 'csi'
    ? object({ name: text(), provider: text(), options: csiOptions }, ['name', 'options'])
    : object({ size: bytes, name: text(), provider: text(), options: mapOf(text()), shared: bool }),
);

/** Of the four kinds of volumes, each has a field of its own. */
const volume: Check = depending((value) => {
  if (isFields(value) && value.persistent !== undefined) return persistentVolume;
  if (isFields(value) && value.external !== undefined)
    return object({ containerPath, mode, external }, ['containerPath', 'mode']);
  if (isFields(value) && value.secret !== undefined)
    return object({ containerPath, secret: text({ min: 1 }) }, ['containerPath']);
  return object({ containerPath, mode, hostPath: text({ min: 1 }) }, ['containerPath', 'hostPath', 'mode']);
});

/** The container of an app. */
export const container = object({
  type: oneOf('DOCKER', 'MESOS'),
  docker,
  linuxInfo: object({
    seccomp: object({ profileName: text(), unconfined: bool }),
    ipcInfo: object({ mode: oneOf('PRIVATE', 'SHARE_PARENT'), shmSize: number() }, ['mode']),
  }),
  portMappings: list(portMapping),
  volumes: list(volume),
});
