import { at, isMap, mapsAt, numberAt, sameJson, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import { controllerReference, hasEnded, isReady } from './pods';

const serviceLabel = 'kubernetes.io/service-name';

interface Address {
  readonly ip: string;
  readonly pod: ApiObject;
  readonly ready: boolean;
}

/** Says which pods are behind a service: as Endpoints, and as an EndpointSlice. */
export function runEndpoints(context: ControllerContext): void {
  const { store } = context;
  const endpoints = context.resource('', 'v1', 'endpoints');
  const slices = context.resource('discovery.k8s.io', 'v1', 'endpointslices');

  const queue = context.queue('endpoints', async (key) => {
    const [namespace, name] = splitKey(key);
    const service = store.get('services', namespace, name);
    if (service === undefined) {
      const left = store.get('endpoints', namespace, name);
      if (left !== undefined) context.delete(endpoints, left);
      return;
    }
    const selector = textsAt(service, 'spec', 'selector');
    if (isBeingDeleted(service) || Object.keys(selector).length === 0) return;
    const addresses = addressesOf(namespace, selector);
    await writeEndpoints(service, addresses);
    await writeSlice(service, addresses);
  });

  const addressesOf = (namespace: string, selector: Readonly<Record<string, string>>): Address[] =>
    store
      .list('pods', namespace)
      .filter(
        (pod) => selects(selector, pod) && !hasEnded(pod) && textAt(pod, 'status', 'podIP') !== undefined,
      )
      .map((pod) => ({
        ip: textAt(pod, 'status', 'podIP') ?? '',
        pod,
        ready: isReady(pod) && !isBeingDeleted(pod),
      }))
      .sort((left, right) => (left.ip < right.ip ? -1 : 1));

  const writeEndpoints = async (service: ApiObject, addresses: readonly Address[]) => {
    const all = textAt(service, 'spec', 'clusterIP') === 'None' && service['spec'] !== undefined;
    const ports = portsOf(service, addresses[0]?.pod).map(({ name, port, protocol }): Json => ({
      ...(name === '' ? {} : { name }),
      port,
      protocol,
    }));
    const entry = ({ ip, pod }: Address): Json => ({
      ip,
      nodeName: textAt(pod, 'spec', 'nodeName') ?? '',
      targetRef: referenceTo(pod),
    });
    const ready = addresses.filter((one) => one.ready);
    const waiting = addresses.filter((one) => !one.ready && !isBeingDeleted(one.pod));
    const subset: JsonMap = {
      ...(ready.length > 0 ? { addresses: ready.map(entry) } : {}),
      ...(waiting.length > 0 ? { notReadyAddresses: waiting.map(entry) } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    };
    const subsets = ready.length + waiting.length > 0 ? [subset] : undefined;
    const labels = {
      ...textsAt(service, 'metadata', 'labels'),
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      ...(all ? { 'service.kubernetes.io/headless': '' } : {}),
    };
    const known = store.get('endpoints', namespaceOf(service), nameOf(service));
    if (known === undefined) {
      const body: JsonMap = {
        metadata: { name: nameOf(service), labels },
        ...(subsets === undefined ? {} : { subsets }),
      };
      await context.create(endpoints, namespaceOf(service), body);
      return;
    }
    context.set(endpoints, known, (live) => {
      if (
        sameJson(live['subsets'] ?? [], subsets ?? []) &&
        sameJson(textsAt(live, 'metadata', 'labels'), labels)
      )
        return undefined;
      const changed = { ...live, metadata: { ...live.metadata, labels } };
      if (subsets !== undefined) return { ...changed, subsets };
      const bare: Record<string, Json | undefined> = { ...changed };
      delete bare['subsets'];
      return bare as ApiObject;
    });
  };

  const writeSlice = async (service: ApiObject, addresses: readonly Address[]) => {
    const headless = textAt(service, 'spec', 'clusterIP') === 'None';
    const entries = addresses.map(({ ip, pod, ready }): Json => ({
      addresses: [ip],
      conditions: { ready, serving: isReady(pod), terminating: isBeingDeleted(pod) },
      nodeName: textAt(pod, 'spec', 'nodeName') ?? '',
      targetRef: referenceTo(pod),
    }));
    const ports = portsOf(service, addresses[0]?.pod).map(({ name, port, protocol }): Json => ({
      name,
      port,
      protocol,
    }));
    const labels = {
      ...textsAt(service, 'metadata', 'labels'),
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      [serviceLabel]: nameOf(service),
      ...(headless ? { 'service.kubernetes.io/headless': '' } : {}),
    };
    const known = store.dependentsIn(slices.storage, uidOf(service))[0];
    if (known === undefined) {
      await context.create(slices, namespaceOf(service), {
        metadata: {
          generateName: `${nameOf(service)}-`,
          labels,
          ownerReferences: [controllerReference(service)],
        },
        addressType: 'IPv4',
        endpoints: entries,
        ports,
      });
      return;
    }
    context.set(slices, known, (live) => {
      if (sameJson(live['endpoints'] ?? [], entries) && sameJson(live['ports'] ?? [], ports))
        return undefined;
      return { ...live, endpoints: entries, ports };
    });
  };

  context.listen('services', ({ object }) => {
    queue.add(keyOf(object));
  });
  context.listen('pods', ({ type, object, previous }) => {
    if (type === 'MODIFIED' && previous !== undefined && sameToServices(object, previous)) return;
    for (const service of store.list('services', namespaceOf(object))) {
      const selector = textsAt(service, 'spec', 'selector');
      if (Object.keys(selector).length === 0) continue;
      if (selects(selector, object) || (previous !== undefined && selects(selector, previous)))
        queue.add(keyOf(service));
    }
  });
}

function sameToServices(after: ApiObject, before: ApiObject): boolean {
  const telling = ({ metadata }: ApiObject) => [metadata['labels'], metadata['deletionTimestamp']];
  return (
    before['status'] === after['status'] && sameJson(telling(after) as Json[], telling(before) as Json[])
  );
}

function selects(selector: Readonly<Record<string, string>>, pod: ApiObject): boolean {
  const labels = pod.metadata['labels'];
  if (!isMap(labels)) return false;
  for (const key in selector) if (labels[key] !== selector[key]) return false;
  return true;
}

function referenceTo(pod: ApiObject): Json {
  return { kind: 'Pod', namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod) };
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** A target port by name is looked up in the pod. */
function portsOf(service: ApiObject, pod: ApiObject | undefined): Port[] {
  return mapsAt(service, 'spec', 'ports').flatMap((port) => {
    const target = at(port, 'targetPort');
    const number =
      typeof target === 'number'
        ? target
        : mapsAt(pod, 'spec', 'containers')
            .flatMap((container) => mapsAt(container, 'ports'))
            .flatMap((one) => (one['name'] === target ? (numberAt(one, 'containerPort') ?? []) : []))[0];
    if (number === undefined) return [];
    return [{ name: textAt(port, 'name') ?? '', port: number, protocol: textAt(port, 'protocol') ?? 'TCP' }];
  });
}
