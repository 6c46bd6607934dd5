import { isIPv4 } from 'node:net';
import { parseCidr } from '../../world/cidr';
import { ArmError, invalidParameter, notCovered } from '../errors';
import type { ProvisioningState, SecurityRule } from '../state/records';
import { choice, integer, list, open, readOnly, struct, text, type ValueOf } from '../wire/shape';
import { checkName } from './change';

/** A rule, alone or inside of its group. */
export const ruleShape = struct({
  id: text,
  name: text,
  type: readOnly,
  etag: readOnly,
  properties: struct({
    description: text,
    protocol: choice(['Tcp', 'Udp', 'Icmp', 'Esp', 'Ah', '*']),
    access: choice(['Allow', 'Deny']),
    direction: choice(['Inbound', 'Outbound']),
    priority: integer,
    sourcePortRange: text,
    sourcePortRanges: list(text),
    destinationPortRange: text,
    destinationPortRanges: list(text),
    sourceAddressPrefix: text,
    sourceAddressPrefixes: list(text),
    destinationAddressPrefix: text,
    destinationAddressPrefixes: list(text),
    sourceApplicationSecurityGroups: list(open({ id: text })),
    destinationApplicationSecurityGroups: list(open({ id: text })),
    provisioningState: readOnly,
  }),
});

/** Tags whose addresses are known here. Azure has more, for its own services, and none of those is here. */
const TAGS = ['VirtualNetwork', 'Internet', 'AzureLoadBalancer'];
const MOST_PORT = 65_535;

type Groups = readonly { readonly id?: string | undefined }[] | undefined;

/** @param idsOf application security groups that a rule names */
export function readRule(
  name: string,
  { properties }: ValueOf<typeof ruleShape>,
  idsOf: (groups: Groups) => readonly string[],
): SecurityRule {
  const { description, protocol, access, direction, priority } = properties ?? {};
  const need = <T>(field: string, value: T | undefined): T => {
    if (value !== undefined) return value;
    throw invalidParameter(
      field,
      `Required security rule parameters are missing for security rule with Id: ${name}. Security rule must specify ${field}.`,
    );
  };
  if (priority !== undefined && (priority < 100 || priority > 4096)) {
    throw new ArmError(
      400,
      'SecurityRuleInvalidPriority',
      `Security rule has invalid Priority. Value provided: ${priority}. Priority of rule ${name} must be between 100 and 4096.`,
      { details: [] },
    );
  }
  const lists = new Set<'sourcePorts' | 'destinationPorts' | 'sources' | 'destinations'>();
  const either = (
    field: 'sourcePorts' | 'destinationPorts' | 'sources' | 'destinations',
    title: string,
    one: string | undefined,
    many: readonly string[] | undefined,
  ): readonly string[] => {
    if (many === undefined || many.length === 0) return [need(title, one)];
    if (one !== undefined && one !== '') {
      throw new ArmError(
        400,
        'SecurityRuleParameterContainsBoth',
        `Security rule ${name} has both ${title} and ${title}${title.endsWith('x') ? 'es' : 's'}: only one of them may be given.`,
        { details: [] },
      );
    }
    lists.add(field);
    return many;
  };
  const p = properties ?? {};
  const sourceGroups = idsOf(p.sourceApplicationSecurityGroups);
  const destinationGroups = idsOf(p.destinationApplicationSecurityGroups);
  const rule: SecurityRule = {
    name: checkName(name),
    description,
    protocol: need('protocol', protocol),
    access: need('access', access),
    direction: need('direction', direction),
    priority: need('priority', priority),
    sourcePorts: either('sourcePorts', 'sourcePortRange', p.sourcePortRange, p.sourcePortRanges),
    destinationPorts: either(
      'destinationPorts',
      'destinationPortRange',
      p.destinationPortRange,
      p.destinationPortRanges,
    ),
    sources:
      sourceGroups.length > 0
        ? []
        : either('sources', 'sourceAddressPrefix', p.sourceAddressPrefix, p.sourceAddressPrefixes),
    destinations:
      destinationGroups.length > 0
        ? []
        : either(
            'destinations',
            'destinationAddressPrefix',
            p.destinationAddressPrefix,
            p.destinationAddressPrefixes,
          ),
    sourceGroups,
    destinationGroups,
    lists,
  };
  for (const range of [...rule.sourcePorts, ...rule.destinationPorts]) checkPorts(range, name);
  for (const prefix of [...rule.sources, ...rule.destinations]) checkPrefix(prefix, name);
  return rule;
}

