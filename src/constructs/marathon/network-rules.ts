import { Token } from 'cdktf';
import { field } from '../field';
import { type Fields, type Problem, first, quote } from './checks';
import { elements, isGiven, repeated, textOf } from './parts';

/** How an app is connected: what it says itself, and what it says in the terms of Marathon before 1.5. */
export function networkRules(app: Fields): Problem | undefined {
  const { networks, ipAddress, container, portDefinitions, ports } = app;
  const docker = field(container, 'docker');
  const old = textOf(docker, 'network');
  const modes = elements(networks).map((network) => textOf(network, 'mode') ?? 'container');
  const mappings = field(container, 'portMappings');
  return first([
    () => {
      if (modes.length === 0) return undefined;
      if (isGiven(ipAddress)) return { path: 'ipAddress', problem: 'excludes networks; keep networks' };
      if (old !== undefined)
        return { path: 'container.docker.network', problem: 'excludes networks; keep networks' };
      if (modes.length > 1 && modes.some((mode) => mode !== 'container'))
        return { path: 'networks', problem: 'has more than one, so that all have to be of mode "container"' };
      return undefined;
    },
    () => {
      if (Token.isUnresolved(networks) || Token.isUnresolved(container)) return undefined;
      const onHost =
        modes.length > 0
          ? modes.includes('host')
          : !isGiven(ipAddress) && (old === undefined || old === 'HOST');
      if (onHost && elements(mappings).length > 0)
        return {
          path: 'container.portMappings',
          problem: 'needs a network of the container, such as networks: [{ "mode": "container/bridge" }]',
        };
      if (!onHost && elements(portDefinitions).length > 0)
        return {
          path: 'portDefinitions',
          problem: 'is for host networking; use container.portMappings with other networks',
        };
      return undefined;
    },
    () => samePorts(ports, portDefinitions),
    () => distinctPorts('portDefinitions', portDefinitions),
    () => distinctNames('container.portMappings', mappings),
    () => networkNames(app, modes),
  ]);
}

function samePorts(ports: unknown, definitions: unknown): Problem | undefined {
  if (!isGiven(ports) || !isGiven(definitions)) return undefined;
  const numbers = elements(definitions).map((one) => field(one, 'port') ?? 0);
  return quote(elements(ports)) === quote(numbers)
    ? undefined
    : { path: 'ports', problem: 'differs from portDefinitions; keep portDefinitions' };
}

function distinctPorts(path: string, definitions: unknown): Problem | undefined {
  const twice = repeated(
    elements(definitions)
      .map((one) => field(one, 'port'))
      .filter((port) => port !== 0),
  );
  if (twice !== undefined) return { path, problem: `has the port ${quote(twice)} twice` };
  return distinctNames(path, definitions);
}

function distinctNames(path: string, ports: unknown): Problem | undefined {
  const twice = repeated(elements(ports).map((one) => field(one, 'name')));
  return twice === undefined ? undefined : { path, problem: `has the name ${quote(twice)} twice` };
}

/** With several networks, a port of a host belongs to one of them. */
function networkNames({ networks, container }: Fields, modes: readonly string[]): Problem | undefined {
  const several = modes.filter((mode) => mode === 'container').length > 1;
  const engine = textOf(container, 'type') ?? (isGiven(field(container, 'docker')) ? 'DOCKER' : 'MESOS');
  if (several && engine === 'DOCKER')
    return { path: 'networks', problem: 'has more than one, which takes container.type MESOS' };
  const known = elements(networks).map((network) => field(network, 'name'));
  return first(
    elements(field(container, 'portMappings')).map((mapping, index) => () => {
      const path = `container.portMappings[${index}].networkNames`;
      const names = elements(field(mapping, 'networkNames'));
      if (several && isGiven(field(mapping, 'hostPort')) && names.length !== 1)
        return {
          path,
          problem: `must name one network, because the mapping has a hostPort, names ${names.length}`,
        };
      const stray = names.find((name) => !Token.isUnresolved(name) && !known.includes(name));
      return stray === undefined || known.some((name) => Token.isUnresolved(name))
        ? undefined
        : { path, problem: `has ${quote(stray)}, which is not one of networks` };
    }),
  );
}
