import type { Ec2KeyPair } from '../../drivers/ec2';
import { DiagnosticError, UNKNOWN, type Known, type Resource } from '../../tfplugin';
import { parseEc2ImportId } from '../ec2/import-id';
import { known } from '../ec2/instance-request';
import { CREATING_TAG, declaredTags, mintToken, OWNER_TAG, ownershipOf, tagChanges } from '../ec2/ownership';
import { ec2KeyPairSchema } from '../schemas/ec2-key-pair';
import type { Session } from '../session';

type Schema = typeof ec2KeyPairSchema;
type KeyPair = Known<Schema>;

/** `fleetwright_ec2_key_pair`: a public key that instances admit. */
export const ec2KeyPair: Resource<Schema, Session> = {
  typeName: 'fleetwright_ec2_key_pair',
  schema: ec2KeyPairSchema,

  plan({ planned, prior, data, private: remembered, requireReplace }) {
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireEc2(planned.configuration);
    if (prior === null) {
      mintToken(remembered);
      return;
    }
    if (typeof planned.public_key === 'string' && bare(planned.public_key) === bare(prior.public_key)) return;
    planned.id = UNKNOWN;
    planned.fingerprint = UNKNOWN;
    requireReplace(['public_key']);
  },

  async create(context) {
    const { planned, data, signal } = context;
    const account = await data.ec2(planned.configuration);
    const { owner, ownership } = ownershipOf(context.private, planned.owner);
    const { name, public_key: publicKey, tags } = planned;
    const pair = await account.keyPairs.ensure(
      { owner: ownership, name, publicKey, tags: tags ?? {} },
      { signal },
    );
    context.checkpoint({ id: pair.id, fingerprint: pair.fingerprint ?? null, owner });
    await account.keyPairs.update(name, { tags: tags ?? {} }, { signal });
    data.afterwards.add(() =>
      account.keyPairs.update(name, { removeTags: [CREATING_TAG] }, { signal: AbortSignal.timeout(10_000) }),
    );
    return { ...planned, id: pair.id, fingerprint: pair.fingerprint ?? null, owner };
  },

  async read({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    const pair = await account.keyPairs.read(state.name, { signal });
    return pair === undefined ? null : observed(state, pair);
  },

  async update({ planned, prior, data, signal }) {
    const account = await data.ec2(planned.configuration);
    const owner = known(planned.owner);
    await account.keyPairs.update(prior.name, tagChanges(prior, { tags: planned.tags, owner }), { signal });
    return { ...planned, id: prior.id, fingerprint: prior.fingerprint, owner };
  },

  async delete({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    await account.keyPairs.delete(state.name, { signal });
  },

  importState: ({ id: text }) => {
    const { configuration, id: name } = parseEc2ImportId(text, /^.+$/, 'NAME');
    return Promise.resolve({ configuration, name });
  },
};

function observed(state: KeyPair, pair: Ec2KeyPair): KeyPair {
  // Right after an import there is no key in the state, which its type does not know.
  const before: string | null = state.public_key;
  const public_key = publicKey(before, pair);
  if (public_key === null) {
    throw new DiagnosticError(
      `EC2 does not tell the public key of key pair "${pair.name}"`,
      'declare it with its public key under another name, and delete this one',
      ['public_key'],
    );
  }
  return {
    ...state,
    public_key,
    id: pair.id,
    fingerprint: pair.fingerprint ?? null,
    owner: state.owner ?? pair.tags[OWNER_TAG] ?? null,
    tags: declaredTags(pair.tags, state.tags),
  };
}

/** As the user wrote it while it is the same key; otherwise without the comment, for which EC2 puts the pair's name. */
function publicKey(known: string | null, pair: Ec2KeyPair): string | null {
  if (pair.publicKey === undefined) return known;
  const there = bare(pair.publicKey);
  return known !== null && bare(known) === there ? known : there;
}

function bare(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(' ');
}
