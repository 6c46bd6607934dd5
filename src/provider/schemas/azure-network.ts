import { a, defineSchema, t } from '../../tfplugin';
import { azureResourceAttributes } from '../attributes/azure';
import { oneOf } from '../validation/one-of';
import { validateDuration } from '../validation/names';

const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?$/;

function validateName(value: string): string | undefined {
  return NAME.test(value)
    ? undefined
    : `must be 1 to 64 letters, digits and _.-, beginning with a letter or digit, is ${JSON.stringify(value)}`;
}

const ruleAttributes = {
  priority: a.number({
    required: true,
    validate: (value) =>
      Number.isInteger(value) && value >= 100 && value <= 4096
        ? undefined
        : `must be a whole number from 100 to 4096, is ${value}`,
    description: '100 to 4096, unique per direction. The rule with the lowest one that matches decides.',
  }),
  direction: a.string({
    default: 'inbound',
    validate: oneOf('inbound', 'outbound'),
    description: '`inbound` or `outbound`.',
  }),
  access: a.string({
    default: 'allow',
    validate: oneOf('allow', 'deny'),
    description: '`allow` or `deny`.',
  }),
  protocol: a.string({
    default: 'tcp',
    validate: oneOf('tcp', 'udp', 'icmp', 'esp', 'ah', 'all'),
    description: '`tcp`, `udp`, `icmp`, `esp`, `ah` or `all`.',
  }),
  sources: a.set(t.string, {
    optional: true,
    description:
      'Where it comes from: ranges, or one service tag (`Internet`, `VirtualNetwork`), or `*`. Not with `source_groups`.',
  }),
  source_groups: a.set(t.string, {
    optional: true,
    description: 'Where it comes from: names of application security groups of this network.',
  }),
  destinations: a.set(t.string, {
    optional: true,
    description: 'Where it goes to, as `sources`. Default: `*`, anything behind the security group.',
  }),
  destination_groups: a.set(t.string, {
    optional: true,
    description: 'Where it goes to: names of application security groups of this network.',
  }),
  source_ports: a.set(t.string, {
    default: ['*'],
    validate: validatePorts,
    description: 'Ports it comes from: `1024-65535`, or `*`.',
  }),
  destination_ports: a.set(t.string, {
    default: ['*'],
    validate: validatePorts,
    description: 'Ports it goes to: `22`, `8000-8100`, or `*`.',
  }),
  description: a.string({
    optional: true,
    validate: (value) =>
      value !== '' && value.length <= 140 ? undefined : `must have 1 to 140 characters, has ${value.length}`,
    description: 'What the rule is for.',
  }),
};

export const azureNetworkSchema = defineSchema({
  version: 0,
  description:
    'A virtual network on Azure with one subnet behind a network security group, and the resource group they are in. All rules of the security group are declared here; others are removed.',
  attributes: {
    ...azureResourceAttributes,
    name: a.string({
      required: true,
      forceNew: true,
      validate: validateName,
      description:
        'Name of the virtual network, unique in the resource group. The security group is called the same with `-nsg`.',
    }),
    create_resource_group: a.bool({
      default: true,
      description:
        'Whether the resource group is made with the network, and removed with it when nothing else is in it. With false it has to be there already, and stays.',
    }),
    address_prefixes: a.set(t.string, {
      default: ['10.0.0.0/16'],
      validate: validateRanges,
      description: 'Ranges of addresses of the network. Changed in place.',
    }),
    subnet_name: a.string({
      default: 'default',
      forceNew: true,
      validate: validateName,
      description: 'Name of the subnet.',
    }),
    subnet_prefix: a.string({
      default: '10.0.0.0/24',
      forceNew: true,
      validate: (value) => validateRanges([value]),
      description: 'Range of addresses of the subnet, which Azure cannot change while anything is in it.',
    }),
    security_rules: a.objectMap(ruleAttributes, {
      default: {},
      description:
        "What is let in and out, by the rules' names; changed in place. Below them are Azure's own: the virtual network and its load balancers come in, the internet does not, everything goes out.",
    }),
    application_security_groups: a.set(t.string, {
      default: [],
      validate: (names) => names.map(validateName).find((problem) => problem !== undefined),
      description:
        'Names by which rules speak of machines, wherever in the network they are. Each becomes an application security group.',
    }),
    timeout: a.string({
      default: '20m',
      validate: validateDuration,
      description: 'How long to wait for it to be made, changed, or left by machines: `90s`, `20m`.',
    }),

    id: a.string({ computed: true, description: 'Id of the virtual network.' }),
    state: a.string({
      computed: true,
      description:
        '`ready`; every plan aims at that, so that a network of which a part was removed, or has failed, shows as a change.',
    }),
    subnet_id: a.string({ computed: true, description: 'Id of the subnet.' }),
    security_group_id: a.string({ computed: true, description: 'Id of the network security group.' }),
    application_security_group_ids: a.map(t.string, {
      computed: true,
      description: 'Ids of the application security groups, by their names.',
    }),
  },
});

function validatePorts(ports: readonly string[]): string | undefined {
  const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
  const wrong = ports.find((text) => {
    const [first = '', last = first, ...rest] = text.split('-');
    const isRange = rest.length === 0 && isPort(first) && isPort(last) && Number(first) <= Number(last);
    return text !== '*' && !isRange;
  });
  if (wrong !== undefined)
    return `must be ports such as "22", "8000-8100" or "*", has ${JSON.stringify(wrong)}`;
  if (ports.length === 0) return 'must name at least one port, or "*"';
  return ports.length > 1 && ports.includes('*') ? 'must have "*" alone, or no "*"' : undefined;
}

function validateRanges(ranges: readonly string[]): string | undefined {
  if (ranges.length === 0) return 'must have at least one range';
  const wrong = ranges.find((range) => !/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(range));
  return wrong === undefined
    ? undefined
    : `must be a range such as "10.0.0.0/16", is ${JSON.stringify(wrong)}`;
}
