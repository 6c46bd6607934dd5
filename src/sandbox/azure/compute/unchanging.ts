import { ArmError, notCovered } from '../errors';
import type { VirtualMachine } from '../state/records';
import { sameId } from '../state/resource-id';
import type { VmInput } from './vm-shape';

/** @throws ArmError when a request asks for something else than what a machine is for good */
export function checkUnchanged(vm: VirtualMachine, { properties = {}, zones }: VmInput): void {
  const { osProfile, storageProfile, networkProfile, priority, securityProfile } = properties;
  if (zones !== undefined && zones.join() !== (vm.zones ?? []).join()) {
    throw new ArmError(
      400,
      'ResourceAvailabilityZonesCannotBeModified',
      `Resource '${vm.id}' has an existing availability zone constraint '${(vm.zones ?? []).join()}' and the request has availability zone constraint '${zones.join()}', which do not match. Zones cannot be added/updated/removed once the resource is created. The resource cannot be updated from regional to zonal or vice-versa.`,
    );
  }
  const linux = osProfile?.linuxConfiguration;
  const keys = linux?.ssh?.publicKeys?.map(({ keyData }) => keyData?.trim()).join('\n');
  refuse('osProfile.computerName', osProfile?.computerName, vm.osProfile?.computerName);
  refuse('osProfile.adminUsername', osProfile?.adminUsername, vm.osProfile?.adminUsername);
  refuse('osProfile.customData', osProfile?.customData, vm.osProfile?.customData);
  refuse(
    'linuxConfiguration.disablePasswordAuthentication',
    linux?.disablePasswordAuthentication,
    vm.osProfile === undefined ? undefined : !vm.osProfile.passwordAuthentication,
  );
  refuse(
    'linuxConfiguration.ssh.publicKeys',
    keys,
    vm.osProfile?.publicKeys.map(({ keyData }) => keyData.trim()).join('\n'),
  );
  const image = storageProfile?.imageReference;
  for (const field of ['publisher', 'offer', 'sku', 'version'] as const) {
    refuse('imageReference', image?.[field]?.toLowerCase(), vm.image?.given[field]?.toLowerCase());
  }
  if (image?.id !== undefined && !sameId(image.id, vm.image?.given.id ?? ''))
    refuse('imageReference', image.id, undefined);
  refuse('osDisk.name', storageProfile?.osDisk?.name, vm.osDisk.name);
  const osDiskId = storageProfile?.osDisk?.managedDisk?.id;
  if (osDiskId !== undefined && !sameId(osDiskId, vm.osDisk.diskId))
    throw notCovered('another OS disk for a virtual machine');
  refuse('priority', priority, vm.priority ?? (priority === 'Regular' ? priority : undefined));
  refuse(
    'securityProfile.securityType',
    securityProfile?.securityType,
    vm.securityProfile?.['securityType'] ?? securityProfile?.securityType,
  );
  if (networkProfile?.networkInterfaces !== undefined) checkInterfaces(vm, networkProfile.networkInterfaces);
}

function checkInterfaces(vm: VirtualMachine, given: readonly { readonly id?: string | undefined }[]): void {
  const ids = (all: readonly { readonly id?: string | undefined }[]) =>
    all
      .map(({ id }) => id?.toLowerCase() ?? '')
      .sort()
      .join();
  if (ids(given) !== ids(vm.interfaces))
    throw notCovered('other network interfaces for a virtual machine that exists');
}

function refuse<T>(property: string, wanted: T | undefined, is: T | undefined): void {
  if (wanted === undefined || wanted === is) return;
  throw new ArmError(409, 'PropertyChangeNotAllowed', `Changing property '${property}' is not allowed.`, {
    target: property,
  });
}
