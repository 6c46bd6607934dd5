import { ArmError } from '../errors';
import type { Call } from '../operation';
import { lookUp, pathOf, type ResourceKind } from '../resource-kind';
import type { Operation } from '../operation';
import type { Cloud } from '../state/cloud';
import type { LongOperation } from '../state/long-operation';
import type { Resource } from '../state/records';
import { ok, type Answer } from '../wire/answer';
import { begunAction } from '../wire/begun';
import { struct, tagMap } from '../wire/shape';
import { checkTags, find } from '../resource-kind';

const PROVIDER = 'Microsoft.Network';
const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;

export function newEtag(cloud: Cloud): string {
  return `W/"${cloud.uuid()}"`;
}

export function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new ArmError(
    400,
    'InvalidResourceName',
    `Resource name ${name} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
    { details: [] },
  );
}

/** Network compares the tag of a request with the one it has; that something must not be there, it cannot be asked. */
export function checkEtag(call: Call, resource: Resource | undefined): void {
  const wanted = call.header('if-match');
  if (wanted === undefined || (wanted === '*' && resource !== undefined) || wanted === resource?.etag) return;
  throw new ArmError(
    412,
    'PreconditionFailed',
    `Precondition failed. Etag provided in if-match header ${wanted} does not match etag ${resource?.etag ?? 'of a resource that is not there'} in NRP data store.`,
  );
}

/** @throws ArmError while something else goes on with it */
export function checkIdle(call: Call, resource: Resource): void {
  const { operation } = resource;
  if (operation?.inProgress !== true) return;
  const { provider, location, id } = operation;
  const uri = call.url(
    `/subscriptions/${call.cloud.settings.subscriptionId}/providers/${provider}/locations/${location}/operations/${id}`,
  );
  throw new ArmError(
    409,
    'AnotherOperationInProgress',
    `Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: ${uri}.`,
    { details: [] },
  );
}

/** @throws ArmError while what is to be referred to is not there for good */
export function checkProvisioned(resource: Resource, by: string): void {
  if (resource.state === 'Succeeded') return;
  throw new ArmError(
    409,
    'ReferencedResourceNotProvisioned',
    `Cannot proceed with operation because resource ${resource.id} used by resource ${by} is not in Succeeded state. Resource is in ${resource.state} state and the last operation that updated/is updating the resource is ${resource.operation?.name ?? 'unknown'}.`,
    { details: [] },
  );
}

/** Something goes on with a resource from now on. */
export function beginChange(
  call: Call,
  resource: Resource,
  name: string,
  change: { readonly state?: 'Updating' | 'Deleting' | 'Succeeded'; readonly done?: () => void } = {},
): LongOperation {
  const { cloud, struck } = call;
  const settle = (state: 'Succeeded' | 'Failed') => {
    resource.operation = undefined;
    resource.state = state;
    resource.etag = newEtag(cloud);
  };
  resource.state = change.state ?? 'Updating';
  resource.etag = newEtag(cloud);
  const operation = cloud.begin({
    name,
    provider: PROVIDER,
    location: resource.location,
    seconds: cloud.settings.delays.network,
    failure: struck.failure,
    done: () => {
      settle('Succeeded');
      change.done?.();
    },
    failed: () => {
      settle('Failed');
    },
  });
  resource.operation = operation;
  return operation;
}

/** PATCH of a resource on the network: its tags, at once. */
export function tagsOperation<R extends Resource>(kind: ResourceKind<R>): Operation {
  const body = struct({ tags: tagMap });
  return {
    name: `${kind.operations}_UpdateTags`,
    method: 'PATCH',
    path: pathOf(kind),
    versions: kind.versions,
    body,
    run: (call) => {
      const resource = find(call, kind);
      checkIdle(call, resource);
      resource.tags = checkTags(call.body(body).tags);
      resource.etag = newEtag(call.cloud);
      return ok(kind.write(resource, call.cloud));
    },
  };
}

/** DELETE of a resource on the network that nothing uses. */
export function deleteOperation<R extends Resource>(
  kind: ResourceKind<R>,
  name: string,
  rules: {
    /** @throws ArmError when something uses it */
    readonly check: (resource: R, call: Call) => void;
    readonly gone?: (resource: R, cloud: Cloud) => void;
  },
): Operation {
  return {
    name: `${kind.operations}_Delete`,
    method: 'DELETE',
    path: pathOf(kind),
    versions: kind.versions,
    run: (call): Answer => {
      const { resource } = lookUp(call, kind);
      if (resource === undefined) return { status: 204 };
      checkEtag(call, resource);
      if (resource.state === 'Deleting' && resource.operation?.inProgress === true) {
        return begunAction(call, resource.operation);
      }
      checkIdle(call, resource);
      rules.check(resource, call);
      const operation = beginChange(call, resource, name, {
        state: 'Deleting',
        done: () => {
          kind.store(call.cloud).delete(resource);
          rules.gone?.(resource, call.cloud);
        },
      });
      return begunAction(call, operation);
    },
  };
}
