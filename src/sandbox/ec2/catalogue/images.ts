import { createHash } from 'node:crypto';

/** An image of the sandbox. Every one of them boots the same machine: only its user differs. */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias?: string | undefined;
  readonly architecture: 'x86_64' | 'arm64';
  readonly createdAt: Date;
  readonly rootDeviceName: string;
  readonly snapshotId: string;
  /** GiB. */
  readonly volumeSize: number;
  readonly volumeType: 'gp2' | 'gp3';
  /** Whose authorized keys get the key pair. */
  readonly user: string;
  readonly ssmParameters: readonly string[];
}

interface Release {
  readonly distribution: 'debian' | 'ubuntu';
  readonly version: string;
  readonly architecture: 'amd64' | 'arm64';
  /** yyyymmdd */
  readonly date: string;
  readonly latest: boolean;
}

/** The accounts by which Debian and Ubuntu publish, as their own pages say. */
export const DEBIAN_OWNER = '136693071363';
export const UBUNTU_OWNER = '099720109477';

const RELEASES: readonly Release[] = (['amd64', 'arm64'] as const).flatMap((architecture): Release[] => [
  { distribution: 'debian', version: '12', architecture, date: '20240507', latest: false },
  { distribution: 'debian', version: '12', architecture, date: '20250316', latest: false },
  { distribution: 'debian', version: '12', architecture, date: '20250814', latest: true },
  { distribution: 'ubuntu', version: '22.04', architecture, date: '20250712', latest: true },
  { distribution: 'ubuntu', version: '24.04', architecture, date: '20250610', latest: false },
  { distribution: 'ubuntu', version: '24.04', architecture, date: '20250821', latest: true },
]);
const UBUNTU_CODENAMES: Readonly<Record<string, string>> = { '22.04': 'jammy', '24.04': 'noble' };

/** The same image has another id in each region, and the same one in each sandbox. */
export function imagesOf(region: string): readonly Image[] {
  return RELEASES.map((release) => imageOf(region, release));
}

/** Public parameters by which the newest images are found. */
export function ssmParametersOf(region: string): ReadonlyMap<string, string> {
  return new Map(
    imagesOf(region).flatMap((image) => image.ssmParameters.map((name) => [name, image.id] as const)),
  );
}

function imageOf(region: string, release: Release): Image {
  const { distribution, version, architecture, date } = release;
  const debian = distribution === 'debian';
  const codename = UBUNTU_CODENAMES[version] ?? '';
  const storage = version === '22.04' ? 'hvm-ssd' : 'hvm-ssd-gp3';
  const name = debian
    ? `debian-${version}-${architecture}-${date}-1840`
    : `ubuntu/images/${storage}/ubuntu-${codename}-${version}-${architecture}-server-${date}`;
  const digest = createHash('sha256').update(`${region}/${name}`).digest('hex');
  return {
    id: `ami-0${digest.slice(0, 16)}`,
    name,
    description: `${debian ? 'Debian' : 'Ubuntu'} ${version} (${architecture}), stand-in of the sandbox`,
    ownerId: debian ? DEBIAN_OWNER : UBUNTU_OWNER,
    architecture: architecture === 'amd64' ? 'x86_64' : 'arm64',
    createdAt: new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T18:40:00.000Z`),
    rootDeviceName: debian ? '/dev/xvda' : '/dev/sda1',
    snapshotId: `snap-0${digest.slice(16, 32)}`,
    volumeSize: 8,
    volumeType: storage === 'hvm-ssd-gp3' ? 'gp3' : 'gp2',
    user: debian ? 'admin' : 'ubuntu',
    ssmParameters: release.latest ? parametersOf(release) : [],
  };
}

function parametersOf({ distribution, version, architecture }: Release): string[] {
  if (distribution === 'debian') return [`/aws/service/debian/release/${version}/latest/${architecture}`];
  const storage = version === '22.04' ? 'ebs-gp2' : 'ebs-gp3';
  return [
    `/aws/service/canonical/ubuntu/server/${version}/stable/current/${architecture}/hvm/${storage}/ami-id`,
  ];
}
