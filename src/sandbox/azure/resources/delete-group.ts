import { retryAfter } from '../call-faults';
import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import type { Cloud } from '../state/cloud';
import type { LongOperation } from '../state/long-operation';
import type { ResourceGroup } from '../state/records';
import { sameId } from '../state/resource-id';
import { RESOURCES_VERSIONS } from '../versions';
import type { Answer } from '../wire/answer';

/** DELETE of a group: of everything that is in it. It is asked about by one URL only, which says nothing by itself. */
export function deleteGroup(call: Call): Answer {
  const { cloud, struck } = call;
  const group = cloud.group(call.parameter('resourceGroupName'));
  checkForced(call.request.query.get('forcedeletiontypes'));
  const running = [...cloud.operations.values()].find(
    (one) => one.inProgress && one.name === nameOf(group) && group.state === 'Deleting',
  );
  if (running !== undefined) return waiting(call, running);
  group.state = 'Deleting';
  const operation = cloud.begin({
    name: nameOf(group),
    provider: 'Microsoft.Resources',
    location: group.location,
    seconds: cloud.settings.delays.groupDeletion,
    failure: struck.failure,
    work: async () => {
      checkUsedElsewhere(cloud, group);
      await empty(cloud, group);
    },
    done: () => {
      cloud.groups.delete(group.name.toLowerCase());
    },
    failed: () => {
      group.state = 'Succeeded';
    },
  });
  return waiting(call, operation);
}

export const GROUP_RESULT_OPERATION: Operation = {
  name: 'OperationResults_Get',
  method: 'GET',
  path: '/subscriptions/{subscriptionId}/operationresults/{job}',
  versions: RESOURCES_VERSIONS,
  run: (call) => {
    const { id } = readJob(call.parameter('job'));
    const operation = call.cloud.operations.get(id);
    if (operation === undefined) throw new ArmError(404, 'NotFound', 'The job was not found.');
    if (operation.inProgress) return waiting(call, operation);
    if (operation.error !== undefined) throw operation.error;
    return { status: 200 };
  },
};

function waiting(call: Call, operation: LongOperation): Answer {
  const { world, settings } = call.cloud;
  const job = Buffer.from(
    JSON.stringify({ jobId: operation.name, jobLocation: operation.location, id: operation.id }),
  ).toString('base64url');
  return {
    status: 202,
    headers: {
      location: call.url(`/subscriptions/${settings.subscriptionId}/operationresults/${job}`),
      'retry-after': retryAfter(world, settings.delays.groupPoll),
    },
  };
}

function readJob(job: string): { readonly id: string } {
  try {
    return JSON.parse(Buffer.from(job, 'base64url').toString('utf8')) as { readonly id: string };
  } catch {
    return { id: '' };
  }
}

function nameOf({ name, location }: ResourceGroup): string {
  return `RESOURCEGROUPDELETIONJOB-${name}-${location}`.toUpperCase();
}

function checkForced(types: string | undefined): void {
  for (const type of (types ?? '').split(',').filter((one) => one !== '')) {
    if (/^Microsoft\.Compute\/virtualMachine(s|ScaleSets)$/i.test(type)) continue;
    throw new ArmError(
      400,
      'InvalidForceDeletionTypes',
      `The force deletion type '${type}' is invalid: Microsoft.Compute/virtualMachines and Microsoft.Compute/virtualMachineScaleSets are known.`,
    );
  }
}

/** What is in use by somebody outside cannot go, and then nothing goes. */
function checkUsedElsewhere(cloud: Cloud, group: ResourceGroup): void {
  const inside = (id: string) => id.toLowerCase().startsWith(`${group.id.toLowerCase()}/`);
  for (const card of cloud.interfaces.list()) {
    if (inside(card.id)) {
      if (card.virtualMachineId !== undefined && !inside(card.virtualMachineId))
        throw blocked(group, card.id, card.virtualMachineId);
      continue;
    }
    const uses = card.configurations.flatMap(({ subnetId, publicAddressId }) => [subnetId, publicAddressId]);
    const used = [...uses, card.securityGroupId].find((id) => id !== undefined && inside(id));
    if (used !== undefined) throw blocked(group, used, card.id);
  }
  for (const { subnets } of cloud.networks.list()) {
    for (const { id, securityGroupId } of subnets.values()) {
      if (securityGroupId !== undefined && inside(securityGroupId) && !inside(id))
        throw blocked(group, securityGroupId, id);
    }
  }
  for (const { id, managedBy } of cloud.disks.list()) {
    if (inside(id) && managedBy !== undefined && !inside(managedBy)) throw blocked(group, id, managedBy);
  }
}

function blocked(group: ResourceGroup, id: string, by: string): ArmError {
  return new ArmError(
    409,
    'ResourceGroupDeletionBlocked',
    `Deletion of resource group '${group.name}' failed as resources with identifiers '${id}' could not be deleted: it is in use by '${by}'. The provisioning state of the resource group will be rolled back.`,
  );
}

async function empty(cloud: Cloud, group: ResourceGroup): Promise<void> {
  const machines = cloud.machines.inGroup(group.name);
  for (const vm of machines) {
    vm.operation?.preempt();
    vm.state = 'Deleting';
  }
  await Promise.all(machines.map((vm) => cloud.control.destroy(vm)));
  for (const vm of machines) {
    cloud.machines.delete(vm);
    for (const card of cloud.interfaces.list()) {
      if (card.virtualMachineId !== undefined && sameId(card.virtualMachineId, vm.id))
        card.virtualMachineId = undefined;
    }
    for (const disk of cloud.disks.list()) {
      if (disk.managedBy !== undefined && sameId(disk.managedBy, vm.id)) disk.managedBy = undefined;
    }
  }
  for (const card of cloud.interfaces.inGroup(group.name)) {
    for (const { address } of card.configurations) cloud.settings.addresses.release(address);
    cloud.interfaces.delete(card);
  }
  for (const address of cloud.publicAddresses.inGroup(group.name)) {
    cloud.settings.addresses.release(address.address);
    cloud.publicAddresses.delete(address);
  }
  for (const store of [cloud.disks, cloud.networks, cloud.securityGroups, cloud.applicationGroups]) {
    for (const one of store.removeGroup(group.name)) one.operation?.preempt();
  }
}
