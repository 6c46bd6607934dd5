import { TerraformVariable } from 'cdktf';
import { validateApp } from '../../../src/constructs/marathon/validate-app';
import { emptyStack } from '../../support/stack';

const bridge = [{ mode: 'container/bridge' }];
const persistent = (volume: object) => ({
  container: {
    type: 'MESOS',
    volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 64 }, ...volume }],
  },
});

const problemOf = (definition: unknown): string => {
  try {
    validateApp('stack/web', definition);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
};

test.each<[object, string]>([
  [{ id: undefined }, 'id is missing'],
  [
    { id: '/Web' },
    'id must be a path of lower-case letters, digits, dashes and dots such as "/shop/web", is "/Web"',
  ],
  [{ id: '/' }, 'id must be a path'],
  [{ cmd: undefined }, 'cmd is missing; set cmd, args, or container.docker.image'],
  [{ cmd: '' }, 'cmd must not be empty'],
  [{ cmd: 'x' }, 'cmd must have two characters at least, is "x"'],
  [{ args: ['a'] }, 'args excludes cmd; keep one of the two'],
  [{ instances: 1.5 }, 'instances must be a whole number, is 1.5'],
  [{ instances: -1 }, 'instances must be from 0 to 2147483647, is -1'],
  [{ instances: '3' }, 'instances must be a number, is "3"'],
  [{ cpus: 0 }, 'cpus must be at least 0.001, is 0'],
  [{ env: { A: 1 } }, 'env.A must be text, is 1'],
  [{ env: { A: { secret: 'key' } } }, 'env.A.secret is "key", which is not one of secrets'],
  [{ labels: [] }, 'labels must be an object, is []'],
  [
    { networks: [{ mode: 'bridge' }] },
    'networks[0].mode must be one of "container", "container/bridge", "host"',
  ],
  [{ networks: bridge, ipAddress: {} }, 'ipAddress excludes networks'],
  [{ networks: bridge, portDefinitions: [{ port: 0 }] }, 'portDefinitions is for host networking'],
  [{ networks: [{ mode: 'host' }, { mode: 'container' }] }, 'networks has more than one'],
  [
    { networks: [{ name: 'a' }, { name: 'b' }], container: { type: 'DOCKER', docker: { image: 'web:1' } } },
    'networks has more than one, which takes container.type MESOS',
  ],
  [
    {
      networks: [{ name: 'a' }, { name: 'b' }],
      container: { type: 'MESOS', portMappings: [{ containerPort: 80, hostPort: 0 }] },
    },
    'container.portMappings[0].networkNames must name one network',
  ],
  [
    { networks: [{ name: 'a' }], container: { type: 'MESOS', portMappings: [{ networkNames: ['b'] }] } },
    'container.portMappings[0].networkNames has "b", which is not one of networks',
  ],
  [
    { container: { type: 'MESOS', portMappings: [{ containerPort: 80 }] } },
    'container.portMappings needs a network',
  ],
  [{ portDefinitions: [{ name: 'http' }, { name: 'http' }] }, 'portDefinitions has the name "http" twice'],
  [{ portDefinitions: [{ port: 80 }, { port: 80 }] }, 'portDefinitions has the port 80 twice'],
  [{ ports: [80], portDefinitions: [{ port: 81 }] }, 'ports differs from portDefinitions'],
  [{ uris: ['http://x'], fetch: [{ uri: 'http://y' }] }, 'uris excludes fetch'],
  [{ fetch: [{ executable: true }] }, 'fetch[0].uri is missing'],
  [{ container: { type: 'DOCKER' } }, 'container.docker is missing, with the type DOCKER'],
  [{ container: { docker: {} } }, 'container.docker.image is missing'],
  [
    { container: { docker: { image: 'a', pullConfig: { secret: 's' } } }, secrets: { s: { source: 'x' } } },
    'container.docker.pullConfig needs container.type MESOS',
  ],
  [{ container: { docker: { image: 'a' } }, gpus: 1 }, 'gpus needs container.type MESOS'],
  [{ healthChecks: [{ protocol: 'COMMAND' }] }, 'healthChecks[0].command is missing'],
  [{ healthChecks: [{ command: { value: 'true' } }] }, 'healthChecks[0].command needs the protocol COMMAND'],
  [{ healthChecks: [{ port: 80, portIndex: 0 }] }, 'healthChecks[0].portIndex excludes port'],
  [
    { healthChecks: [{ portIndex: 1 }], portDefinitions: [{ port: 0 }] },
    'healthChecks[0].portIndex is 1, but the app has 1 ports',
  ],
  [
    { healthChecks: [{ protocol: 'MESOS_TCP' }, { protocol: 'MESOS_HTTP' }] },
    'healthChecks has 2 checks that Mesos makes',
  ],
  [{ readinessChecks: [{}, {}] }, 'readinessChecks has 2 checks; Marathon takes one'],
  [
    { readinessChecks: [{ portName: 'http' }] },
    'readinessChecks[0].portName is "http", which no port of the app is called',
  ],
  [
    { readinessChecks: [{}], portDefinitions: [{ name: 'http' }] },
    'readinessChecks[0].portName is "http-api"',
  ],
  [
    { readinessChecks: [{ intervalSeconds: 10 }] },
    'readinessChecks[0].timeoutSeconds must be less than intervalSeconds (10), is 10',
  ],
  [{ constraints: [['hostname']] }, 'constraints[0] must have at least 2 elements, has 1'],
  [{ constraints: [['rack', 'EQUALS', 'a']] }, 'constraints[0] has the operator "EQUALS", which is none of'],
  [
    { constraints: [['hostname', 'UNIQUE', 'a']] },
    'constraints[0] has the value "a", which UNIQUE has no use for',
  ],
  [{ constraints: [['rack', 'LIKE']] }, 'constraints[0] has no value, which LIKE needs'],
  [
    { constraints: [['rack', 'LIKE', '(']] },
    'constraints[0] has the value "(", which is not a regular expression',
  ],
  [
    { constraints: [['rack', 'MAX_PER', 'two']] },
    'constraints[0] has the value "two"; MAX_PER takes a whole number',
  ],
  [
    persistent({ containerPath: '/data' }),
    'container.volumes[0].containerPath must be one name in the sandbox',
  ],
  [persistent({ persistent: { size: 0 } }), 'container.volumes[0].persistent.size must be more than 0 MiB'],
  [
    persistent({ persistent: { size: 2, maxSize: 1, type: 'mount' } }),
    'container.volumes[0].persistent.maxSize must be more than size (2), is 1',
  ],
  [
    persistent({ persistent: { size: 2, maxSize: 3 } }),
    'container.volumes[0].persistent.maxSize is for volumes of the type mount',
  ],
  [
    persistent({ persistent: { size: 2, constraints: [['path', 'UNIQUE']] } }),
    'container.volumes[0].persistent.constraints has ["path","UNIQUE"]',
  ],
  [
    { ...persistent({}), upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.5 } },
    'upgradeStrategy.maximumOverCapacity must be 0 for an app with persistent volumes, is 0.5',
  ],
  [
    { ...persistent({}), upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 0 } },
    'upgradeStrategy.minimumHealthCapacity must be at most 0.5',
  ],
  [{ ...persistent({}), unreachableStrategy: {} }, 'unreachableStrategy must be "disabled"'],
  [
    { residency: {}, unreachableStrategy: {} },
    'unreachableStrategy must be "disabled" for an app with residency',
  ],
  [
    { unreachableStrategy: { inactiveAfterSeconds: 5, expungeAfterSeconds: 3 } },
    'unreachableStrategy.inactiveAfterSeconds must not be more than expungeAfterSeconds (3), is 5',
  ],
  [{ unreachableStrategy: 'never' }, 'unreachableStrategy must be one of "disabled", is "never"'],
  [{ upgradeStrategy: { minimumHealthCapacity: 1 } }, 'upgradeStrategy.maximumOverCapacity is missing'],
  [
    { version: '2020-01-01T00:00:00.000Z' },
    'version is what Marathon says of an app, not what it takes; remove it',
  ],
  [{ containers: [] }, 'containers makes it a pod'],
])('%j is refused: %s', (change, problem) => {
  expect(problemOf({ id: '/web', cmd: 'sleep 1', ...change })).toContain(`stack/web: ${problem}`);
});

