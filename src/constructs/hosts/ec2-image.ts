import type { Ec2InstanceConfig } from '../generated/ec2-instance';
import { given } from '../given';

/** Which of the images of that name. */
export interface Ec2ImageFilter {
  /**
   * Whose images: account ids, `self` or `amazon`. Needed because anybody can publish an image under any name.
   *
   * @example ['136693071363']
   */
  readonly owners: string[];
  /**
   * Name with `*` and `?`.
   *
   * @example 'debian-12-amd64-*'
   */
  readonly name: string;
  /**
   * 'x86_64' or 'arm64'.
   *
   * @default any
   */
  readonly architecture?: string;
}

/**
 * The image a machine on EC2 is made from. A newer image alone replaces no machine.
 *
 * @example Ec2Image.fromFilter({ owners: ['136693071363'], name: 'debian-12-amd64-*' })
 */
export class Ec2Image {
  /** @param id `ami-…` */
  public static fromId(id: string): Ec2Image {
    return new Ec2Image({ imageId: id });
  }

  /** The newest image that matches when a machine is made. */
  public static fromFilter(filter: Ec2ImageFilter): Ec2Image {
    const { owners, name, architecture } = filter;
    return new Ec2Image({ image: given({ owners, nameFilter: name, architecture }) });
  }

  /**
   * The image whose id an SSM parameter holds when a machine is made.
   *
   * @param name of a public parameter or one of your own: `/aws/service/debian/release/12/latest/amd64`
   */
  public static fromSsmParameter(name: string): Ec2Image {
    return new Ec2Image({ imageSsmParameter: name });
  }

  private constructor(
    /** As the generated construct takes it. */
    public readonly attributes: Pick<Ec2InstanceConfig, 'imageId' | 'image' | 'imageSsmParameter'>,
  ) {}
}
