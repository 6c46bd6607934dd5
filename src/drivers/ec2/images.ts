import type { DescribeImagesCommandInput, Image } from '@aws-sdk/client-ec2';
import { unlessAborted } from './abort';
import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import { isEc2Error } from './errors';
import type { Ec2Image, ImageReference } from './image';
import type { ImageOperations } from './operations';

/** Looks images up, each reference once in the life of an account. */
export class Images implements ImageOperations {
  private readonly resolved = new Map<string, Promise<Ec2Image>>();

  constructor(private readonly api: Ec2Api) {}

  resolve(reference: ImageReference, { signal }: CallOptions): Promise<Ec2Image> {
    const key = JSON.stringify(reference);
    let image = this.resolved.get(key);
    if (image === undefined) {
      image = this.lookUp(reference, { signal: this.api.open });
      this.resolved.set(key, image);
      // A failure may be over when it is asked for again.
      image.catch(() => this.resolved.delete(key));
    }
    return unlessAborted(image, signal);
  }

  private async lookUp(reference: ImageReference, options: CallOptions): Promise<Ec2Image> {
    switch (reference.kind) {
      case 'id':
        return this.byId(reference.id, options);
      case 'newest':
        return this.newest(reference, options);
      case 'parameter':
        return this.byParameter(reference.name, options);
    }
  }

  private async byId(id: string, options: CallOptions): Promise<Ec2Image> {
    const [image] = await this.describe({ ImageIds: [id] }, options);
    if (image === undefined) throw this.missing(`image "${id}" does not exist in this region`);
    return image;
  }

  private async newest(
    { owners, name, architecture }: Extract<ImageReference, { kind: 'newest' }>,
    options: CallOptions,
  ): Promise<Ec2Image> {
    const wanted = [
      { Name: 'name', Values: [name] },
      { Name: 'state', Values: ['available'] },
      ...(architecture === undefined ? [] : [{ Name: 'architecture', Values: [architecture] }]),
    ];
    const found = await this.describe({ Owners: [...owners], Filters: wanted }, options);
    const [newest] = found.toSorted(newestFirst);
    if (newest === undefined) {
      const suffix = architecture === undefined ? '' : ` for ${architecture}`;
      throw this.missing(
        `no available image of ${owners.map((owner) => `"${owner}"`).join(', ')} is named "${name}"${suffix} ` +
          'in this region; "*" and "?" stand for any text and any character',
      );
    }
    return newest;
  }

  private async byParameter(name: string, options: CallOptions): Promise<Ec2Image> {
    const value = await this.api.parameter(name, options).catch((error: unknown) => {
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    });
    if (value === undefined) {
      throw this.missing(`the SSM parameter "${name}" does not exist in this region`);
    }
    if (!/^ami-[0-9a-f]+$/.test(value)) {
      const quoted = JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
      throw this.api.error(
        `the SSM parameter "${name}" holds ${quoted}, not an image id ("ami-…"); name the one that ends with the id`,
        { kind: 'invalid' },
      );
    }
    return this.byId(value, options);
  }

  private async describe(input: DescribeImagesCommandInput, options: CallOptions): Promise<Ec2Image[]> {
    const found: Ec2Image[] = [];
    let token: string | undefined;
    do {
      const page = await this.api
        .send('DescribeImages', { ...input, ...(token === undefined ? {} : { NextToken: token }) }, options)
        .catch((error: unknown) => {
          if (isEc2Error(error, 'not-found')) return { Images: [], NextToken: undefined };
          throw error;
        });
      found.push(...(page.Images ?? []).map(toImage));
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
  }

  private missing(what: string) {
    return this.api.error(what, { kind: 'not-found' });
  }
}

function newestFirst(a: Ec2Image, b: Ec2Image): number {
  const [earlier, later] = [a.creationDate ?? '', b.creationDate ?? ''];
  if (earlier !== later) return earlier < later ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function toImage(image: Image): Ec2Image {
  const root = image.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === image.RootDeviceName);
  return {
    id: image.ImageId ?? '',
    name: image.Name ?? '',
    ownerId: image.OwnerId,
    architecture: image.Architecture ?? '',
    state: image.State ?? '',
    creationDate: image.CreationDate,
    rootDeviceName: image.RootDeviceName,
    rootVolumeGib: root?.Ebs?.VolumeSize,
  };
}
