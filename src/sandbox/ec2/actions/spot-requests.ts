import { ApiError } from '../errors';
import { tagSet, writeGroups, writeTags } from '../shapes/common';
import { groupSet } from '../shapes/common';
import type { RegionState } from '../state/region';
import { setSpotStatus, type SpotRequest } from '../state/spot-request';
import { integer, list, struct, text, time } from '../wire/shape';
import { action, filterInput, request } from './action';
import { filterBy, paginate, pick } from './filters';

const ids = { SpotInstanceRequestId: list(text) } as const;

function requestNotFound(id: string): ApiError {
  return new ApiError(
    'InvalidSpotInstanceRequestID.NotFound',
    `The spot instance request ID '${id}' does not exist`,
  );
}

export const describeSpotInstanceRequests = action({
  name: 'DescribeSpotInstanceRequests',
  input: request({ ...ids, Filter: filterInput, MaxResults: integer, NextToken: text }),
  output: struct({
    spotInstanceRequestSet: list(
      struct({
        spotInstanceRequestId: text,
        spotPrice: text,
        type: text,
        state: text,
        status: struct({ code: text, message: text, updateTime: time }),
        instanceId: text,
        createTime: time,
        productDescription: text,
        launchedAvailabilityZone: text,
        launchSpecification: struct({
          imageId: text,
          instanceType: text,
          keyName: text,
          subnetId: text,
          groupSet,
          placement: struct({ availabilityZone: text, tenancy: text }),
        }),
        validUntil: time,
        instanceInterruptionBehavior: text,
        tagSet,
      }),
    ),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    const passes = filterBy<SpotRequest>(
      input.Filter,
      {
        'spot-instance-request-id': (one) => one.id,
        'instance-id': (one) => (one.state === 'open' ? undefined : one.instance.id),
        state: (one) => one.state,
        'status-code': (one) => one.status.code,
        type: (one) => one.options.type,
        'launched-availability-zone': (one) => one.instance.subnet.zone.name,
        'product-description': () => 'Linux/UNIX',
      },
      (one) => region.tags.seen(one.id),
    );
    const found = pick(
      [...region.spotRequests.values()],
      input.SpotInstanceRequestId,
      (one) => one.id,
      requestNotFound,
    );
    const { items, nextToken } = paginate(found.filter(passes), input, (one) => one.sequence);
    return { spotInstanceRequestSet: items.map((one) => writeRequest(region, one)), nextToken };
  },
});

function writeRequest(region: RegionState, one: SpotRequest) {
  const { instance, options, status } = one;
  return {
    spotInstanceRequestId: one.id,
    spotPrice: options.maxPrice,
    type: options.type,
    state: one.state,
    status: { code: status.code, message: status.message, updateTime: status.at },
    instanceId: one.state === 'open' ? undefined : instance.id,
    createTime: one.createdAt,
    productDescription: 'Linux/UNIX',
    launchedAvailabilityZone: instance.subnet.zone.name,
    launchSpecification: {
      imageId: instance.image.id,
      instanceType: instance.type.name,
      keyName: instance.keyName,
      subnetId: instance.subnet.id,
      groupSet: writeGroups(region, instance.groupIds),
      placement: { availabilityZone: instance.subnet.zone.name, tenancy: instance.tenancy },
    },
    validUntil: options.validUntil,
    instanceInterruptionBehavior: options.interruptionBehavior,
    tagSet: writeTags(region.tags.seen(one.id)),
  };
}

/** The instance goes on running, as EC2 has it. */
export const cancelSpotInstanceRequests = action({
  name: 'CancelSpotInstanceRequests',
  input: request(ids, ['SpotInstanceRequestId']),
  output: struct({ spotInstanceRequestSet: list(struct({ spotInstanceRequestId: text, state: text })) }),
  run: ({ region }, input) => {
    const found = input.SpotInstanceRequestId.map((id) => {
      const one = region.spotRequests.get(id);
      if (one === undefined) throw requestNotFound(id);
      return one;
    });
    for (const one of found) {
      const unfulfilled = one.state === 'open';
      if (!unfulfilled && one.state !== 'active' && one.state !== 'disabled') continue;
      one.state = 'cancelled';
      if (unfulfilled) {
        setSpotStatus(
          one,
          'canceled-before-fulfillment',
          'Your spot request was canceled before it was fulfilled.',
        );
      } else {
        setSpotStatus(
          one,
          'request-canceled-and-instance-running',
          'Your spot request was canceled; its instance runs on.',
        );
      }
    }
    return { spotInstanceRequestSet: found.map(({ id, state }) => ({ spotInstanceRequestId: id, state })) };
  },
});

export const spotRequestActions = [describeSpotInstanceRequests, cancelSpotInstanceRequests];
