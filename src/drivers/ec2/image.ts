/** Three ways to say which image. */
export type ImageReference =
  | { readonly kind: 'id'; readonly id: string }
  | {
      /** The newest available image that matches. */
      readonly kind: 'newest';
      /** Account ids, or `self`, `amazon`, `aws-marketplace`. At least one: anybody can publish any name. */
      readonly owners: readonly string[];
      /** Name with `*` and `?`. */
      readonly name: string;
      /** `x86_64`, `arm64`. */
      readonly architecture?: string;
    }
  /** Name of a public or own SSM parameter that holds an image id. */
  | { readonly kind: 'parameter'; readonly name: string };

export interface Ec2Image {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | undefined;
  readonly architecture: string;
  readonly state: string;
  /** ISO 8601. */
  readonly creationDate: string | undefined;
  /** `/dev/sda1`. */
  readonly rootDeviceName: string | undefined;
  /** GiB the root volume has at least. */
  readonly rootVolumeGib: number | undefined;
}
