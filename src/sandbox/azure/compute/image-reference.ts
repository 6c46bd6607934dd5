import { findMarketplaceImage } from '../catalogue/images';
import type { VmSize } from '../catalogue/sizes';
import { ArmError, invalidParameter } from '../errors';
import type { Cloud } from '../state/cloud';
import type { ImageReference } from '../state/records';
import { sameId } from '../state/resource-id';
import type { VmProperties } from './vm-shape';

type ImageInput = NonNullable<NonNullable<VmProperties['storageProfile']>['imageReference']>;

/** GB of the images that are named by an id. */
const OWN_IMAGE_SIZE = 30;

export function readImage(
  cloud: Cloud,
  input: ImageInput | undefined,
  size: VmSize,
  location: string,
): ImageReference {
  if (input === undefined) {
    throw invalidParameter('imageReference', "Required parameter 'imageReference' is missing (null).");
  }
  const image = input.id === undefined ? fromMarketplace(cloud, input, location) : byId(cloud, input.id);
  if (image.architecture !== size.architecture) {
    throw new ArmError(
      400,
      'BadRequest',
      `Cannot create a VM of size '${size.name}' because this VM size only supports a CPU Architecture of '${size.architecture}', but an image or disk with CPU Architecture '${image.architecture}' was given. Please check that the CPU Architecture of the image or disk is compatible with that of the VM size.`,
    );
  }
  return image;
}

function fromMarketplace(
  cloud: Cloud,
  { publisher, offer, sku, version }: ImageInput,
  location: string,
): ImageReference {
  for (const [field, value] of Object.entries({ publisher, offer, sku, version })) {
    if (value !== undefined) continue;
    throw invalidParameter(
      `imageReference.${field}`,
      `Required parameter 'imageReference.${field}' is missing (null).`,
    );
  }
  const image = findMarketplaceImage(publisher ?? '', offer ?? '', sku ?? '');
  const exactVersion =
    version === 'latest' ? image?.versions.at(-1) : image?.versions.find((one) => one === version);
  if (image === undefined || exactVersion === undefined) {
    throw new ArmError(
      404,
      'PlatformImageNotFound',
      `The platform image '${publisher ?? ''}:${offer ?? ''}:${sku ?? ''}:${version ?? ''}' is not available. Verify that all fields in the storage profile are correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile`,
      { target: 'imageReference' },
    );
  }
  const { subscriptionId } = cloud.settings;
  return {
    given: {
      publisher: publisher ?? '',
      offer: offer ?? '',
      sku: sku ?? '',
      version: version ?? '',
    },
    exactVersion,
    id: `/Subscriptions/${subscriptionId}/Providers/Microsoft.Compute/Locations/${location}/Publishers/${image.publisher}/ArtifactTypes/VMImage/Offers/${image.offer}/Skus/${image.sku}/Versions/${exactVersion}`,
    generation: image.generation,
    architecture: image.architecture,
    diskSize: image.diskSize,
  };
}

function byId(cloud: Cloud, id: string): ImageReference {
  const known = cloud.settings.images.find((one) => sameId(one, id));
  if (known === undefined) {
    throw new ArmError(
      404,
      'ImageNotFound',
      `The Image '${id}' cannot be found. The sandbox has ${cloud.settings.images.join(', ')}.`,
      { target: 'imageReference' },
    );
  }
  return {
    given: { id: known },
    exactVersion: undefined,
    id: known,
    generation: 'V2',
    architecture: 'x64',
    diskSize: OWN_IMAGE_SIZE,
  };
}
