import type { Image } from '../catalogue/images';
import { ApiError } from '../errors';
import { tagSet } from '../shapes/common';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, filterInput, request } from './action';
import { checkId, filterBy, paginate, pick } from './filters';

/** Aliases of owners that EC2 knows; the sandbox has no image of either. */
const OWNER_ALIASES = new Set(['amazon', 'aws-marketplace']);

export const describeImages = action({
  name: 'DescribeImages',
  input: request({
    ImageId: list(text),
    Owner: list(text),
    ExecutableBy: list(text),
    IncludeDeprecated: boolean,
    IncludeDisabled: boolean,
    Filter: filterInput,
    MaxResults: integer,
    NextToken: text,
  }),
  output: struct({
    imagesSet: list(
      struct({
        imageId: text,
        imageLocation: text,
        imageState: text,
        imageOwnerId: text,
        creationDate: text,
        isPublic: boolean,
        architecture: text,
        imageType: text,
        imageOwnerAlias: text,
        name: text,
        description: text,
        rootDeviceType: text,
        rootDeviceName: text,
        blockDeviceMapping: list(
          struct({
            deviceName: text,
            ebs: struct({
              snapshotId: text,
              volumeSize: integer,
              deleteOnTermination: boolean,
              volumeType: text,
              encrypted: boolean,
            }),
          }),
        ),
        virtualizationType: text,
        hypervisor: text,
        enaSupport: boolean,
        sriovNetSupport: text,
        bootMode: text,
        platformDetails: text,
        usageOperation: text,
        tagSet,
      }),
    ),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    for (const id of input.ImageId ?? []) checkId(id, 'ami', 'InvalidAMIID.Malformed');
    const passes = filterBy<Image>(
      input.Filter,
      {
        'image-id': (image) => image.id,
        name: (image) => image.name,
        description: (image) => image.description,
        architecture: (image) => image.architecture,
        'owner-id': (image) => image.ownerId,
        'owner-alias': () => undefined,
        'creation-date': (image) => image.createdAt,
        'root-device-type': () => 'ebs',
        'root-device-name': (image) => image.rootDeviceName,
        'virtualization-type': () => 'hvm',
        hypervisor: () => 'xen',
        'image-type': () => 'machine',
        'is-public': () => true,
        'ena-support': () => true,
        'boot-mode': () => 'uefi-preferred',
        'platform-details': () => 'Linux/UNIX',
        'block-device-mapping.volume-type': (image) => image.volumeType,
        'block-device-mapping.snapshot-id': (image) => image.snapshotId,
        state: () => 'available',
      },
      () => new Map(),
    );
    const missing = (id: string) =>
      new ApiError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
    const owned = (image: Image) => isOwned(image, input.Owner, region.accountId);
    const all = [...region.images.values()];
    const found = pick(all, input.ImageId, (image) => image.id, missing)
      .filter(owned)
      .filter(passes);
    // All images are public: nobody was given any by name.
    const launchable = (input.ExecutableBy ?? ['all']).includes('all') ? found : [];
    const { items, nextToken } = paginate(launchable, input, (image) => all.indexOf(image));
    return { imagesSet: items.map(writeImage), nextToken };
  },
});

function isOwned(image: Image, owners: readonly string[] | undefined, account: string): boolean {
  if (owners === undefined || owners.length === 0) return true;
  return owners.some((owner) => {
    if (owner === 'self') return image.ownerId === account;
    if (OWNER_ALIASES.has(owner)) return false;
    if (/^\d{12}$/.test(owner)) return image.ownerId === owner;
    throw new ApiError('InvalidUserID.Malformed', `Invalid user id: "${owner}"`);
  });
}

function writeImage(image: Image) {
  return {
    imageId: image.id,
    imageLocation: `${image.ownerId}/${image.name}`,
    imageState: 'available',
    imageOwnerId: image.ownerId,
    creationDate: image.createdAt.toISOString(),
    isPublic: true,
    architecture: image.architecture,
    imageType: 'machine',
    name: image.name,
    description: image.description,
    rootDeviceType: 'ebs',
    rootDeviceName: image.rootDeviceName,
    blockDeviceMapping: [
      {
        deviceName: image.rootDeviceName,
        ebs: {
          snapshotId: image.snapshotId,
          volumeSize: image.volumeSize,
          deleteOnTermination: true,
          volumeType: image.volumeType,
          encrypted: false,
        },
      },
    ],
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    enaSupport: true,
    sriovNetSupport: 'simple',
    bootMode: 'uefi-preferred',
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
    tagSet: [],
  };
}
