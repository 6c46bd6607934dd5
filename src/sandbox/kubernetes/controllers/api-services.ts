import { mapAt, mapsAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { nameOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';

const storage = 'apiregistration.k8s.io/apiservices';

/** Says whether the servers that other API groups come from answer. Behind a service of the sandbox none does. */
export function runApiServices(context: ControllerContext): void {
  const { store, registry } = context;
  const services = context.resource('apiregistration.k8s.io', 'v1', 'apiservices');

  const judge = (service: ApiObject): { available: boolean; reason: string; message: string } => {
    const reference = mapAt(service, 'spec', 'service');
    const name = textAt(reference, 'name');
    if (name === undefined)
      return { available: true, reason: 'Local', message: 'Local APIServices are always available' };
    const namespace = textAt(reference, 'namespace') ?? '';
    if (store.get('services', namespace, name) === undefined) {
      return {
        available: false,
        reason: 'ServiceNotFound',
        message: `service/${name} in ${JSON.stringify(namespace)} is not present`,
      };
    }
    const ready = store
      .list('discovery.k8s.io/endpointslices', namespace)
      .filter((slice) => textAt(slice, 'metadata', 'labels', 'kubernetes.io/service-name') === name)
      .some((slice) => mapsAt(slice, 'endpoints').length > 0);
    if (!ready) {
      return {
        available: false,
        reason: 'MissingEndpoints',
        message: `endpoints for service/${name} in ${JSON.stringify(namespace)} have no addresses`,
      };
    }
    return {
      available: false,
      reason: 'FailedDiscoveryCheck',
      message: 'the sandbox runs no containers, so nothing answers behind a service',
    };
  };

  const queue = context.queue('api service', (name) => {
    const service = store.get(storage, '', name);
    const remote = textAt(service, 'spec', 'service', 'name') !== undefined;
    registry.setAggregated(
      name,
      remote
        ? { group: textAt(service, 'spec', 'group') ?? '', version: textAt(service, 'spec', 'version') ?? '' }
        : undefined,
    );
    if (service === undefined) return;
    const { available, reason, message } = judge(service);
    const before = mapsAt(service, 'status', 'conditions')[0];
    const state = available ? 'True' : 'False';
    const since = before?.['status'] === state ? textAt(before, 'lastTransitionTime') : undefined;
    const condition: JsonMap = {
      type: 'Available',
      status: state,
      lastTransitionTime: since ?? timestamp(),
      reason,
      message,
    };
    context.setStatus(services, service, { conditions: [condition] });
  });
  context.listen(storage, ({ object }) => {
    queue.add(nameOf(object));
  });
  const recheck = () => {
    for (const service of store.list(storage)) queue.add(nameOf(service));
  };
  context.listen('services', recheck);
  context.listen('discovery.k8s.io/endpointslices', recheck);
}
