import { ApiError } from '../errors';
import { reservationShape, instanceShape, writeState } from '../shapes/instance';
import { privateDnsName, publicDnsName, visiblePublicAddress } from '../shapes/dns-names';
import { STATE_CODES, type Instance } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, filterInput, request } from './action';
import { filterBy, paginate, pick, type FilterTable } from './filters';
import { writeReservation } from './run-instances';
import { checkInstanceId, instanceNotFound } from './instance-ids';

const paging = { MaxResults: integer, NextToken: text, Filter: filterInput, InstanceId: list(text) } as const;

function instanceFilters(region: RegionState): FilterTable<Instance> {
  const groups = (one: Instance) => one.groupIds.map((id) => region.groups.get(id));
  const volumes = (one: Instance) => region.volumesOf(one);
  return {
    'instance-id': (one) => one.id,
    'instance-type': (one) => one.type.name,
    'instance-state-name': (one) => one.state,
    'instance-state-code': (one) => STATE_CODES[one.state],
    'instance-lifecycle': (one) => (one.spot === undefined ? undefined : 'spot'),
    'spot-instance-request-id': (one) => one.spot?.requestId,
    'image-id': (one) => one.image.id,
    'key-name': (one) => one.keyName,
    'client-token': (one) => one.clientToken,
    'reservation-id': (one) => one.reservation.id,
    'owner-id': (one) => one.reservation.ownerId,
    'launch-index': (one) => one.launchIndex,
    'launch-time': (one) => one.launchTime,
    architecture: (one) => one.image.architecture,
    hypervisor: () => 'xen',
    'virtualization-type': () => 'hvm',
    'root-device-type': () => 'ebs',
    'root-device-name': (one) => one.image.rootDeviceName,
    'availability-zone': (one) => one.subnet.zone.name,
    tenancy: (one) => one.tenancy,
    'vpc-id': (one) => (one.state === 'terminated' ? undefined : one.subnet.vpcId),
    'subnet-id': (one) => (one.state === 'terminated' ? undefined : one.subnet.id),
    'private-ip-address': (one) => (one.state === 'terminated' ? undefined : one.privateAddress),
    'ip-address': visiblePublicAddress,
    'private-dns-name': (one) => (one.state === 'terminated' ? '' : privateDnsName(region, one)),
    'dns-name': (one) => publicDnsName(region, one),
    'instance.group-id': (one) => one.groupIds,
    'instance.group-name': (one) => groups(one).map((group) => group?.name),
    'network-interface.group-id': (one) => one.groupIds,
    'network-interface.network-interface-id': (one) => one.networkInterface.id,
    'network-interface.subnet-id': (one) => (one.state === 'terminated' ? undefined : one.subnet.id),
    'network-interface.vpc-id': (one) => (one.state === 'terminated' ? undefined : one.subnet.vpcId),
    'block-device-mapping.volume-id': (one) => volumes(one).map(({ id }) => id),
    'block-device-mapping.device-name': (one) => volumes(one).map(({ attachment }) => attachment?.device),
    'iam-instance-profile.arn': (one) => one.instanceProfile?.arn,
    'metadata-options.http-tokens': (one) => one.metadataOptions.httpTokens,
    'state-reason-code': (one) => one.stateReason?.code,
  };
}

/** What a describe may see: the instances whose making it does not see late. */
function seenInstances(region: RegionState): readonly Instance[] {
  return [...region.instances.values()].filter((one) => region.visibility.see(one.id, one) !== undefined);
}

export const describeInstances = action({
  name: 'DescribeInstances',
  input: request(paging),
  output: struct({ reservationSet: list(reservationShape), nextToken: text }),
  run: ({ region }, input) => {
    refuseIdsWithPaging(input);
    for (const id of input.InstanceId ?? []) checkInstanceId(id);
    const passes = filterBy(input.Filter, instanceFilters(region), (one) => region.tags.seen(one.id));
    const found = pick(seenInstances(region), input.InstanceId, (one) => one.id, instanceNotFound);
    const { items, nextToken } = paginate(found.filter(passes), input, (one) => one.sequence);
    const reservations = new Map<string, Instance[]>();
    for (const one of items) {
      reservations.set(one.reservation.id, [...(reservations.get(one.reservation.id) ?? []), one]);
    }
    return {
      reservationSet: [...reservations.values()].map((instances) => writeReservation(region, instances)),
      nextToken,
    };
  },
});

