import { a, defineSchema } from '../../tfplugin';
import { ec2ResourceAttributes } from '../attributes/ec2';
import { validateDuration } from '../validation/names';

const ruleAttributes = {
  protocol: a.string({
    required: true,
    validate: (value) =>
      /^(tcp|udp|icmp|icmpv6|all)$/.test(value) || (/^\d{1,3}$/.test(value) && Number(value) <= 255)
        ? undefined
        : `must be "tcp", "udp", "icmp", "icmpv6", "all" or a protocol number, is ${JSON.stringify(value)}`,
    description: '`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a protocol number.',
  }),
  from_port: a.number({
    optional: true,
    description: 'First port of `tcp` and `udp`; type of `icmp`, -1 for all. None otherwise.',
  }),
  to_port: a.number({
    optional: true,
    description: 'Last port of `tcp` and `udp`; code of `icmp`, -1 for all. None otherwise.',
  }),
  cidr: a.string({ optional: true, description: 'The other side: an IPv4 or IPv6 range.' }),
  security_group_id: a.string({
    optional: true,
    description: 'The other side: whatever is in that security group.',
  }),
  self: a.bool({ optional: true, description: 'The other side: whatever is in this security group.' }),
  prefix_list_id: a.string({ optional: true, description: 'The other side: a prefix list.' }),
  description: a.string({
    optional: true,
    validate: (value) =>
      value !== '' && value.length <= 255 ? undefined : `must have 1 to 255 characters, has ${value.length}`,
    description: 'What the rule is for.',
  }),
};

export const ec2SecurityGroupSchema = defineSchema({
  version: 0,
  description:
    'Which traffic reaches instances, and which leaves them. All rules of the group are declared here; others are removed.',
  attributes: {
    ...ec2ResourceAttributes,
    name: a.string({
      required: true,
      forceNew: true,
      validate: (value) =>
        /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(value)
          ? undefined
          : `must be 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and not begin with "sg-", is ${JSON.stringify(value)}`,
      description: 'Name, unique in the VPC.',
    }),
    description: a.string({
      default: 'Managed by Fleetwright',
      forceNew: true,
      validate: (value) =>
        /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(value)
          ? undefined
          : `must be 1 to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, is ${JSON.stringify(value)}`,
      description: 'Description, which EC2 cannot change.',
    }),
    vpc_id: a.string({
      optional: true,
      computed: true,
      forceNew: true,
      description: 'VPC. Default: the default VPC.',
    }),
    ingress: a.objectSet(ruleAttributes, {
      default: [],
      description: 'What is let in, changed in place. Default: nothing.',
    }),
    egress: a.objectSet(ruleAttributes, {
      default: [{ protocol: 'all', cidr: '0.0.0.0/0' }],
      description: 'What is let out, changed in place. Default: everything over IPv4.',
    }),
    timeout: a.string({
      default: '10m',
      validate: validateDuration,
      description:
        'How long to wait for instances to leave the group before it can be removed: `90s`, `10m`.',
    }),
    id: a.string({ computed: true, description: '`sg-…`.' }),
    arn: a.string({ computed: true, description: 'ARN.' }),
  },
});
