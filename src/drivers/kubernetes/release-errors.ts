import { KubernetesApiError } from './errors';
import type { ParsedObject } from './manifest';
import { describeObject, formatObjectId, referenceTo } from './manifest';
import { isSecret } from './release-mark';

/** A refusal of one object, saying which one, where it was declared and what can be done. */
export function objectRefused(error: unknown, parsed: ParsedObject): unknown {
  if (!(error instanceof KubernetesApiError)) return error;
  const { object, source } = parsed;
  const reference = referenceTo(object);
  const what = `${describeObject(reference)} (${source})`;
  const secret = parsed.sensitive || isSecret(object);
  return new KubernetesApiError(`${what}: ${explain(error, reference.namespace, secret)}`, {
    status: error.status,
    reason: error.reason,
    detail: secret ? error.reason : error.detail,
    causes: secret ? [] : error.causes,
    objectId: formatObjectId(reference),
    ...(secret ? {} : { cause: error }),
  });
}

function explain(error: KubernetesApiError, namespace: string | undefined, secret: boolean): string {
  const conflicts = fieldConflicts(error);
  if (conflicts.length > 0) {
    const fields = conflicts.map(({ field, manager }) => `${field} is managed by ${JSON.stringify(manager)}`);
    return (
      `${fields.join(', ')}; set force_conflicts = true to take ${fields.length === 1 ? 'the field' : 'the fields'} ` +
      'over, or remove what the other manager should keep from the manifest'
    );
  }
  if (namespace !== undefined && isNamespaceMissing(error, namespace)) {
    return `namespace ${JSON.stringify(namespace)} does not exist; declare it in the manifests or create it first`;
  }
  // Refusals of the request as a whole quote what was sent.
  const detail = secret
    ? `refused with ${String(error.status ?? 'no status')} ${error.reason}${secretCauses(error)}`
    : error.detail;
  if (error.status === 422 && /immutable|may not be (changed|updated)|are forbidden/i.test(error.detail)) {
    return `${detail}; this cannot be changed in place: give the object another name, or delete it first`;
  }
  if (error.status === 403) return `${detail}; the cluster credential needs the right to do this`;
  return error.status === undefined ? error.message : detail;
}

function secretCauses(error: KubernetesApiError): string {
  const fields = error.causes.flatMap(({ field }) => (field === undefined || field === '' ? [] : [field]));
  return fields.length === 0
    ? ' (its message may quote the secret and is left out)'
    : ` at ${fields.join(', ')}`;
}

export interface FieldConflict {
  /** `.spec.replicas` */
  readonly field: string;
  readonly manager: string;
}

/** The fields that other managers hold, from a refused server-side apply; empty for other refusals. */
export function fieldConflicts(error: KubernetesApiError): FieldConflict[] {
  if (error.status !== 409) return [];
  return error.causes.flatMap(({ reason, message, field }) => {
    if (reason !== 'FieldManagerConflict') return [];
    const manager = /conflict with "((?:[^"\\]|\\.)*)"/.exec(message)?.[1];
    return [{ field: field ?? 'a field', manager: manager ?? message }];
  });
}

export function isNamespaceMissing(error: KubernetesApiError, namespace: string): boolean {
  return error.status === 404 && error.detail.includes(`namespaces "${namespace}" not found`);
}
