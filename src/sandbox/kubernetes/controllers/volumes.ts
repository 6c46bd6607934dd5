import { at, listAt, mapAt, mapsAt, textAt } from '../json';
import type { ApiObject } from '../json';
import { compareQuantities } from '../kinds/quantity';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { withFinalizers } from '../objects/deleter';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import { hasEnded } from './pods';

const claimProtection = 'kubernetes.io/pvc-protection';
const volumeProtection = 'kubernetes.io/pv-protection';

/** Binds claims to volumes that exist, and keeps what is in use. Volumes are not provisioned. */
export function runVolumes(context: ControllerContext): void {
  const { store } = context;
  const claims = context.resource('', 'v1', 'persistentvolumeclaims');
  const volumes = context.resource('', 'v1', 'persistentvolumes');

  const fits = (volume: ApiObject, claim: ApiObject): boolean => {
    const reference = at(volume, 'spec', 'claimRef');
    if (reference !== undefined) {
      const uid = textAt(reference, 'uid');
      const named =
        textAt(reference, 'name') === nameOf(claim) && textAt(reference, 'namespace') === namespaceOf(claim);
      return named && (uid === undefined || uid === uidOf(claim));
    }
    const wanted = textAt(claim, 'spec', 'volumeName');
    if (wanted !== undefined) return wanted === nameOf(volume);
    if (
      (textAt(volume, 'spec', 'storageClassName') ?? '') !== (textAt(claim, 'spec', 'storageClassName') ?? '')
    )
      return false;
    const modes = listAt(volume, 'spec', 'accessModes');
    if (!listAt(claim, 'spec', 'accessModes').every((mode) => modes.includes(mode))) return false;
    const size = textAt(volume, 'spec', 'capacity', 'storage') ?? '0';
    return compareQuantities(size, textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? '0') >= 0;
  };

  const bind = (claim: ApiObject) => {
    const volume = store
      .list('persistentvolumes')
      .filter((one) => !isBeingDeleted(one) && textAt(one, 'status', 'phase') !== 'Bound' && fits(one, claim))
      .sort((left, right) =>
        compareQuantities(
          textAt(left, 'spec', 'capacity', 'storage') ?? '0',
          textAt(right, 'spec', 'capacity', 'storage') ?? '0',
        ),
      )[0];
    if (volume === undefined) {
      const storageClass = textAt(claim, 'spec', 'storageClassName') ?? '';
      if (storageClass === '')
        context.event(
          claim,
          'Normal',
          'FailedBinding',
          'no persistent volumes available for this claim and no storage class is set',
          'persistentvolume-controller',
        );
      else if (store.get('storage.k8s.io/storageclasses', '', storageClass) === undefined) {
        context.event(
          claim,
          'Warning',
          'ProvisioningFailed',
          `storageclass.storage.k8s.io ${JSON.stringify(storageClass)} not found`,
          'persistentvolume-controller',
        );
      }
      return;
    }
    const claimRef = {
      kind: 'PersistentVolumeClaim',
      apiVersion: 'v1',
      namespace: namespaceOf(claim),
      name: nameOf(claim),
      uid: uidOf(claim),
    };
    context.set(volumes, volume, (live) => ({ ...live, spec: { ...mapAt(live, 'spec'), claimRef } }));
    context.setStatus(volumes, volume, { phase: 'Bound' });
    context.set(claims, claim, (live) => ({
      ...live,
      metadata: {
        ...live.metadata,
        annotations: {
          ...mapAt(live, 'metadata', 'annotations'),
          'pv.kubernetes.io/bind-completed': 'yes',
          'pv.kubernetes.io/bound-by-controller': 'yes',
        },
      },
      spec: { ...mapAt(live, 'spec'), volumeName: nameOf(volume) },
    }));
    context.setStatus(claims, claim, {
      phase: 'Bound',
      accessModes: listAt(volume, 'spec', 'accessModes'),
      capacity: mapAt(volume, 'spec', 'capacity'),
    });
  };

  const isUsed = (claim: ApiObject) =>
    store
      .list('pods', namespaceOf(claim))
      .some(
        (pod) =>
          !hasEnded(pod) &&
          textAt(pod, 'spec', 'nodeName') !== undefined &&
          mapsAt(pod, 'spec', 'volumes').some(
            (one) => textAt(one, 'persistentVolumeClaim', 'claimName') === nameOf(claim),
          ),
      );

  const letGo = (resource: typeof claims, object: ApiObject, finalizer: string) => {
    const left = listAt(object, 'metadata', 'finalizers')
      .map(String)
      .filter((one) => one !== finalizer);
    context.set(resource, object, (live) => withFinalizers(live, left));
  };

  const claimQueue = context.queue('volume claim', (key) => {
    const [namespace, name] = splitKey(key);
    const claim = store.get('persistentvolumeclaims', namespace, name);
    if (claim === undefined) return;
    if (isBeingDeleted(claim)) {
      if (!isUsed(claim)) letGo(claims, claim, claimProtection);
    } else if (textAt(claim, 'status', 'phase') !== 'Bound') bind(claim);
  });
  const volumeQueue = context.queue('volume', (name) => {
    const volume = store.get('persistentvolumes', '', name);
    if (volume === undefined) return;
    const claimed = textAt(volume, 'spec', 'claimRef', 'uid');
    const claim = store.get(
      'persistentvolumeclaims',
      textAt(volume, 'spec', 'claimRef', 'namespace') ?? '',
      textAt(volume, 'spec', 'claimRef', 'name') ?? '',
    );
    const bound = claimed !== undefined && claim !== undefined && uidOf(claim) === claimed;
    const phase = bound ? 'Bound' : claimed === undefined ? 'Available' : 'Released';
    if (textAt(volume, 'status', 'phase') !== phase) context.setStatus(volumes, volume, { phase });
    if (isBeingDeleted(volume) && !bound) letGo(volumes, volume, volumeProtection);
  });

  context.listen('persistentvolumeclaims', ({ type, object }) => {
    if (type !== 'DELETED') claimQueue.add(keyOf(object));
    const volume = textAt(object, 'spec', 'volumeName');
    if (volume !== undefined) volumeQueue.add(volume);
  });
  context.listen('persistentvolumes', ({ type, object }) => {
    if (type !== 'DELETED') volumeQueue.add(nameOf(object));
    for (const claim of store.list('persistentvolumeclaims')) {
      if (textAt(claim, 'status', 'phase') !== 'Bound') claimQueue.add(keyOf(claim));
    }
  });
  context.listen('pods', ({ type, object }) => {
    if (type !== 'DELETED' && !hasEnded(object)) return;
    for (const volume of mapsAt(object, 'spec', 'volumes')) {
      const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
      if (name !== undefined) claimQueue.add(`${namespaceOf(object)}/${name}`);
    }
  });
}
