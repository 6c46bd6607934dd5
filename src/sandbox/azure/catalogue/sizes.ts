/** A size of virtual machines of the sandbox, with the numbers that Azure documents for it. */
export interface VmSize {
  readonly name: string;
  /** What quotas are counted by, as in `standardDSv5Family`. */
  readonly family: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly dataDisks: number;
  readonly architecture: 'x64' | 'Arm64';
  readonly acceleratedNetworking: boolean;
  readonly premiumStorage: boolean;
}

interface Series {
  readonly family: string;
  readonly architecture?: 'Arm64';
  readonly accelerated?: false;
  readonly premium?: false;
  /** Size → vCPUs, GiB of memory and data disks. */
  readonly sizes: Readonly<Record<string, readonly [vcpus: number, gibibytes: number, dataDisks: number]>>;
}

const SERIES: readonly Series[] = [
  {
    family: 'standardBSFamily',
    accelerated: false,
    sizes: {
      Standard_B1s: [1, 1, 2],
      Standard_B1ms: [1, 2, 2],
      Standard_B2s: [2, 4, 4],
      Standard_B2ms: [2, 8, 4],
      Standard_B4ms: [4, 16, 8],
    },
  },
  {
    family: 'standardBsv2Family',
    sizes: {
      Standard_B2ts_v2: [2, 1, 4],
      Standard_B2ls_v2: [2, 4, 4],
      Standard_B2s_v2: [2, 8, 4],
      Standard_B4s_v2: [4, 16, 8],
    },
  },
  {
    family: 'standardDv2Family',
    premium: false,
    sizes: {
      Standard_D1_v2: [1, 3.5, 4],
      Standard_D2_v2: [2, 7, 8],
      Standard_D3_v2: [4, 14, 16],
    },
  },
  {
    family: 'standardDSv2Family',
    sizes: {
      Standard_DS1_v2: [1, 3.5, 4],
      Standard_DS2_v2: [2, 7, 8],
      Standard_DS3_v2: [4, 14, 16],
    },
  },
  {
    family: 'standardDv3Family',
    premium: false,
    sizes: { Standard_D2_v3: [2, 8, 4], Standard_D4_v3: [4, 16, 8] },
  },
  { family: 'standardDSv3Family', sizes: { Standard_D2s_v3: [2, 8, 4], Standard_D4s_v3: [4, 16, 8] } },
  {
    family: 'standardDSv5Family',
    sizes: {
      Standard_D2s_v5: [2, 8, 4],
      Standard_D4s_v5: [4, 16, 8],
      Standard_D8s_v5: [8, 32, 16],
      Standard_D16s_v5: [16, 64, 32],
    },
  },
  {
    family: 'standardDASv5Family',
    sizes: { Standard_D2as_v5: [2, 8, 4], Standard_D4as_v5: [4, 16, 8], Standard_D8as_v5: [8, 32, 16] },
  },
  {
    family: 'standardDPSv5Family',
    architecture: 'Arm64',
    sizes: { Standard_D2ps_v5: [2, 8, 4], Standard_D4ps_v5: [4, 16, 8] },
  },
  {
    family: 'standardESv5Family',
    sizes: { Standard_E2s_v5: [2, 16, 4], Standard_E4s_v5: [4, 32, 8], Standard_E8s_v5: [8, 64, 16] },
  },
  {
    family: 'standardFSv2Family',
    sizes: { Standard_F2s_v2: [2, 4, 4], Standard_F4s_v2: [4, 8, 8], Standard_F8s_v2: [8, 16, 16] },
  },
];

const SIZES: ReadonlyMap<string, VmSize> = new Map(
  SERIES.flatMap((series) =>
    Object.entries(series.sizes).map(([name, [vcpus, gibibytes, dataDisks]]): [string, VmSize] => [
      name.toLowerCase(),
      {
        name,
        family: series.family,
        vcpus,
        memoryMiB: gibibytes * 1024,
        dataDisks,
        architecture: series.architecture ?? 'x64',
        // One core is not enough for it.
        acceleratedNetworking: series.accelerated !== false && vcpus > 1,
        premiumStorage: series.premium !== false,
      },
    ]),
  ),
);

export const VM_SIZES: readonly VmSize[] = [...SIZES.values()];

export function findSize(name: string): VmSize | undefined {
  return SIZES.get(name.toLowerCase());
}
