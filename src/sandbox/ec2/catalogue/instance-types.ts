/** An instance type of the sandbox, with the sizes that EC2 documents for it. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly threadsPerCore: number;
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly manufacturer: 'Intel' | 'AMD' | 'AWS';
  readonly hypervisor: 'nitro' | 'xen';
  readonly burstable: boolean;
  readonly freeTier: boolean;
}

interface Family {
  readonly name: string;
  readonly architecture?: 'arm64';
  readonly manufacturer: InstanceType['manufacturer'];
  readonly hypervisor?: 'xen';
  readonly threadsPerCore?: 1;
  /** Size → vCPUs and GiB of memory. */
  readonly sizes: Readonly<Record<string, readonly [vcpus: number, gibibytes: number]>>;
}

const BURSTABLE_SIZES = {
  nano: [2, 0.5],
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
} as const;
const GENERAL_SIZES = { large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32], '4xlarge': [16, 64] } as const;
const COMPUTE_SIZES = { large: [2, 4], xlarge: [4, 8], '2xlarge': [8, 16], '4xlarge': [16, 32] } as const;
const MEMORY_SIZES = { large: [2, 16], xlarge: [4, 32], '2xlarge': [8, 64], '4xlarge': [16, 128] } as const;

const FAMILIES: readonly Family[] = [
  {
    name: 't2',
    manufacturer: 'Intel',
    hypervisor: 'xen',
    threadsPerCore: 1,
    sizes: { nano: [1, 0.5], micro: [1, 1], small: [1, 2], medium: [2, 4], large: [2, 8] },
  },
  { name: 't3', manufacturer: 'Intel', sizes: BURSTABLE_SIZES },
  { name: 't3a', manufacturer: 'AMD', sizes: BURSTABLE_SIZES },
  { name: 't4g', manufacturer: 'AWS', architecture: 'arm64', threadsPerCore: 1, sizes: BURSTABLE_SIZES },
  { name: 'm5', manufacturer: 'Intel', sizes: GENERAL_SIZES },
  { name: 'm6i', manufacturer: 'Intel', sizes: GENERAL_SIZES },
  { name: 'm7g', manufacturer: 'AWS', architecture: 'arm64', threadsPerCore: 1, sizes: GENERAL_SIZES },
  { name: 'c5', manufacturer: 'Intel', sizes: { ...COMPUTE_SIZES, '9xlarge': [36, 72] } },
  { name: 'c6i', manufacturer: 'Intel', sizes: COMPUTE_SIZES },
  { name: 'r5', manufacturer: 'Intel', sizes: MEMORY_SIZES },
  { name: 'r6i', manufacturer: 'Intel', sizes: MEMORY_SIZES },
];

const FREE_TIER = new Set(['t2.micro', 't3.micro']);

export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(
  FAMILIES.flatMap((family) =>
    Object.entries(family.sizes).map(([size, [vcpus, gibibytes]]): [string, InstanceType] => {
      const name = `${family.name}.${size}`;
      return [
        name,
        {
          name,
          vcpus,
          threadsPerCore: family.threadsPerCore ?? 2,
          memoryMiB: gibibytes * 1024,
          architecture: family.architecture ?? 'x86_64',
          manufacturer: family.manufacturer,
          hypervisor: family.hypervisor ?? 'nitro',
          burstable: family.name.startsWith('t'),
          freeTier: FREE_TIER.has(name),
        },
      ];
    }),
  ),
);
