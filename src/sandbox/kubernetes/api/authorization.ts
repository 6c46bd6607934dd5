import { listAt, mapsAt, textAt } from '../json';
import type { JsonMap } from '../json';
import type { Store } from '../storage/store';
import type { Identity } from './authentication';
import { StatusError } from './status-error';

/** What somebody wants to do. */
export type Attributes =
  | { readonly path: string; readonly verb: string }
  | {
      readonly path?: undefined;
      readonly verb: string;
      readonly group: string;
      /** `pods`, `pods/log` */
      readonly resource: string;
      readonly namespace: string;
      readonly name: string;
    };

/** Paths that everybody may look at: kubeadm asks for them without credentials. */
const open = new Set(['/healthz', '/livez', '/readyz', '/version', '/version/']);
const rbac = 'rbac.authorization.k8s.io';

/** RBAC (https://kubernetes.io/docs/reference/access-authn-authz/rbac/), with kubelets trusted as a whole. */
export function isAllowed(store: Store, identity: Identity, wanted: Attributes): boolean {
  const { groups } = identity;
  if (groups.includes('system:masters') || groups.includes('system:nodes')) return true;
  if (wanted.path !== undefined) {
    if (open.has(wanted.path)) return true;
    if (groups.includes('system:authenticated') && /^\/(api|apis|openapi)(\/|$)/.test(wanted.path))
      return true;
  }
  const rules: JsonMap[] = [];
  for (const binding of store.list(`${rbac}/clusterrolebindings`)) {
    if (names(binding, identity)) rules.push(...rulesOf(store, binding, ''));
  }
  if (wanted.path === undefined && wanted.namespace !== '') {
    for (const binding of store.list(`${rbac}/rolebindings`, wanted.namespace)) {
      if (names(binding, identity)) rules.push(...rulesOf(store, binding, wanted.namespace));
    }
  }
  return rules.some((rule) => covers(rule, wanted));
}

function names(binding: JsonMap, { user, groups }: Identity): boolean {
  return mapsAt(binding, 'subjects').some((subject) => {
    const name = textAt(subject, 'name') ?? '';
    switch (textAt(subject, 'kind') ?? '') {
      case 'User':
        return name === user;
      case 'Group':
        return groups.includes(name);
      case 'ServiceAccount':
        return user === `system:serviceaccount:${textAt(subject, 'namespace') ?? ''}:${name}`;
      default:
        return false;
    }
  });
}

function rulesOf(store: Store, binding: JsonMap, namespace: string): readonly JsonMap[] {
  const name = textAt(binding, 'roleRef', 'name') ?? '';
  const role =
    textAt(binding, 'roleRef', 'kind') === 'ClusterRole'
      ? store.get(`${rbac}/clusterroles`, '', name)
      : store.get(`${rbac}/roles`, namespace, name);
  return mapsAt(role, 'rules');
}

function covers(rule: JsonMap, wanted: Attributes): boolean {
  const has = (key: string, value: string) => {
    const list = listAt(rule, key);
    return list.includes('*') || list.includes(value);
  };
  if (!has('verbs', wanted.verb)) return false;
  if (wanted.path !== undefined) {
    return listAt(rule, 'nonResourceURLs').some(
      (url) =>
        typeof url === 'string' &&
        (url === '*' ||
          url === wanted.path ||
          (url.endsWith('*') && wanted.path.startsWith(url.slice(0, -1)))),
    );
  }
  const only = listAt(rule, 'resourceNames');
  return (
    has('apiGroups', wanted.group) &&
    has('resources', wanted.resource) &&
    (only.length === 0 || only.includes(wanted.name))
  );
}

export function accessDenied({ user }: Identity, wanted: Attributes): StatusError {
  if (wanted.path !== undefined) {
    return new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User ${JSON.stringify(user)} cannot ${wanted.verb} path ${JSON.stringify(wanted.path)}`,
    });
  }
  const { verb, group, resource, namespace, name } = wanted;
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const plural = resource.split('/')[0] ?? resource;
  const subject = `${plural}${group === '' ? '' : `.${group}`}${name === '' ? '' : ` ${JSON.stringify(name)}`}`;
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    name,
    group,
    kind: plural,
    message: `${subject} is forbidden: User ${JSON.stringify(user)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${scope}`,
  });
}
