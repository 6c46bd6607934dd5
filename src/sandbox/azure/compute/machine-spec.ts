import type { ParkedMachineSpec } from '../../world/machine-park';
import { allowsConnection } from '../network/firewall';
import type { Cloud } from '../state/cloud';
import type { IpConfiguration, NetworkInterface, VirtualMachine } from '../state/records';

/** The machine behind a virtual machine, as it is made at its first start. */
export function machineSpec(cloud: Cloud, vm: VirtualMachine): ParkedMachineSpec {
  const { osProfile } = vm;
  const customData = osProfile?.customData;
  return {
    name: vm.vmId,
    hostname: osProfile?.computerName ?? vm.name,
    addresses: addressesOf(cloud, vm),
    users:
      osProfile === undefined
        ? []
        : [
            {
              name: osProfile.adminUsername,
              authorizedKeys: osProfile.publicKeys.map(({ keyData }) => keyData.trim()),
            },
          ],
    ...(customData === undefined ? {} : { userData: Buffer.from(customData, 'base64') }),
    cpus: vm.size.vcpus,
    memoryBytes: vm.size.memoryMiB * 2 ** 20,
    allows: (from, to, port) => allowsConnection(cloud, from, to, port),
  };
}

/** The private address of the primary interface first, which is what a machine calls its own; the public ones last. */
export function addressesOf(cloud: Cloud, vm: VirtualMachine): readonly string[] {
  const configurations = primaryFirst(
    vm.interfaces.flatMap(({ id, primary }) => {
      const card = cloud.interfaces.get(id);
      return card === undefined ? [] : [{ ...configurationsOf(card), primary: primary === true }];
    }),
  ).flatMap(({ all }) => all);
  const outside = configurations.flatMap(({ publicAddressId }) => {
    const address = publicAddressId === undefined ? undefined : cloud.publicAddresses.get(publicAddressId);
    return address === undefined ? [] : [address.address];
  });
  return [...configurations.map(({ address }) => address), ...outside];
}

function configurationsOf({ configurations }: NetworkInterface): {
  readonly all: readonly IpConfiguration[];
} {
  return { all: primaryFirst(configurations) };
}

function primaryFirst<T extends { readonly primary: boolean }>(all: readonly T[]): readonly T[] {
  return [...all.filter(({ primary }) => primary), ...all.filter(({ primary }) => !primary)];
}
