import { ApiError, invalidValue, missing, notCovered } from '../errors';
import { oneOf } from '../launch/launch-plan';
import { tagSet, writeTags } from '../shapes/common';
import { makeKeyPair, readPublicKey, type KeyMaterial } from '../state/key-material';
import type { KeyPair } from '../state/records';
import type { RegionState } from '../state/region';
import { readTagSpecifications, type TagSpecification } from '../state/tags';
import { blob, boolean, list, struct, text, time } from '../wire/shape';
import { action, filterInput, request, tagSpecificationInput } from './action';
import { filterBy, pick } from './filters';

const LONGEST_NAME = 255;

function addKeyPair(
  region: RegionState,
  name: string,
  { type, publicKey, fingerprint }: KeyMaterial,
  specifications: readonly TagSpecification[] | undefined,
): KeyPair {
  const tagsOf = readTagSpecifications(specifications, ['key-pair']);
  const id = region.newId('key');
  const pair = {
    id,
    sequence: region.nextSequence(),
    name,
    type,
    fingerprint,
    publicKey: `${publicKey} ${name}`,
    createdAt: new Date(),
  };
  region.tags.initial(id, tagsOf('key-pair'));
  region.visibility.changed(id, undefined);
  region.keyPairs.set(name, pair);
  return pair;
}

function checkName(region: RegionState, name: string): void {
  if (name === '') throw missing('KeyName');
  if (name.length > LONGEST_NAME) {
    throw invalidValue('KeyName', name, `A key name has at most ${LONGEST_NAME} characters.`);
  }
  if (region.keyPairs.has(name)) {
    throw new ApiError('InvalidKeyPair.Duplicate', `The keypair already exists`);
  }
}

export const importKeyPair = action({
  name: 'ImportKeyPair',
  input: request({ KeyName: text, PublicKeyMaterial: blob, TagSpecification: tagSpecificationInput }, [
    'KeyName',
    'PublicKeyMaterial',
  ]),
  output: struct({ keyName: text, keyFingerprint: text, keyPairId: text, tagSet }),
  run: ({ region }, input) => {
    checkName(region, input.KeyName);
    const material = readPublicKey(input.PublicKeyMaterial);
    const pair = addKeyPair(region, input.KeyName, material, input.TagSpecification);
    return {
      keyName: pair.name,
      keyFingerprint: pair.fingerprint,
      keyPairId: pair.id,
      tagSet: writeTags(region.tags.of(pair.id)),
    };
  },
});

export const createKeyPair = action({
  name: 'CreateKeyPair',
  input: request({ KeyName: text, KeyType: text, KeyFormat: text, TagSpecification: tagSpecificationInput }, [
    'KeyName',
  ]),
  output: struct({ keyName: text, keyFingerprint: text, keyMaterial: text, keyPairId: text, tagSet }),
  run: ({ region }, input) => {
    checkName(region, input.KeyName);
    if (oneOf('KeyFormat', input.KeyFormat, ['pem', 'ppk']) === 'ppk') throw notCovered('keys in PPK format');
    const type = oneOf('KeyType', input.KeyType, ['rsa', 'ed25519']) === 'rsa' ? 'rsa' : 'ed25519';
    const made = makeKeyPair(type);
    const pair = addKeyPair(region, input.KeyName, made, input.TagSpecification);
    return {
      keyName: pair.name,
      keyFingerprint: pair.fingerprint,
      keyMaterial: made.privateKey,
      keyPairId: pair.id,
      tagSet: writeTags(region.tags.of(pair.id)),
    };
  },
});

/** Succeeds when there is none, as EC2 does. */
export const deleteKeyPair = action({
  name: 'DeleteKeyPair',
  input: request({ KeyName: text, KeyPairId: text }),
  output: struct({ return: boolean, keyPairId: text }),
  run: ({ region }, { KeyName: name, KeyPairId: id }) => {
    if (name === undefined && id === undefined) throw missing('KeyName');
    const pair = id === undefined ? region.keyPairs.get(name ?? '') : region.keyPairById(id);
    if (pair === undefined) return { return: true };
    region.keyPairs.delete(pair.name);
    region.tags.forget(pair.id);
    return { return: true, keyPairId: pair.id };
  },
});

export const describeKeyPairs = action({
  name: 'DescribeKeyPairs',
  input: request({
    KeyName: list(text),
    KeyPairId: list(text),
    IncludePublicKey: boolean,
    Filter: filterInput,
  }),
  output: struct({
    keySet: list(
      struct({
        keyPairId: text,
        keyName: text,
        keyFingerprint: text,
        keyType: text,
        tagSet,
        publicKey: text,
        createTime: time,
      }),
    ),
  }),
  run: ({ region }, input) => {
    const passes = filterBy<KeyPair>(
      input.Filter,
      {
        'key-name': (pair) => pair.name,
        'key-pair-id': (pair) => pair.id,
        fingerprint: (pair) => pair.fingerprint,
      },
      (pair) => region.tags.seen(pair.id),
    );
    const seen = [...region.keyPairs.values()].filter(
      (pair) => region.visibility.see(pair.id, pair) !== undefined,
    );
    const missingName = (name: string) =>
      new ApiError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
    const byName = pick(seen, input.KeyName, (pair) => pair.name, missingName);
    const found = pick(byName, input.KeyPairId, (pair) => pair.id, missingName).filter(passes);
    return {
      keySet: found.map((pair) => ({
        keyPairId: pair.id,
        keyName: pair.name,
        keyFingerprint: pair.fingerprint,
        keyType: pair.type,
        tagSet: writeTags(region.tags.seen(pair.id)),
        publicKey: input.IncludePublicKey === true ? pair.publicKey : undefined,
        createTime: pair.createdAt,
      })),
    };
  },
});

export const keyPairActions = [importKeyPair, createKeyPair, deleteKeyPair, describeKeyPairs];
