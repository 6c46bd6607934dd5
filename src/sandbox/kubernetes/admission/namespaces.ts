import { forbidden, notFound } from '../api/status-error';
import type { Store } from '../storage/store';
import { isBeingDeleted } from '../kinds/resource';
import type { AdmissionRequest } from '../objects/admission';

/** New objects need a namespace that exists and is not on its way out. @throws StatusError 403, 404 */
export function checkNamespace(
  store: Store,
  { operation, resource, namespace, name }: AdmissionRequest,
): void {
  if (operation !== 'CREATE' || !resource.namespaced) return;
  const found = store.get('namespaces', '', namespace);
  if (found === undefined) throw notFound({ name: namespace, kind: 'namespaces' });
  if (!isBeingDeleted(found)) return;
  throw forbidden(
    { name, group: resource.group, kind: resource.plural },
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}
