import {
  AuthorizeSecurityGroupIngressCommand,
  DeleteSecurityGroupCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import type { Arguments } from '../engine/declaration';
import { ec2Of, objectOf } from './ec2-client';
import { ownerOf, type Kind } from './kind';
import { tags } from './tags';

const type = 'fleetwright_ec2_security_group';

const rules = fc.uniqueArray(
  fc.constantFrom<Arguments>(
    { protocol: 'tcp', from_port: 22, to_port: 22, cidr: '127.0.0.0/8' },
    { protocol: 'tcp', from_port: 2222, to_port: 2222, cidr: '0.0.0.0/0', description: 'SSH' },
    { protocol: 'udp', from_port: 8000, to_port: 8100, cidr: '2001:db8::/32' },
    { protocol: 'icmp', from_port: -1, to_port: -1, cidr: '10.0.0.0/8' },
    { protocol: 'all', self: true },
    { protocol: '17', from_port: 53, to_port: 53, cidr: '192.0.2.7/24' },
    { protocol: '50', cidr: '198.51.100.0/24' },
  ),
  { maxLength: 4 },
);

export const ec2SecurityGroup: Kind = {
  type,
  groups: ['ec2'],
  weight: 3,
  slots: ['a', 'b'],
  fields: {
    name: fc.constantFrom('web', 'data base'),
    description: fc.constantFrom(null, 'for the web'),
    ingress: rules,
    egress: fc.option(rules, { nil: null }),
    tags,
  },
  replacing: ['name', 'description'],
  declare: (slot, shape) => ({
    owner: ownerOf(`${type}.${slot}`),
    name: `${String(shape.name)} ${slot}`,
    description: shape.description as string | null,
    ingress: shape.ingress as Arguments[],
    egress: shape.egress as Arguments[] | null,
    tags: shape.tags as Record<string, string> | null,
    timeout: '20s',
  }),
  importId: ({ id }) => String(id),
  objects: ({ ec2 }) => ec2.securityGroups.map(objectOf),
  meddling: [
    {
      what: 'delete',
      async do({ sandbox }, { id }) {
        await ec2Of(sandbox).send(new DeleteSecurityGroupCommand({ GroupId: String(id) }));
      },
    },
    {
      what: 'let somebody in',
      async do({ sandbox }, { id }) {
        const IpPermissions = [
          { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: '203.0.113.0/24' }] },
        ];
        const input = { GroupId: String(id), IpPermissions };
        await ec2Of(sandbox).send(new AuthorizeSecurityGroupIngressCommand(input));
      },
    },
    {
      what: 'let nothing out',
      async do({ sandbox }, { id }) {
        const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
        const input = { GroupId: String(id), IpPermissions };
        await ec2Of(sandbox).send(new RevokeSecurityGroupEgressCommand(input));
      },
    },
  ],
};