const statusShape = struct({ status: text, details: list(struct({ name: text, status: text })) });

export const describeInstanceStatus = action({
  name: 'DescribeInstanceStatus',
  input: request({ ...paging, IncludeAllInstances: boolean }),
  output: struct({
    instanceStatusSet: list(
      struct({
        instanceId: text,
        availabilityZone: text,
        instanceState: instanceShape.fields.instanceState,
        instanceStatus: statusShape,
        systemStatus: statusShape,
      }),
    ),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    refuseIdsWithPaging(input);
    for (const id of input.InstanceId ?? []) checkInstanceId(id);
    const all = input.IncludeAllInstances === true;
    const passes = filterBy(input.Filter, {
      'instance-state-name': (one: Instance) => one.state,
      'instance-state-code': (one) => STATE_CODES[one.state],
      'availability-zone': (one) => one.subnet.zone.name,
      'instance-status.status': (one) => writeInstanceStatus(one).status,
      'instance-status.reachability': (one) => writeInstanceStatus(one).details?.[0]?.status,
      'system-status.status': (one) => writeSystemStatus(one).status,
      'system-status.reachability': (one) => writeSystemStatus(one).details?.[0]?.status,
    });
    const found = pick(seenInstances(region), input.InstanceId, (one) => one.id, instanceNotFound)
      .filter((one) => all || one.state === 'running')
      .filter(passes);
    const { items, nextToken } = paginate(found, input, (one) => one.sequence);
    return {
      instanceStatusSet: items.map((one) => ({
        instanceId: one.id,
        availabilityZone: one.subnet.zone.name,
        instanceState: writeState(one.state),
        instanceStatus: writeInstanceStatus(one),
        systemStatus: writeSystemStatus(one),
      })),
      nextToken,
    };
  },
});

type Check = 'ok' | 'impaired' | 'initializing' | 'not-applicable';
const REACHABILITY = { ok: 'passed', impaired: 'failed', initializing: 'initializing' } as const;

function writeCheck(status: Check) {
  const details = status === 'not-applicable' ? [] : [{ name: 'reachability', status: REACHABILITY[status] }];
  return { status, details };
}

/** Whether the machine answers. */
function writeInstanceStatus(instance: Instance) {
  if (instance.state !== 'running') return writeCheck('not-applicable');
  if (instance.checked) return writeCheck('ok');
  return writeCheck(instance.machine?.state === 'off' ? 'impaired' : 'initializing');
}

/** Whether what the machine runs on has power. */
function writeSystemStatus(instance: Instance) {
  if (instance.state !== 'running') return writeCheck('not-applicable');
  return writeCheck(instance.machine?.state === 'off' ? 'impaired' : 'ok');
}

function refuseIdsWithPaging(input: {
  readonly InstanceId?: readonly string[] | undefined;
  readonly MaxResults?: number | undefined;
}): void {
  if ((input.InstanceId ?? []).length > 0 && input.MaxResults !== undefined) {
    throw new ApiError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
}

export const describeInstanceCreditSpecifications = action({
  name: 'DescribeInstanceCreditSpecifications',
  input: request(paging),
  output: struct({
    instanceCreditSpecificationSet: list(struct({ instanceId: text, cpuCredits: text })),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    const passes = filterBy(input.Filter, { 'instance-id': (one: Instance) => one.id });
    const found = pick(seenInstances(region), input.InstanceId, (one) => one.id, instanceNotFound)
      .filter((one) => one.state !== 'terminated' && one.cpuCredits !== undefined)
      .filter(passes);
    const { items, nextToken } = paginate(found, input, (one) => one.sequence);
    return {
      instanceCreditSpecificationSet: items.map((one) => ({
        instanceId: one.id,
        cpuCredits: one.cpuCredits,
      })),
      nextToken,
    };
  },
});

export const describeInstancesActions = [
  describeInstances,
  describeInstanceStatus,
  describeInstanceCreditSpecifications,
];