/** @throws ArmError when two rules of a direction have the same priority */
export function checkPriorities(rules: Iterable<SecurityRule>): void {
  const seen = new Map<string, string>();
  for (const { name, direction, priority } of rules) {
    const key = `${direction} ${priority}`;
    const other = seen.get(key);
    if (other !== undefined) {
      throw new ArmError(
        400,
        'SecurityRuleConflict',
        `Security rule ${name} conflicts with rule ${other}. Rules cannot have the same Priority and Direction. To learn more, see aka.ms/nsgrules.`,
        { details: [] },
      );
    }
    seen.set(key, name);
  }
}

export function writeRule(
  rule: SecurityRule,
  place: {
    readonly groupId: string;
    readonly etag: string;
    readonly state: ProvisioningState;
    readonly kind: 'securityRules' | 'defaultSecurityRules';
  },
): unknown {
  const { lists } = rule;
  const several = (key: typeof lists extends ReadonlySet<infer K> ? K : never, one: string, many: string) =>
    lists.has(key) ? { [one]: '', [many]: rule[key] } : { [one]: rule[key][0] ?? '*', [many]: [] };
  return {
    name: rule.name,
    id: `${place.groupId}/${place.kind}/${rule.name}`,
    etag: place.etag,
    type: `Microsoft.Network/networkSecurityGroups/${place.kind}`,
    properties: {
      provisioningState: place.state,
      ...(rule.description === undefined ? {} : { description: rule.description }),
      protocol: rule.protocol,
      access: rule.access,
      priority: rule.priority,
      direction: rule.direction,
      ...several('sourcePorts', 'sourcePortRange', 'sourcePortRanges'),
      ...several('destinationPorts', 'destinationPortRange', 'destinationPortRanges'),
      ...(rule.sourceGroups.length > 0
        ? { sourceApplicationSecurityGroups: rule.sourceGroups.map((id) => ({ id })) }
        : several('sources', 'sourceAddressPrefix', 'sourceAddressPrefixes')),
      ...(rule.destinationGroups.length > 0
        ? { destinationApplicationSecurityGroups: rule.destinationGroups.map((id) => ({ id })) }
        : several('destinations', 'destinationAddressPrefix', 'destinationAddressPrefixes')),
    },
  };
}

/** `*`, a port, or two with a dash between them. */
export function parsePorts(range: string): readonly [first: number, last: number] | undefined {
  if (range === '*') return [0, MOST_PORT];
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first <= last && last <= MOST_PORT ? [first, last] : undefined;
}

function checkPorts(range: string, name: string): void {
  if (parsePorts(range) !== undefined) return;
  throw new ArmError(
    400,
    'SecurityRuleInvalidPortRange',
    `Security rule has invalid Port range. Value provided: ${range}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535. It belongs to rule ${name}.`,
    { details: [] },
  );
}

function checkPrefix(prefix: string, name: string): void {
  if (prefix === '*' || TAGS.includes(prefix) || isIPv4(prefix) || parseCidr(prefix) !== undefined) return;
  // IPv6 reaches nobody here, and is right nevertheless.
  if (/^[0-9a-f:.]+(\/\d{1,3})?$/i.test(prefix) && prefix.includes(':')) return;
  if (/^[A-Za-z][A-Za-z0-9.]+$/.test(prefix)) throw notCovered(`the service tag '${prefix}' of rule ${name}`);
  throw new ArmError(
    400,
    'SecurityRuleInvalidAddressPrefix',
    `Security rule has invalid Address prefix. Value provided: ${prefix}. It belongs to rule ${name}.`,
    { details: [] },
  );
}
