import { isIP } from 'node:net';
import { canonicalRule, ruleKey, type SecurityGroupRule } from '../../drivers/ec2';
import {
  isUnknown,
  isWhollyKnown,
  type Diagnostics,
  type Known,
  type Path,
  type Planned,
} from '../../tfplugin';
import type { ec2SecurityGroupSchema } from '../schemas/ec2-security-group';
import { exactlyOne } from '../validation/exactly-one';

export type Rule = Known<typeof ec2SecurityGroupSchema>['ingress'][number];
type Rules = Planned<typeof ec2SecurityGroupSchema>['ingress'];

export function toDriver(rules: readonly Rule[]): SecurityGroupRule[] {
  return rules.map(oneToDriver);
}

function oneToDriver(rule: Rule): SecurityGroupRule {
  const { protocol, from_port, to_port, cidr, security_group_id, self, prefix_list_id, description } = rule;
  return {
    protocol: protocol === 'all' ? '-1' : protocol,
    ...(from_port === null ? {} : { fromPort: from_port }),
    ...(to_port === null ? {} : { toPort: to_port }),
    ...(cidr === null ? {} : { cidr }),
    ...(security_group_id === null ? {} : { securityGroupId: security_group_id }),
    ...(self === true ? { self } : {}),
    ...(prefix_list_id === null ? {} : { prefixListId: prefix_list_id }),
    ...(description === null ? {} : { description }),
  };
}

/** As the user wrote them, where they say the same: a protocol by its number, a range with bits beyond its prefix. */
export function fromDriver(rules: readonly SecurityGroupRule[], known: readonly Rule[], id: string): Rule[] {
  const meaning = (rule: SecurityGroupRule): string => JSON.stringify(canonicalRule(rule, id));
  const meant = new Map(known.map((rule) => [meaning(oneToDriver(rule)), rule]));
  return rules.map(
    (rule) =>
      meant.get(meaning(rule)) ?? {
        protocol: rule.protocol === '-1' ? 'all' : rule.protocol,
        from_port: rule.fromPort ?? null,
        to_port: rule.toPort ?? null,
        cidr: rule.cidr ?? null,
        security_group_id: rule.securityGroupId ?? null,
        self: rule.self === true ? true : null,
        prefix_list_id: rule.prefixListId ?? null,
        description: rule.description ?? null,
      },
  );
}

const NUMBERS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

/** What can be known to be wrong before anything is asked of EC2. */
export function validateRules(rules: Rules, direction: string, diagnostics: Diagnostics): void {
  if (rules === null || isUnknown(rules)) return;
  const path: Path = [direction];
  const seen = new Set<string>();
  for (const rule of rules) {
    if (rule === null || isUnknown(rule)) continue;
    const { protocol, from_port, to_port, cidr, security_group_id, self, prefix_list_id } = rule;
    const { verdict, set } = exactlyOne({ cidr, security_group_id, self, prefix_list_id });
    if (verdict === 'none' || verdict === 'several') {
      diagnostics.error(
        path,
        `a rule of ${direction} needs exactly one other side`,
        `set one of cidr, security_group_id, self and prefix_list_id${set.length > 0 ? `; set are ${set.join(', ')}` : ''}`,
      );
    }
    const problem = portsProblem(protocol, from_port, to_port);
    if (problem !== undefined) diagnostics.error(path, `a rule of ${direction} ${problem}`);
    if (typeof cidr === 'string' && !isRange(cidr)) {
      diagnostics.error(
        path,
        `"${cidr}" in ${direction} is not a range of addresses`,
        'write it as "10.0.0.0/16", "203.0.113.7/32" or "2001:db8::/32"',
      );
    }
    if (!isKnownRule(rule)) continue;
    const key = ruleKey(oneToDriver(rule));
    if (seen.has(key)) {
      diagnostics.error(path, `two rules of ${direction} let the same through: ${key}`, 'remove one of them');
    }
    seen.add(key);
  }
}

function isKnownRule(rule: Record<keyof Rule, unknown>): rule is Rule {
  return isWhollyKnown(rule) && rule.protocol !== null;
}

function portsProblem(protocol: unknown, from: unknown, to: unknown): string | undefined {
  if (isUnknown(protocol) || isUnknown(from) || isUnknown(to)) return undefined;
  const name = NUMBERS[String(protocol)] ?? protocol;
  if (name === 'tcp' || name === 'udp') {
    if (!isPort(from) || !isPort(to) || from > to)
      return `has ${String(name)} ports ${String(from)} to ${String(to)}; from_port and to_port are 0 to 65535, the first not above the last`;
  } else if (name !== 'icmp' && name !== 'icmpv6' && (from !== null || to !== null)) {
    return `has ports, which protocol "${String(name)}" does not have; remove from_port and to_port`;
  } else if ((name === 'icmp' || name === 'icmpv6') && (typeof from !== 'number' || typeof to !== 'number')) {
    return `has "${name}" without type and code; set from_port and to_port, to -1 for all`;
  }
  return undefined;
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535;
}

function isRange(cidr: string): boolean {
  const match = /^(.+)\/(\d{1,3})$/.exec(cidr);
  const [, address = '', prefix = ''] = match ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}
