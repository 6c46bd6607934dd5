import type { KeyPairInfo } from '@aws-sdk/client-ec2';
import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import { isEc2Error, type Ec2Error } from './errors';
import type { Ec2KeyPair, KeyPairRequest } from './key-pair';
import { isOwned, marksOf, splitTags } from './marks';
import type { KeyPairOperations } from './operations';
import { isSameKey } from './public-key';
import { changeTags, fromTags, type TagChanges } from './tags';

export class KeyPairs implements KeyPairOperations {
  constructor(private readonly api: Ec2Api) {}

  async ensure(request: KeyPairRequest, options: CallOptions): Promise<Ec2KeyPair> {
    const existing = await this.read(request.name, options);
    if (existing === undefined) {
      const created = await this.import(request, options);
      if (created !== undefined) return created;
    }
    // Where the import found the name taken, the answer to its first try may have been lost.
    const found = existing ?? (await this.present(request.name, options));
    this.refuseForeign(found, request);
    return this.update(found.name, { tags: { ...request.tags, ...marksOf(request.owner) } }, options);
  }

  async read(nameOrId: string, options: CallOptions): Promise<Ec2KeyPair | undefined> {
    const which = nameOrId.startsWith('key-') ? { KeyPairIds: [nameOrId] } : { KeyNames: [nameOrId] };
    try {
      const input = { ...which, IncludePublicKey: true };
      const { KeyPairs } = await this.api.send('DescribeKeyPairs', input, options);
      return KeyPairs?.map(toKeyPair)[0];
    } catch (error) {
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async update(nameOrId: string, changes: TagChanges, options: CallOptions): Promise<Ec2KeyPair> {
    const found = await this.present(nameOrId, options);
    const changed = await changeTags(this.api, [found], changes, options);
    return changed ? this.present(nameOrId, options) : found;
  }

  async delete(nameOrId: string, options: CallOptions): Promise<void> {
    this.api.recent.delete(nameOrId);
    const which = nameOrId.startsWith('key-') ? { KeyPairId: nameOrId } : { KeyName: nameOrId };
    try {
      await this.api.send('DeleteKeyPair', which, options);
    } catch (error) {
      if (!isEc2Error(error, 'not-found')) throw error;
    }
  }

  /** Undefined when the name is taken. */
  private async import(request: KeyPairRequest, options: CallOptions): Promise<Ec2KeyPair | undefined> {
    const { name, publicKey, tags, owner } = request;
    try {
      await this.api.send(
        'ImportKeyPair',
        {
          KeyName: name,
          PublicKeyMaterial: Buffer.from(publicKey.trim()),
          TagSpecifications: [{ ResourceType: 'key-pair', Tags: fromTags({ ...tags, ...marksOf(owner) }) }],
        },
        options,
      );
    } catch (error) {
      if (isEc2Error(error, 'taken')) return undefined;
      throw error;
    }
    this.api.recent.add(name);
    return this.present(name, options);
  }

  private refuseForeign(found: Ec2KeyPair, { name, publicKey, owner }: KeyPairRequest): void {
    const same = isSameKey(found, publicKey);
    if (same && isOwned(found, owner)) return;
    const why = same
      ? 'belongs to something else; choose another name, or import it'
      : 'holds another public key; choose another name, or delete it';
    throw this.api.error(`key pair "${name}" exists already (${found.id}) and ${why}`, {
      kind: 'taken',
      code: 'InvalidKeyPair.Duplicate',
    });
  }

  private async present(nameOrId: string, options: CallOptions): Promise<Ec2KeyPair> {
    const found = await this.read(nameOrId, options);
    if (found !== undefined) return found;
    throw this.missing(nameOrId);
  }

  private missing(nameOrId: string): Ec2Error {
    return this.api.error(`key pair "${nameOrId}" does not exist (any more)`, { kind: 'not-found' });
  }
}

function toKeyPair(pair: KeyPairInfo): Ec2KeyPair {
  return {
    id: pair.KeyPairId ?? '',
    name: pair.KeyName ?? '',
    type: pair.KeyType,
    fingerprint: pair.KeyFingerprint,
    publicKey: pair.PublicKey === undefined || pair.PublicKey === '' ? undefined : pair.PublicKey.trim(),
    ...splitTags(pair.Tags),
  };
}
