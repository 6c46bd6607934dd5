import type { Instance, Reservation, SpotOptions, Volume } from '../state/records';
import type { RegionState } from '../state/region';
import { setSpotStatus, type SpotRequest } from '../state/spot-request';
import type { LaunchInput } from './launch-input';
import type { LaunchPlan, SpotPlan } from './launch-plan';
import type { VolumePlan } from './volumes';

type TagsOf = (resourceType: string) => Map<string, string>;

/** Puts the instances of a plan into the region, with all that belongs to them. They are not booted yet. */
export function launch(
  region: RegionState,
  input: LaunchInput,
  plan: LaunchPlan,
  count: number,
  tagsOf: TagsOf,
): readonly Instance[] {
  const reservation = { id: region.newId('r'), ownerId: region.accountId };
  // Addresses first: only they can run out, and then nothing else must have been made.
  const addresses = takeAddresses(region, plan, count);
  return addresses.map((address, index) => {
    const spot = plan.spot === undefined ? undefined : spotOptions(region, plan.spot);
    const instance = makeInstance(region, input, plan, { reservation, index, spot, ...address });
    putInstance(region, plan, instance, tagsOf);
    if (spot !== undefined) {
      addSpotRequest(region, instance, spot, tagsOf('spot-instances-request'), () =>
        launchAgain(region, input, plan, spot),
      );
    }
    return instance;
  });
}

/** For a persistent spot request: another instance, which has neither the client token nor the tags of the first one. */
function launchAgain(region: RegionState, input: LaunchInput, plan: LaunchPlan, spot: SpotOptions): Instance {
  const reservation = { id: region.newId('r'), ownerId: region.accountId };
  const [address] = takeAddresses(region, plan, 1);
  if (address === undefined) throw new Error('one address was taken and is not there');
  const asked = { ...input, ClientToken: undefined };
  const instance = makeInstance(region, asked, plan, { reservation, index: 0, spot, ...address });
  putInstance(region, plan, instance, () => new Map());
  return instance;
}

function putInstance(region: RegionState, plan: LaunchPlan, instance: Instance, tagsOf: TagsOf): void {
  region.visibility.changed(instance.id, undefined);
  region.instances.set(instance.id, instance);
  region.tags.initial(instance.id, tagsOf('instance'));
  region.tags.initial(instance.networkInterface.id, tagsOf('network-interface'));
  for (const volume of plan.volumes) {
    const made = makeVolume(region, instance, volume);
    region.volumes.set(made.id, made);
    region.tags.initial(made.id, tagsOf('volume'));
  }
}

interface Addressed {
  readonly privateAddress: string;
  readonly publicAddress?: string | undefined;
}

function takeAddresses(region: RegionState, { placement }: LaunchPlan, count: number): readonly Addressed[] {
  const { addresses } = region.cloud;
  const taken: Addressed[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const privateAddress = addresses.takePrivate(placement.subnet.cidr, placement.privateAddress);
      taken.push({
        privateAddress,
        publicAddress: placement.publicAddress ? addresses.takePublic() : undefined,
      });
    }
    return taken;
  } catch (error) {
    for (const { privateAddress, publicAddress } of taken) {
      addresses.release(privateAddress);
      if (publicAddress !== undefined) addresses.release(publicAddress);
    }
    throw error;
  }
}

function makeInstance(
  region: RegionState,
  input: LaunchInput,
  plan: LaunchPlan,
  made: Addressed & {
    readonly reservation: Reservation;
    readonly index: number;
    readonly spot: SpotOptions | undefined;
  },
): Instance {
  const { placement } = plan;
  return {
    id: region.newId('i'),
    sequence: region.nextSequence(),
    reservation: made.reservation,
    launchIndex: made.index,
    image: plan.image,
    type: plan.type,
    keyName: input.KeyName,
    subnet: placement.subnet,
    privateAddress: made.privateAddress,
    publicAddress: made.publicAddress,
    networkInterface: {
      id: region.newId('eni'),
      attachmentId: region.newId('eni-attach'),
      macAddress: macAddress(region),
      description: placement.description,
      deleteOnTermination: placement.deleteOnTermination,
    },
    groupIds: placement.groupIds,
    clientToken: input.ClientToken ?? '',
    spot: made.spot,
    tenancy: 'default',
    instanceProfile: plan.instanceProfile,
    monitoring: input.Monitoring?.Enabled ?? false,
    state: 'pending',
    transitionReason: '',
    launchTime: new Date(),
    userData: plan.userData,
    ebsOptimized: input.EbsOptimized ?? false,
    sourceDestCheck: true,
    disableApiTermination: input.DisableApiTermination ?? false,
    disableApiStop: input.DisableApiStop ?? false,
    shutdownBehavior: plan.shutdownBehavior,
    metadataOptions: plan.metadataOptions,
    cpuCredits: plan.cpuCredits,
    checked: false,
  };
}

function spotOptions(region: RegionState, plan: SpotPlan): SpotOptions {
  // Ids of spot requests are short: sir- and eight characters.
  return { requestId: `sir-${region.cloud.world.random.hex(8)}`, ...plan };
}

function macAddress(region: RegionState): string {
  const tail = region.cloud.world.random.hex(10).match(/../g) ?? [];
  return ['02', ...tail].join(':');
}

function makeVolume(region: RegionState, instance: Instance, plan: VolumePlan): Volume {
  return {
    id: region.newId('vol'),
    sequence: region.nextSequence(),
    zone: instance.subnet.zone,
    snapshotId: plan.snapshotId,
    encrypted: plan.encrypted,
    kmsKeyId: plan.kmsKeyId,
    createdAt: new Date(),
    ...plan.settings,
    attachment: {
      instanceId: instance.id,
      device: plan.device,
      at: new Date(),
      deleteOnTermination: plan.deleteOnTermination,
    },
  };
}

function addSpotRequest(
  region: RegionState,
  instance: Instance,
  options: SpotOptions,
  tags: Map<string, string>,
  again: () => Instance,
): void {
  const request: SpotRequest = {
    id: options.requestId,
    sequence: region.nextSequence(),
    instance,
    options,
    launch: again,
    createdAt: new Date(),
    state: 'active',
    status: { code: 'pending-fulfillment', message: '', at: new Date() },
  };
  setSpotStatus(request, 'fulfilled', 'Your spot request is fulfilled.');
  region.spotRequests.set(request.id, request);
  region.tags.initial(request.id, tags);
}
