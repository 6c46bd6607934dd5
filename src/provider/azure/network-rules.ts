import type { Protocol, SecurityRule, SecurityRules } from '../../drivers/azure';
import { isUnknown, type Diagnostics, type Known, type Path, type Planned } from '../../tfplugin';
import { exactlyOne } from '../validation/exactly-one';
import type { azureNetworkSchema } from '../schemas/azure-network';

export type Rules = Known<typeof azureNetworkSchema>['security_rules'];
type Rule = Rules[string];

export function toDriver(rules: Rules): SecurityRules {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, oneToDriver(rule)]));
}

function oneToDriver(rule: Rule): SecurityRule {
  const { sources, source_groups, destinations, destination_groups, description } = rule;
  const addresses = (given: readonly string[] | null, groups: readonly string[] | null): readonly string[] =>
    given ?? (groups === null ? ['*'] : []);
  return {
    priority: rule.priority,
    direction: rule.direction === 'outbound' ? 'outbound' : 'inbound',
    access: rule.access === 'deny' ? 'deny' : 'allow',
    protocol: rule.protocol as Protocol,
    sources: addresses(sources, source_groups),
    destinations: addresses(destinations, destination_groups),
    sourceGroups: source_groups ?? [],
    destinationGroups: destination_groups ?? [],
    sourcePorts: rule.source_ports,
    destinationPorts: rule.destination_ports,
    ...(description === null ? {} : { description }),
  };
}

/** As the user wrote them, where they say the same. */
export function fromDriver(rules: SecurityRules, known: Rules): Rules {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const written = known[name];
      const same = written !== undefined && meaning(oneToDriver(written)) === meaning(rule);
      return [name, same ? written : oneFromDriver(rule)];
    }),
  );
}

function meaning(rule: SecurityRule): string {
  const lists = [
    rule.sources,
    rule.destinations,
    rule.sourceGroups,
    rule.destinationGroups,
    rule.sourcePorts,
    rule.destinationPorts,
  ];
  const { priority, direction, access, protocol, description } = rule;
  return JSON.stringify([
    priority,
    direction,
    access,
    protocol,
    description,
    ...lists.map((list) => list.toSorted()),
  ]);
}

function oneFromDriver(rule: SecurityRule): Rule {
  const anywhere = rule.destinations.length === 1 && rule.destinations[0] === '*';
  const listOrNull = (list: readonly string[]): string[] | null => (list.length === 0 ? null : [...list]);
  return {
    priority: rule.priority,
    direction: rule.direction,
    access: rule.access,
    protocol: rule.protocol,
    sources: listOrNull(rule.sources),
    source_groups: listOrNull(rule.sourceGroups),
    destinations: anywhere ? null : listOrNull(rule.destinations),
    destination_groups: listOrNull(rule.destinationGroups),
    source_ports: [...rule.sourcePorts],
    destination_ports: [...rule.destinationPorts],
    description: rule.description ?? null,
  };
}

/** What can be known to be wrong before anything is asked of Azure. */
export function validateRules(config: Planned<typeof azureNetworkSchema>, diagnostics: Diagnostics): void {
  const { security_rules: rules, application_security_groups: groups } = config;
  if (rules === null || isUnknown(rules)) return;
  const priorities = new Map<string, string>();
  for (const [name, rule] of Object.entries(rules)) {
    if (rule === null || isUnknown(rule)) continue;
    const path: Path = ['security_rules', name];
    const { verdict } = exactlyOne({ sources: rule.sources, source_groups: rule.source_groups });
    if (verdict === 'none' || verdict === 'several') {
      diagnostics.error(path, `rule "${name}" needs exactly one of sources and source_groups`);
    }
    const { verdict: destination } = exactlyOne({
      destinations: rule.destinations,
      destination_groups: rule.destination_groups,
    });
    if (destination === 'several') {
      diagnostics.error(
        path,
        `rule "${name}" has both destinations and destination_groups`,
        'remove one of them',
      );
    }
    for (const field of ['sources', 'destinations'] as const) {
      validateAddresses(rule[field], [...path, field], diagnostics);
    }
    for (const field of ['source_groups', 'destination_groups'] as const) {
      validateGroups(rule[field], groups, [...path, field], diagnostics);
    }
    if (typeof rule.priority !== 'number' || isUnknown(rule.direction)) continue;
    const key = `${rule.direction ?? 'inbound'} ${rule.priority}`;
    const other = priorities.get(key);
    if (other !== undefined) {
      diagnostics.error(
        [...path, 'priority'],
        `rules "${other}" and "${name}" both have priority ${rule.priority}`,
        'give each rule of a direction its own',
      );
    }
    priorities.set(key, name);
  }
}

type Texts = NonNullable<Exclude<Planned<typeof azureNetworkSchema>['application_security_groups'], symbol>>;
type MaybeTexts = Texts | null | Planned<typeof azureNetworkSchema>['application_security_groups'];

function validateAddresses(addresses: MaybeTexts, path: Path, diagnostics: Diagnostics): void {
  if (addresses === null || isUnknown(addresses)) return;
  if (addresses.length === 0) diagnostics.error(path, 'must name at least one range, or "*"');
  const isRange = (text: unknown): boolean =>
    typeof text !== 'string' || /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(text);
  const tag = addresses.find((text) => !isUnknown(text) && !isRange(text));
  if (tag !== undefined && addresses.length > 1) {
    diagnostics.error(
      path,
      `has "${String(tag)}" beside others`,
      'a service tag or "*" stands alone: make two rules',
    );
  }
}

function validateGroups(names: MaybeTexts, groups: MaybeTexts, path: Path, diagnostics: Diagnostics): void {
  if (names === null || isUnknown(names) || isUnknown(groups)) return;
  if (groups?.some((group) => isUnknown(group)) === true) return;
  const stray = names.find((name) => !isUnknown(name) && groups?.includes(name) !== true);
  if (stray !== undefined) {
    diagnostics.error(
      path,
      `"${String(stray)}" is no application security group of this network`,
      'add it to application_security_groups',
    );
  }
}
