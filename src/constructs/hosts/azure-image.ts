import type { AzureVirtualMachineConfig } from '../generated/azure-virtual-machine';
import { given } from '../given';

/** One of the marketplace's images. */
export interface AzureImageReference {
  /** @example 'Debian' */
  readonly publisher: string;
  /** @example 'debian-12' */
  readonly offer: string;
  /** @example '12-gen2' */
  readonly sku: string;
  /** @default 'latest', when the machine is made */
  readonly version?: string;
}

/**
 * The image a machine on Azure is made from. A newer image alone replaces no machine.
 *
 * @example AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' })
 */
export class AzureImage {
  /** @param id of an image of your own, or of a gallery: `/subscriptions/…` */
  public static fromId(id: string): AzureImage {
    return new AzureImage({ imageId: id });
  }

  public static fromReference(reference: AzureImageReference): AzureImage {
    const { publisher, offer, sku, version } = reference;
    return new AzureImage({ image: given({ publisher, offer, sku, version }) });
  }

  private constructor(
    /** As the generated construct takes it. */
    public readonly attributes: Pick<AzureVirtualMachineConfig, 'imageId' | 'image'>,
  ) {}
}
