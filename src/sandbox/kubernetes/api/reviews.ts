import { mapAt, textAt } from '../json';
import type { Json, JsonMap } from '../json';
import type { Resource } from '../kinds/resource';
import type { Store } from '../storage/store';
import type { Identity } from './authentication';
import { isAllowed } from './authorization';
import type { Attributes } from './authorization';
import { notCovered } from './status-error';

/** Kinds that are asked, not stored: who am I, what may I do. */
export function isReview({ group }: Resource): boolean {
  return group === 'authentication.k8s.io' || group === 'authorization.k8s.io';
}

export function review(
  store: Store,
  resource: Resource,
  body: Json,
  identity: Identity,
  identityOfToken: (token: string) => Identity | undefined,
): JsonMap {
  const spec = mapAt(body, 'spec');
  const answer = (status: JsonMap): JsonMap => ({
    kind: resource.kind,
    apiVersion: `${resource.group}/${resource.version}`,
    metadata: {},
    ...(Object.keys(spec).length > 0 ? { spec } : {}),
    status,
  });
  switch (resource.plural) {
    case 'selfsubjectreviews':
      return answer({ userInfo: { username: identity.user, groups: [...identity.groups] } });
    case 'selfsubjectaccessreviews':
      return answer({ allowed: isAllowed(store, identity, attributesOf(spec)) });
    case 'subjectaccessreviews': {
      const groups = Array.isArray(spec['groups']) ? spec['groups'].map(String) : [];
      const asked = { user: textAt(spec, 'user') ?? '', groups };
      return answer({ allowed: isAllowed(store, asked, attributesOf(spec)) });
    }
    case 'tokenreviews': {
      const found = identityOfToken(textAt(spec, 'token') ?? '');
      return answer(
        found === undefined
          ? { user: {}, error: 'invalid bearer token' }
          : { authenticated: true, user: { username: found.user, groups: [...found.groups] } },
      );
    }
    default:
      throw notCovered(`${resource.plural}.${resource.group}`);
  }
}

function attributesOf(spec: JsonMap): Attributes {
  const path = textAt(spec, 'nonResourceAttributes', 'path');
  if (path !== undefined) return { path, verb: textAt(spec, 'nonResourceAttributes', 'verb') ?? '' };
  const asked = mapAt(spec, 'resourceAttributes');
  const subresource = textAt(asked, 'subresource') ?? '';
  return {
    verb: textAt(asked, 'verb') ?? '',
    group: textAt(asked, 'group') ?? '',
    resource: `${textAt(asked, 'resource') ?? ''}${subresource === '' ? '' : `/${subresource}`}`,
    namespace: textAt(asked, 'namespace') ?? '',
    name: textAt(asked, 'name') ?? '',
  };
}
