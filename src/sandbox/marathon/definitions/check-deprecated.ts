import type { Json, JsonMap } from '../json';
import { asList, asMap, sameJson } from '../json';
import type { Problems } from './problems';

const given = (value: Json | undefined): boolean => asList(value).length > 0;

/** What fields of older APIs may not be combined with, in an app or an update as it was sent. */
export function checkDeprecated(app: JsonMap, problems: Problems): void {
  const container = asMap(app['container']);
  const docker = asMap(container['docker']);
  const { ipAddress, ports, portDefinitions, networks } = app;
  problems.unless(docker['credential'] === undefined, '/container/docker/credential', 'must be empty');
  if (container['type'] === 'MESOS') {
    for (const field of ['network', 'portMappings']) {
      problems.unless(docker[field] === undefined, `/container/docker/${field}`, 'must be empty');
    }
    problems.unless(!given(docker['parameters']), '/container/docker/parameters', 'must be empty');
  }
  problems.unless(
    !(given(docker['portMappings']) && given(container['portMappings'])),
    '/container/portMappings',
    'cannot specify both portMappings and docker.portMappings',
  );
  problems.unless(
    !(container['type'] === 'DOCKER' && asMap(ipAddress)['discovery'] !== undefined),
    '/ipAddress',
    'ipAddress/discovery is not allowed for Docker containers',
  );
  problems.unless(
    !(given(app['uris']) && given(app['fetch'])),
    '/uris',
    'may not be set in conjunction with fetch',
  );
  const fixed = asList(ports).filter((port) => port !== 0);
  problems.unless(new Set(fixed).size === fixed.length, '/ports', 'ports must be unique');
  problems.unless(
    ipAddress === undefined || !(given(ports) || given(portDefinitions)),
    '/ipAddress',
    'cannot specify both an IP address and port',
  );
  problems.unless(
    ports === undefined ||
      portDefinitions === undefined ||
      sameJson(
        asList(portDefinitions).map((definition) => asMap(definition)['port']),
        ports,
      ),
    '/ports',
    'cannot specify both ports and port definitions',
  );
  problems.unless(
    !(ipAddress !== undefined && given(networks)),
    '/networks',
    'must not specify both networks and ipAddress',
  );
  problems.unless(
    !(docker['network'] !== undefined && given(networks)),
    '/networks',
    'must not specify both container.docker.network and networks',
  );
}