test('an app that is no object is refused', () => {
  expect(problemOf('web')).toBe('stack/web: the definition must be an object, is "web"');
});

test('fields that are null are left out, at any depth, and the id becomes a path from the root', () => {
  expect(
    validateApp('stack/web', {
      id: 'shop/web',
      args: null,
      cmd: 'sleep 1',
      upgradeStrategy: null,
      fetch: [{ uri: 'x', destPath: null }],
    }),
  ).toEqual({ id: '/shop/web', cmd: 'sleep 1', fetch: [{ uri: 'x' }] });
});

test('fields that Marathon does not know are left to it', () => {
  expect(
    validateApp('stack/web', { id: '/web', cmd: 'sleep 1', docker: { requirePorts: true } }),
  ).toMatchObject({
    docker: { requirePorts: true },
  });
});

test('what is known only after an apply passes', () => {
  const { stringValue: text, numberValue: number } = new TerraformVariable(emptyStack(), 'v', {});
  const definition = {
    id: text,
    cmd: text,
    instances: number,
    cpus: number,
    env: { A: text },
    networks: bridge,
    constraints: [['rack', 'LIKE', text]],
    container: { type: text, docker: { image: text }, portMappings: [{ containerPort: number, name: text }] },
    healthChecks: [{ path: text, portIndex: number, intervalSeconds: number, timeoutSeconds: number }],
    unreachableStrategy: { inactiveAfterSeconds: number, expungeAfterSeconds: number },
    readinessChecks: [{ portName: text, intervalSeconds: number, timeoutSeconds: number }],
  };
  expect(validateApp('stack/web', definition)).toEqual(definition);
});
