import { at, mapsAt, textAt } from '../json';
import type { ApiObject, Json } from '../json';
import { groupKindOf } from '../kinds/resource';
import type { Admission, AdmissionRequest } from '../objects/admission';
import { draftOf, ensure, parts } from '../rules/draft';
import type { Store } from '../storage/store';
import type { SeededRandom } from '../../world/random';
import { checkNamespace } from './namespaces';
import { completePod } from './pods';
import { Webhooks } from './webhooks';

/** The admission plugins that kubeadm's API server has on, as far as they change or refuse what users write. */
export class ClusterAdmission implements Admission {
  private readonly webhooks: Webhooks;

  constructor(
    private readonly store: Store,
    private readonly random: SeededRandom,
  ) {
    this.webhooks = new Webhooks(store, random);
  }

  async mutate(request: AdmissionRequest): Promise<ApiObject | undefined> {
    checkNamespace(this.store, request);
    const { operation, object } = request;
    if (operation === 'CREATE' && object !== undefined) this.complete(request, object);
    return this.webhooks.mutate(request);
  }

  validate(request: AdmissionRequest): Promise<void> {
    return this.webhooks.validate(request);
  }

  private complete({ resource, namespace }: AdmissionRequest, object: ApiObject): void {
    switch (groupKindOf(resource)) {
      case '/Pod':
        completePod(this.store, this.random, object, namespace);
        break;
      case '/PersistentVolumeClaim':
        this.presetStorageClass(object);
        protect(object, 'kubernetes.io/pvc-protection');
        break;
      case '/PersistentVolume':
        protect(object, 'kubernetes.io/pv-protection');
        break;
      case '/Node':
        taintUnready(object);
        break;
      case 'networking.k8s.io/Ingress':
        this.presetIngressClass(object);
        break;
    }
  }

  private presetStorageClass(claim: ApiObject): void {
    if (at(claim, 'spec', 'storageClassName') !== undefined) return;
    const preferred = this.preferred(
      'storage.k8s.io/storageclasses',
      'storageclass.kubernetes.io/is-default-class',
    );
    if (preferred !== undefined) ensure(draftOf(claim), 'spec')['storageClassName'] = preferred;
  }

  private presetIngressClass(ingress: ApiObject): void {
    const annotated = textAt(ingress, 'metadata', 'annotations', 'kubernetes.io/ingress.class') !== undefined;
    if (annotated || at(ingress, 'spec', 'ingressClassName') !== undefined) return;
    const preferred = this.preferred(
      'networking.k8s.io/ingressclasses',
      'ingressclass.kubernetes.io/is-default-class',
    );
    if (preferred !== undefined) ensure(draftOf(ingress), 'spec')['ingressClassName'] = preferred;
  }

  private preferred(storage: string, annotation: string): string | undefined {
    const found = this.store
      .list(storage)
      .find((one) => textAt(one, 'metadata', 'annotations', annotation) === 'true');
    return textAt(found, 'metadata', 'name');
  }
}

/** Storage that is in use outlives its deletion until it is not. */
function protect(object: ApiObject, finalizer: string): void {
  const metadata = ensure(draftOf(object), 'metadata');
  const present = Array.isArray(metadata['finalizers']) ? (metadata['finalizers'] as Json[]) : [];
  if (!present.includes(finalizer)) metadata['finalizers'] = [...present, finalizer];
}

/** A new node takes no pods before it is ready. */
function taintUnready(node: ApiObject): void {
  const ready = mapsAt(node, 'status', 'conditions').some(
    (one) => one['type'] === 'Ready' && one['status'] === 'True',
  );
  const spec = ensure(draftOf(node), 'spec');
  const taints = parts(spec, 'taints');
  const key = 'node.kubernetes.io/not-ready';
  if (ready || taints.some((taint) => taint['key'] === key)) return;
  spec['taints'] = [...(taints as Json[]), { key, effect: 'NoSchedule' }];
}
