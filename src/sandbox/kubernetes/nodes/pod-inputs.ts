import { at, mapsAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { namespaceOf } from '../kinds/resource';
import type { Store } from '../storage/store';

/** A ConfigMap or Secret that a pod cannot be started without and that is not there. */
export interface MissingInput {
  /** Volumes keep the whole pod waiting, variables one container. */
  readonly container: string | undefined;
  readonly message: string;
}

export function missingInputs(store: Store, pod: ApiObject): MissingInput[] {
  const namespace = namespaceOf(pod);
  const missing = (
    kind: 'configmaps' | 'secrets',
    name: string | undefined,
    optional: boolean,
  ): string | undefined => {
    if (name === undefined || optional || store.get(kind, namespace, name) !== undefined) return undefined;
    return `${kind === 'configmaps' ? 'configmap' : 'secret'} ${JSON.stringify(name)} not found`;
  };
  const found: MissingInput[] = [];
  const add = (container: string | undefined, message: string | undefined) => {
    if (message !== undefined) found.push({ container, message });
  };
  const optional = (source: JsonMap | undefined) => source?.['optional'] === true;
  for (const volume of mapsAt(pod, 'spec', 'volumes')) {
    const [configMap, secret] = [
      at(volume, 'configMap') as JsonMap | undefined,
      at(volume, 'secret') as JsonMap | undefined,
    ];
    for (const message of [
      missing('configmaps', textAt(configMap, 'name'), optional(configMap)),
      missing('secrets', textAt(secret, 'secretName'), optional(secret)),
    ]) {
      if (message !== undefined)
        add(
          undefined,
          `MountVolume.SetUp failed for volume ${JSON.stringify(textAt(volume, 'name') ?? '')} : ${message}`,
        );
    }
  }
  for (const container of [...mapsAt(pod, 'spec', 'initContainers'), ...mapsAt(pod, 'spec', 'containers')]) {
    const name = textAt(container, 'name') ?? '';
    const sources = [
      ...mapsAt(container, 'envFrom').map((one) => [at(one, 'configMapRef'), at(one, 'secretRef')] as const),
      ...mapsAt(container, 'env').map(
        (one) => [at(one, 'valueFrom', 'configMapKeyRef'), at(one, 'valueFrom', 'secretKeyRef')] as const,
      ),
    ];
    for (const [configMap, secret] of sources) {
      add(name, missing('configmaps', textAt(configMap, 'name'), optional(configMap as JsonMap | undefined)));
      add(name, missing('secrets', textAt(secret, 'name'), optional(secret as JsonMap | undefined)));
    }
  }
  return found;
}
