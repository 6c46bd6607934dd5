import type { AzureErrorKind, ErrorDetail } from './errors';

/**
 * Codes by what they mean. Azure has no complete list: these are the ones that its own documentation of allocation
 * failures, quotas, throttling and deletions names, and a code that is not among them is judged by its HTTP status.
 */
const codes: Partial<Record<AzureErrorKind, readonly string[]>> = {
  'not-found': [
    'ResourceNotFound',
    'ResourceGroupNotFound',
    'NotFound',
    'ImageNotFound',
    'PlatformImageNotFound',
    'ParentResourceNotFound',
  ],
  capacity: [
    'SkuNotAvailable',
    'AllocationFailed',
    'ZonalAllocationFailed',
    'OverconstrainedAllocationRequest',
    'OverconstrainedZonalAllocationRequest',
    'AllocationFailedForMultipleVms',
    'SubnetIsFull',
    'SpotPriceTooLow',
  ],
  quota: [
    'QuotaExceeded',
    'PublicIPCountLimitReached',
    'PublicIpCountLimitExceededForSubscription',
    'ResourceQuotaExceeded',
    'ResourceCountExceedsLimit',
    'StandardSkuPublicIPCountLimitReached',
  ],
  credentials: [
    'AuthenticationFailed',
    'InvalidAuthenticationToken',
    'InvalidAuthenticationTokenTenant',
    'ExpiredAuthenticationToken',
    'CredentialUnavailableError',
    'AuthenticationError',
    'AggregateAuthenticationError',
    'AuthenticationRequiredError',
  ],
  forbidden: [
    'AuthorizationFailed',
    'LinkedAuthorizationFailed',
    'SubscriptionNotFound',
    'SubscriptionNotRegistered',
    'MissingSubscriptionRegistration',
    'ReadOnlyDisabledSubscription',
    'RequestDisallowedByAzure',
  ],
  protected: ['ScopeLocked', 'RequestDisallowedByPolicy'],
  throttled: ['TooManyRequests', 'SubscriptionRequestsThrottled', 'OperationNotAllowedTooManyRequests'],
  unavailable: [
    'InternalServerError',
    'InternalExecutionError',
    'NetworkingInternalOperationError',
    'ServiceUnavailable',
    'ServerTimeout',
    'GatewayTimeout',
  ],
  'in-use': [
    'NicInUse',
    'NicReservedForAnotherVm',
    'InUseNetworkSecurityGroupCannotBeDeleted',
    'PublicIPAddressCannotBeDeleted',
    'InUseSubnetCannotBeDeleted',
    'InUseSubnetCannotBeUpdated',
    'InUseApplicationSecurityGroupCannotBeDeleted',
    'ApplicationSecurityGroupInUse',
    'DiskInUse',
  ],
  busy: [
    'AnotherOperationInProgress',
    'RetryableError',
    'ReferencedResourceNotProvisioned',
    'AttachDiskWhileBeingDetached',
    'ResourceGroupBeingDeleted',
    'CanceledAndSupersededDueToAnotherOperation',
    'OperationPreempted',
  ],
  taken: ['PreconditionFailed'],
};

const kindByCode = new Map(
  Object.entries(codes).flatMap(([kind, list]) =>
    list.map((code) => [code, kind as AzureErrorKind] as const),
  ),
);

export interface Failure {
  readonly code: string;
  readonly detail: string;
  readonly details: readonly ErrorDetail[];
  readonly status: number | undefined;
}

export function classify(failure: Failure): AzureErrorKind {
  const { code, detail, details, status } = failure;
  const known = kindByCode.get(code);
  if (known !== undefined) return known;
  const text = [detail, ...details.map(({ message }) => message)].join(' ');
  // One code for three things: a quota, an operation under way, and what cannot be done in this state.
  if (code === 'OperationNotAllowed' || code === 'Conflict') {
    if (/quota|exceeding approved|core limit/i.test(text)) return 'quota';
    return /in progress|being (deleted|updated)|is updating|try later/i.test(text) ? 'busy' : 'conflict';
  }
  const beneath = details.map((one) => kindByCode.get(one.code)).find((kind) => kind !== undefined);
  if (beneath !== undefined) return beneath;
  return byStatus(status);
}

function byStatus(status: number | undefined): AzureErrorKind {
  switch (status) {
    case undefined:
      return 'failed';
    case 401:
      return 'credentials';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 409:
      return 'conflict';
    case 412:
      return 'taken';
    case 429:
      return 'throttled';
    default:
      return status >= 500 || status === 408 ? 'unavailable' : 'invalid';
  }
}

/** The way out, for kinds that have a common one. */
export function adviceFor(kind: AzureErrorKind, code: string | undefined): string | undefined {
  if (code === 'MissingSubscriptionRegistration' || code === 'SubscriptionNotRegistered') {
    return 'register the resource provider: az provider register --namespace Microsoft.Compute (and Microsoft.Network)';
  }
  if (code === 'SubscriptionNotFound') {
    return 'check subscription_id and cloud, and that the credentials may see the subscription';
  }
  return advice[kind];
}

const advice: Partial<Record<AzureErrorKind, string>> = {
  capacity: 'try another size, zone or region, or try again later',
  quota: 'remove what is not needed, or ask for more under "Usage + quotas" of the subscription',
  credentials:
    'log in with "az login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or give the machine a managed identity',
  forbidden: 'give the identity a role that may, such as Contributor, on the resource group or subscription',
  protected: 'remove the lock or change the policy that forbids it',
  throttled: 'lower max_requests_per_second, or let fewer clients use the subscription at once',
  unavailable: 'try again later; https://azure.status.microsoft shows outages',
  'no-answer': 'check the cloud, the endpoint and the network',
  busy: 'wait until the other operation has ended, and try again',
};
