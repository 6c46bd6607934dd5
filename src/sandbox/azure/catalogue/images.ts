/** An image of the marketplace. Every one of them boots the same machine. */
export interface MarketplaceImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  /** From the oldest to the newest. */
  readonly versions: readonly string[];
  readonly architecture: 'x64' | 'Arm64';
  readonly generation: 'V1' | 'V2';
  /** GB. */
  readonly diskSize: number;
}

const canonical = { publisher: 'Canonical', diskSize: 30 } as const;
const debian = { publisher: 'Debian', diskSize: 30 } as const;

export const MARKETPLACE_IMAGES: readonly MarketplaceImage[] = [
  {
    ...debian,
    offer: 'debian-12',
    sku: '12',
    versions: ['0.20240507.1740', '0.20250814.2204'],
    architecture: 'x64',
    generation: 'V1',
  },
  {
    ...debian,
    offer: 'debian-12',
    sku: '12-gen2',
    versions: ['0.20240507.1740', '0.20250316.2053', '0.20250814.2204'],
    architecture: 'x64',
    generation: 'V2',
  },
  {
    ...debian,
    offer: 'debian-12',
    sku: '12-arm64',
    versions: ['0.20250814.2204'],
    architecture: 'Arm64',
    generation: 'V2',
  },
  {
    ...canonical,
    offer: 'ubuntu-24_04-lts',
    sku: 'server',
    versions: ['24.04.202506100', '24.04.202508210'],
    architecture: 'x64',
    generation: 'V2',
  },
  {
    ...canonical,
    offer: 'ubuntu-24_04-lts',
    sku: 'server-arm64',
    versions: ['24.04.202508210'],
    architecture: 'Arm64',
    generation: 'V2',
  },
  {
    ...canonical,
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts-gen2',
    versions: ['22.04.202507120'],
    architecture: 'x64',
    generation: 'V2',
  },
  {
    ...canonical,
    offer: 'UbuntuServer',
    sku: '16.04-LTS',
    versions: ['16.04.202009220'],
    architecture: 'x64',
    generation: 'V1',
  },
];

/** Publishers, offers and SKUs are not told apart by their case. */
export function findMarketplaceImage(
  publisher: string,
  offer: string,
  sku: string,
): MarketplaceImage | undefined {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  return MARKETPLACE_IMAGES.find(
    (image) => same(image.publisher, publisher) && same(image.offer, offer) && same(image.sku, sku),
  );
}
