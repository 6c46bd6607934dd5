import type { KeyPairInfo } from '@aws-sdk/client-ec2';
import { lookBriefly, lookUntilSeen } from './aftermath';
import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import { isEc2Error, type Ec2Error } from './errors';
import type { Ec2KeyPair, KeyPairRequest } from './key-pair';
import { isOwned, isUntagged, marksOf, splitTags } from './marks';
import type { EnsureOptions, KeyPairOperations } from './operations';
import { isSameKey } from './public-key';
import { changeTags, fromTags, type TagChanges } from './tags';

export class KeyPairs implements KeyPairOperations {
  constructor(private readonly api: Ec2Api) {}

  async ensure(request: KeyPairRequest, options: CallOptions & EnsureOptions): Promise<Ec2KeyPair> {
    const found = (await this.read(request.name, options)) ?? (await this.import(request, options));
    this.refuseForeign(found, request);
    options.onExists?.(found.id);
    return this.update(found.name, { tags: { ...request.tags, ...marksOf(request.owner) } }, options);
  }

  async read(name: string, options: CallOptions): Promise<Ec2KeyPair | undefined> {
    try {
      const input = { KeyNames: [name], IncludePublicKey: true };
      const { KeyPairs } = await this.api.send('DescribeKeyPairs', input, options);
      return KeyPairs?.map(toKeyPair)[0];
    } catch (error) {
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async update(name: string, changes: TagChanges, options: CallOptions): Promise<Ec2KeyPair> {
    const found = await this.present(name, options);
    const changed = await changeTags(this.api, [found], changes, options);
    return changed ? this.present(name, options) : found;
  }

  async delete(name: string, options: CallOptions): Promise<void> {
    this.api.recentKeyNames.delete(name);
    try {
      await this.api.send('DeleteKeyPair', { KeyName: name }, options);
    } catch (error) {
      if (!isEc2Error(error, 'not-found')) throw error;
    }
  }

  private async import(request: KeyPairRequest, options: CallOptions & EnsureOptions): Promise<Ec2KeyPair> {
    const { name, publicKey, tags, owner } = request;
    const input = {
      KeyName: name,
      PublicKeyMaterial: Buffer.from(publicKey.trim()),
      TagSpecifications: [
        { ResourceType: 'key-pair' as const, Tags: fromTags({ ...tags, ...marksOf(owner) }) },
      ],
    };
    try {
      const { KeyPairId = '' } = await this.api.send('ImportKeyPair', input, options);
      options.onExists?.(KeyPairId);
    } catch (error) {
      if (isEc2Error(error, 'taken')) return this.takenBy(request, error, options);
      if (!isEc2Error(error) || !error.mayHaveHappened) throw error;
      const made = await lookBriefly(this.api, async (signal) => {
        const found = await this.read(name, { signal });
        return found !== undefined && isOwned(found, owner) ? found : undefined;
      });
      if (made === undefined) throw error;
      options.onExists?.(made.id);
      throw error.with({ objectId: made.id });
    }
    this.api.recentKeyNames.add(name);
    return this.present(name, options);
  }

  /**
   * The pair that has the name already: the answer to the first try may have been lost. EC2 may show such a pair, or its
   * tags, late.
   */
  private async takenBy(
    { name }: KeyPairRequest,
    error: Ec2Error,
    options: CallOptions,
  ): Promise<Ec2KeyPair> {
    let last: Ec2KeyPair | undefined;
    const existing = await lookUntilSeen(this.api, options.signal, async () => {
      last = await this.read(name, options);
      const mayBeOwn = error.mayHaveHappened && last !== undefined && isUntagged(last);
      return mayBeOwn ? undefined : last;
    });
    const found = existing ?? last;
    if (found !== undefined) return found;
    throw error.with({ message: `${error.message} (it is not visible); choose another name, or import it` });
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

  private async present(name: string, options: CallOptions): Promise<Ec2KeyPair> {
    const found = await this.read(name, options);
    if (found !== undefined) return found;
    throw this.api.error(`key pair "${name}" does not exist (any more)`, { kind: 'not-found' });
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
