import type { Ec2ErrorKind } from './errors';

/** Codes by what they mean. Those of throttling are the ones that Amazon's own SDKs back off at. */
const codes: Partial<Record<Ec2ErrorKind, readonly string[]>> = {
  throttled: [
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'RequestThrottledException',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'BandwidthLimitExceeded',
    'LimitExceededException',
    'RequestThrottled',
    'SlowDown',
    'PriorRequestNotComplete',
    'EC2ThrottledException',
    'SnapshotCreationPerVolumeRateExceeded',
  ],
  unavailable: [
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'Unavailable',
    'ServiceUnavailable',
    'ServerInternal',
    'RequestTimeout',
    'RequestTimeoutException',
  ],
  capacity: [
    'InsufficientInstanceCapacity',
    'InsufficientHostCapacity',
    'InsufficientCapacity',
    'InsufficientReservedInstanceCapacity',
    'InsufficientCapacityOnHost',
    'InsufficientAddressCapacity',
    'InsufficientFreeAddressesInSubnet',
    'InsufficientVolumeCapacity',
    'SpotMaxPriceTooLow',
    'VolumeTypeNotAvailableInZone',
    'Unsupported',
    'UnfulfillableCapacity',
  ],
  quota: [
    'InstanceLimitExceeded',
    'VcpuLimitExceeded',
    'MaxSpotInstanceCountExceeded',
    'MaxIOPSLimitExceeded',
    'VolumeLimitExceeded',
    'RulesPerSecurityGroupLimitExceeded',
    'SecurityGroupLimitExceeded',
    'SecurityGroupsPerInterfaceLimitExceeded',
    'SecurityGroupsPerInstanceLimitExceeded',
    'TagLimitExceeded',
    'PrivateIpAddressLimitExceeded',
    'ResourceLimitExceeded',
    'ResourceCountExceeded',
  ],
  credentials: [
    'AuthFailure',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'IncompleteSignature',
    'MissingAuthenticationToken',
    'ExpiredToken',
    'ExpiredTokenException',
    'RequestExpired',
    'CredentialsProviderError',
    'TokenProviderError',
    'ProviderError',
  ],
  forbidden: [
    'UnauthorizedOperation',
    'AccessDenied',
    'AccessDeniedException',
    'OptInRequired',
    'PendingVerification',
    'Blocked',
  ],
  taken: ['InvalidGroup.Duplicate', 'InvalidKeyPair.Duplicate', 'InvalidPermission.Duplicate'],
  'in-use': ['DependencyViolation', 'InvalidGroup.InUse', 'VolumeInUse', 'ResourceInUse'],
  'wrong-state': [
    'IncorrectInstanceState',
    'IncorrectState',
    'IncorrectModificationState',
    'VolumeModificationRateExceeded',
    'IncorrectSpotRequestState',
  ],
  'token-reused': ['IdempotentParameterMismatch', 'IdempotentInstanceTerminated'],
  'not-found': ['InvalidID', 'ParameterNotFound', 'InvalidAMIID.Unavailable'],
};

const kindByCode = new Map(
  Object.entries(codes).flatMap(([kind, list]) => list.map((code) => [code, kind as Ec2ErrorKind] as const)),
);

export interface Failure {
  readonly code: string;
  readonly detail: string;
  readonly status: number | undefined;
}

export function classify({ code, detail, status }: Failure): Ec2ErrorKind {
  const known = kindByCode.get(code);
  if (known !== undefined) return known;
  if (code === 'OperationNotPermitted') return /terminat/i.test(detail) ? 'protected' : 'forbidden';
  if (code.endsWith('.NotFound')) return 'not-found';
  if (status === undefined) return 'invalid';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status === 401) return 'credentials';
  return status === 403 ? 'forbidden' : 'invalid';
}

/** The way out, for kinds that have a common one. */
export function adviceFor(kind: Ec2ErrorKind, code: string | undefined): string | undefined {
  if (code === 'RequestExpired') return "check this machine's clock";
  if (code === 'CredentialsProviderError') {
    return 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile, or run "aws sso login"';
  }
  return advice[kind];
}

const advice: Partial<Record<Ec2ErrorKind, string>> = {
  capacity: 'give further instance types or subnets of other zones, or try again later',
  quota: 'remove what is not needed, or raise the limit in the Service Quotas console',
  credentials: 'check which credentials the profile or the environment gives, and whether they have expired',
  forbidden: 'allow the operation in the IAM policies of the role or user, or assume a role that may',
  throttled: 'lower max_requests_per_second, or let fewer clients use the account at once',
  unavailable: 'try again later; https://health.aws.amazon.com shows outages',
  unreachable: 'check the region, the endpoint and the network',
  protected: 'switch termination protection off first',
  'token-reused': 'plan again: a new plan brings a new token',
};
