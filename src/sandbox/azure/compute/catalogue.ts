import { MARKETPLACE_IMAGES, type MarketplaceImage } from '../catalogue/images';
import { LOCATIONS } from '../catalogue/locations';
import { VM_SIZES } from '../catalogue/sizes';
import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkLocation } from '../resource-kind';
import { COMPUTE_VERSIONS, SKU_VERSIONS } from '../versions';
import { ok } from '../wire/answer';
import { page } from '../wire/page';

const VERSIONS_PATH =
  '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/publishers/{publisherName}/artifacttypes/vmimage/offers/{offer}/skus/{skus}/versions';

/** What there is to choose from. */
export const CATALOGUE_OPERATIONS: readonly Operation[] = [
  {
    name: 'ResourceSkus_List',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/skus',
    versions: SKU_VERSIONS,
    run: (call) => {
      const filter = call.request.query.get('$filter');
      const wanted = /^\s*location\s+eq\s+'([^']+)'\s*$/i.exec(filter ?? '')?.[1];
      if (filter !== undefined && wanted === undefined) {
        throw new ArmError(
          400,
          'InvalidFilterInQueryString',
          `Invalid $filter '${filter}': only location eq '…' is known.`,
        );
      }
      const location = wanted === undefined ? undefined : checkLocation(wanted, 'Microsoft.Compute/skus');
      const names = location === undefined ? [...LOCATIONS.keys()] : [location];
      return page(call, names.flatMap(skusIn), (sku) => sku);
    },
  },
  {
    name: 'VirtualMachineImages_List',
    method: 'GET',
    path: VERSIONS_PATH,
    versions: COMPUTE_VERSIONS,
    // Azure answers with a bare list here.
    run: (call) =>
      ok(findImages(call).flatMap((image) => image.versions.map((version) => write(call, image, version)))),
  },
  {
    name: 'VirtualMachineImages_Get',
    method: 'GET',
    path: `${VERSIONS_PATH}/{version}`,
    versions: COMPUTE_VERSIONS,
    run: (call) => {
      const wanted = call.parameter('version');
      const [image] = findImages(call);
      const version =
        wanted === 'latest' ? image?.versions.at(-1) : image?.versions.find((one) => one === wanted);
      if (image === undefined || version === undefined) {
        throw new ArmError(
          404,
          'NotFound',
          `Artifact: VMImage was not found: it has no version '${wanted}'.`,
        );
      }
      const { generation: hyperVGeneration, architecture, diskSize } = image;
      return ok({
        ...write(call, image, version),
        properties: {
          hyperVGeneration,
          architecture,
          osDiskImage: { operatingSystem: 'Linux', sizeInGb: diskSize },
          dataDiskImages: [],
        },
      });
    },
  },
];

function skusIn(location: string): readonly object[] {
  const zones = LOCATIONS.get(location)?.zones ?? [];
  return VM_SIZES.map((size) => ({
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace('Standard_', ''),
    family: size.family,
    locations: [location],
    locationInfo: [{ location, zones, zoneDetails: [] }],
    capabilities: Object.entries({
      vCPUs: size.vcpus,
      MemoryGB: size.memoryMiB / 1024,
      MaxDataDiskCount: size.dataDisks,
      CpuArchitectureType: size.architecture,
      PremiumIO: capital(size.premiumStorage),
      AcceleratedNetworkingEnabled: capital(size.acceleratedNetworking),
      HyperVGenerations: 'V1,V2',
    }).map(([name, value]) => ({ name, value: String(value) })),
    restrictions: [],
  }));
}

function findImages(call: Call): readonly MarketplaceImage[] {
  checkLocation(call.parameter('location'), 'Microsoft.Compute/locations/publishers');
  const same = (one: string, parameter: string) =>
    one.toLowerCase() === call.parameter(parameter).toLowerCase();
  const found = MARKETPLACE_IMAGES.filter(
    ({ publisher, offer, sku }) =>
      same(publisher, 'publisherName') && same(offer, 'offer') && same(sku, 'skus'),
  );
  if (found.length > 0) return found;
  throw new ArmError(404, 'NotFound', 'Artifact: VMImage was not found.');
}

function write(call: Call, { publisher, offer, sku }: MarketplaceImage, version: string) {
  const location = checkLocation(call.parameter('location'), 'Microsoft.Compute/locations/publishers');
  return {
    location,
    name: version,
    id: `/Subscriptions/${call.cloud.settings.subscriptionId}/Providers/Microsoft.Compute/Locations/${location}/Publishers/${publisher}/ArtifactTypes/VMImage/Offers/${offer}/Skus/${sku}/Versions/${version}`,
  };
}

function capital(value: boolean): string {
  return value ? 'True' : 'False';
}
