import { DeleteKeyPairCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { ec2Of, objectOf } from './ec2-client';
import { ownerOf, type Kind } from './kind';
import { tags } from './tags';

const type = 'fleetwright_ec2_key_pair';

export const ec2KeyPair: Kind = {
  type,
  groups: ['ec2'],
  weight: 2,
  slots: ['a', 'b'],
  fields: { name: fc.constantFrom('operator', 'deploy'), key: fc.nat(1), tags },
  replacing: ['name', 'key'],
  declare: (slot, shape, { publicKeys }) => ({
    owner: ownerOf(`${type}.${slot}`),
    name: `${String(shape.name)}-${slot}`,
    public_key: publicKeys[shape.key === 0 ? 0 : 1],
    tags: shape.tags as Record<string, string> | null,
  }),
  importId: ({ name }) => String(name),
  objects: ({ ec2 }) => ec2.keyPairs.map(objectOf),
  meddling: [
    {
      what: 'delete',
      async do({ sandbox }, { name }) {
        await ec2Of(sandbox).send(new DeleteKeyPairCommand({ KeyName: String(name) }));
      },
    },
  ],
};
