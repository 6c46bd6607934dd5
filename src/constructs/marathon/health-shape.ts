import { bool, depending, integer, isFields, list, object, oneOf, text } from './checks';
import { name, path, port } from './text-shapes';

const scheme = oneOf('HTTP', 'HTTPS');

export const healthCheck = object({
  protocol: oneOf('HTTP', 'HTTPS', 'TCP', 'COMMAND', 'MESOS_TCP', 'MESOS_HTTP', 'MESOS_HTTPS'),
  command: object({ value: text() }, ['value']),
  path: text(),
  port,
  portIndex: port,
  ipProtocol: oneOf('IPv4', 'IPv6'),
  ignoreHttp1xx: bool,
  delaySeconds: integer(),
  gracePeriodSeconds: integer(),
  intervalSeconds: integer(),
  timeoutSeconds: integer({ min: -(2 ** 31) }),
  maxConsecutiveFailures: integer(),
});

export const readinessCheck = object({
  name: text({ min: 1 }),
  protocol: scheme,
  path,
  portName: name,
  intervalSeconds: integer(),
  timeoutSeconds: integer({ min: 1 }),
  httpStatusCodesForReady: list(integer({ min: 100, max: 999 }), { min: 1, unique: true }),
  preserveLastResponse: bool,
});

/** A line for a shell, or the words of a command. */
const command = depending((value) =>
  isFields(value) && value.argv !== undefined
    ? object({ argv: list(text(), { min: 1 }) })
    : object({ shell: text({ min: 1 }) }, ['shell']),
);

export const appCheck = object({
  http: object({ portIndex: port, port, path, scheme }),
  tcp: object({ portIndex: port, port }),
  exec: object({ command }, ['command']),
  delaySeconds: integer(),
  intervalSeconds: integer(),
  timeoutSeconds: integer(),
});
