import { INSTANCE_TYPES, type InstanceType } from '../catalogue/instance-types';
import { ApiError } from '../errors';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, filterInput, request } from './action';
import { filterBy, paginate, pick } from './filters';

const paging = { Filter: filterInput, MaxResults: integer, NextToken: text } as const;
const ALL: readonly InstanceType[] = [...INSTANCE_TYPES.values()];

export const describeInstanceTypes = action({
  name: 'DescribeInstanceTypes',
  input: request({ ...paging, InstanceType: list(text) }),
  output: struct({
    instanceTypeSet: list(
      struct({
        instanceType: text,
        currentGeneration: boolean,
        freeTierEligible: boolean,
        supportedUsageClasses: list(text),
        supportedRootDeviceTypes: list(text),
        supportedVirtualizationTypes: list(text),
        bareMetal: boolean,
        hypervisor: text,
        processorInfo: struct({ supportedArchitectures: list(text), manufacturer: text }),
        vCpuInfo: struct({ defaultVCpus: integer, defaultCores: integer, defaultThreadsPerCore: integer }),
        memoryInfo: struct({ sizeInMiB: integer }),
        instanceStorageSupported: boolean,
        ebsInfo: struct({ ebsOptimizedSupport: text, encryptionSupport: text, nvmeSupport: text }),
        networkInfo: struct({
          maximumNetworkInterfaces: integer,
          maximumNetworkCards: integer,
          defaultNetworkCardIndex: integer,
          ipv4AddressesPerInterface: integer,
          ipv6Supported: boolean,
          enaSupport: text,
          efaSupported: boolean,
        }),
        hibernationSupported: boolean,
        burstablePerformanceSupported: boolean,
        dedicatedHostsSupported: boolean,
        autoRecoverySupported: boolean,
        supportedBootModes: list(text),
      }),
    ),
    nextToken: text,
  }),
  run: (_, input) => {
    const passes = filterBy<InstanceType>(input.Filter, {
      'instance-type': (type) => type.name,
      'bare-metal': () => false,
      'burstable-performance-supported': (type) => type.burstable,
      'current-generation': isCurrent,
      'free-tier-eligible': (type) => type.freeTier,
      hypervisor: (type) => type.hypervisor,
      'instance-storage-supported': () => false,
      'memory-info.size-in-mib': (type) => type.memoryMiB,
      'processor-info.supported-architecture': (type) => type.architecture,
      'supported-usage-class': () => ['on-demand', 'spot'],
      'supported-virtualization-type': () => 'hvm',
      'supported-root-device-type': () => 'ebs',
      'vcpu-info.default-vcpus': (type) => type.vcpus,
      'vcpu-info.default-cores': (type) => type.vcpus / type.threadsPerCore,
    });
    const missing = (name: string) =>
      new ApiError('InvalidInstanceType', `The following supplied instance types do not exist: [${name}]`);
    const found = pick(ALL, input.InstanceType, (type) => type.name, missing).filter(passes);
    const { items, nextToken } = paginate(found, input, (type) => ALL.indexOf(type));
    return { instanceTypeSet: items.map(writeType), nextToken };
  },
});

function isCurrent(type: InstanceType): boolean {
  return type.hypervisor === 'nitro';
}

function writeType(type: InstanceType) {
  const nitro = type.hypervisor === 'nitro';
  return {
    instanceType: type.name,
    currentGeneration: isCurrent(type),
    freeTierEligible: type.freeTier,
    supportedUsageClasses: ['on-demand', 'spot'],
    supportedRootDeviceTypes: ['ebs'],
    supportedVirtualizationTypes: ['hvm'],
    bareMetal: false,
    hypervisor: type.hypervisor,
    processorInfo: { supportedArchitectures: [type.architecture], manufacturer: type.manufacturer },
    vCpuInfo: {
      defaultVCpus: type.vcpus,
      defaultCores: type.vcpus / type.threadsPerCore,
      defaultThreadsPerCore: type.threadsPerCore,
    },
    memoryInfo: { sizeInMiB: type.memoryMiB },
    instanceStorageSupported: false,
    ebsInfo: {
      ebsOptimizedSupport: nitro ? 'default' : 'unsupported',
      encryptionSupport: 'supported',
      nvmeSupport: nitro ? 'required' : 'unsupported',
    },
    // The sandbox gives an instance one interface with one address, whatever its type has on EC2.
    networkInfo: {
      maximumNetworkInterfaces: 1,
      maximumNetworkCards: 1,
      defaultNetworkCardIndex: 0,
      ipv4AddressesPerInterface: 1,
      ipv6Supported: false,
      enaSupport: nitro ? 'required' : 'unsupported',
      efaSupported: false,
    },
    hibernationSupported: false,
    burstablePerformanceSupported: type.burstable,
    dedicatedHostsSupported: false,
    autoRecoverySupported: true,
    supportedBootModes: nitro ? ['legacy-bios', 'uefi'] : ['legacy-bios'],
  };
}

/** Every type is offered in every zone. */
export const describeInstanceTypeOfferings = action({
  name: 'DescribeInstanceTypeOfferings',
  input: request({ ...paging, LocationType: text }),
  output: struct({
    instanceTypeOfferingSet: list(struct({ instanceType: text, locationType: text, location: text })),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    const locations: Readonly<Record<string, readonly string[]>> = {
      region: [region.name],
      'availability-zone': region.zones.map((zone) => zone.name),
      'availability-zone-id': region.zones.map((zone) => zone.id),
    };
    const locationType = input.LocationType ?? 'region';
    const places = Object.hasOwn(locations, locationType) ? (locations[locationType] ?? []) : [];
    const offerings = ALL.flatMap((type) =>
      places.map((location) => ({ instanceType: type.name, location })),
    ).map((offering, index) => ({ ...offering, locationType, index }));
    const passes = filterBy<(typeof offerings)[number]>(input.Filter, {
      'instance-type': (offering) => offering.instanceType,
      location: (offering) => offering.location,
    });
    const { items, nextToken } = paginate(offerings.filter(passes), input, (offering) => offering.index);
    return { instanceTypeOfferingSet: items, nextToken };
  },
});

export const instanceTypeActions = [describeInstanceTypes, describeInstanceTypeOfferings];
