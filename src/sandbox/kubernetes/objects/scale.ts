import { badRequest, notCovered } from '../api/status-error';
import { at, isMap, mapAt, numberAt, textAt, withAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { namespaceOf, nameOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { selectorText } from '../storage/selectors';

interface ScalePaths {
  readonly spec: readonly string[];
  readonly status: readonly string[];
  readonly selector: (object: ApiObject) => string;
}

function pathsOf(resource: Resource): ScalePaths {
  const scale = resource.custom?.scale;
  if (scale !== undefined) {
    const path = (text: string) => text.split('.').filter((part) => part !== '');
    return {
      spec: path(scale.spec),
      status: path(scale.status),
      selector: (object) => textAt(object, ...path(scale.selector)) ?? '',
    };
  }
  return {
    spec: ['spec', 'replicas'],
    status: ['status', 'replicas'],
    selector: (object) => {
      const selector = at(object, 'spec', 'selector');
      return resource.kind === 'ReplicationController'
        ? selectorText({ matchLabels: selector ?? {} })
        : selectorText(selector);
    },
  };
}

/** The object as a `Scale`. */
export function scaleOf(resource: Resource, object: ApiObject): ApiObject {
  const { spec, status, selector } = pathsOf(resource);
  const replicas = numberAt(object, ...spec) ?? 0;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name: nameOf(object),
      namespace: namespaceOf(object),
      uid: uidOf(object),
      resourceVersion: object.metadata['resourceVersion'],
      creationTimestamp: object.metadata['creationTimestamp'],
    },
    // None is left out, as Go does with a number that may be.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: numberAt(object, ...status) ?? 0, selector: selector(object) },
  };
}

/** The object with the replicas that a `Scale` asks for. @throws StatusError 400 */
export function withScale(resource: Resource, object: ApiObject, scale: Json): JsonMap {
  if (!isMap(scale)) throw badRequest('the body is no Scale');
  const replicas = numberAt(scale, 'spec', 'replicas') ?? 0;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw badRequest(
      `Scale is invalid: spec.replicas: Invalid value: ${String(replicas)}: must be greater than or equal to 0`,
    );
  }
  const changed = withAt(object, pathsOf(resource).spec, replicas);
  const version = textAt(scale, 'metadata', 'resourceVersion');
  return version === undefined
    ? changed
    : { ...changed, metadata: { ...mapAt(changed, 'metadata'), resourceVersion: version } };
}

export function refuseScaleApply(): never {
  throw notCovered('server-side apply of a scale; apply the object itself, or patch its scale');
}
