import { Exit } from '../failure';
import type { AgentInfo } from '../protocol/agents';
import { type Attribute, sameAttributes } from '../values/attributes';
import type { Resource } from '../values/resource';
import { contains, same } from '../values/resources';
import { toTextFormat } from '../values/text-format';
import { containsRanges, printRanges } from '../values/value';
import type { AgentSettings } from './settings';

export function agentInfo(settings: AgentSettings, id: string | undefined): AgentInfo {
  return {
    hostname: settings.hostname,
    port: settings.address.port,
    resources: settings.resources,
    attributes: settings.attributes,
    ...(id === undefined ? {} : { id: { value: id } }),
    checkpoint: true,
    ...(settings.domain === undefined ? {} : { domain: settings.domain }),
  };
}

/** An agent does not become another one under the same id. @throws Exit with the words of the real program */
export function checkCompatible(before: AgentInfo, now: AgentInfo, { policy, workDir }: AgentSettings): void {
  const problem = policy === 'equal' ? problemWithEqual(before, now) : problemWithAdditive(before, now);
  if (problem === undefined) return;
  throw new Exit(1, `Failed to perform recovery: ${problem}\n${advice(workDir)}`);
}

function problemWithEqual(before: AgentInfo, now: AgentInfo): string | undefined {
  const unchanged =
    before.hostname === now.hostname &&
    before.port === now.port &&
    JSON.stringify(before.domain) === JSON.stringify(now.domain) &&
    sameAttributes(before.attributes, now.attributes) &&
    same(before.resources, now.resources);
  if (unchanged) return undefined;
  const line = '-'.repeat(60);
  return [
    `Incompatible agent info detected. \n`,
    line,
    `Old agent info:\n${toTextFormat(ordered(before))}\n`,
    line,
    `New agent info:\n${toTextFormat(ordered(now))}\n`,
    line,
  ].join('\n');
}

function ordered({ hostname, port, resources, attributes, id, checkpoint, domain }: AgentInfo): object {
  return { hostname, resources, attributes, id, checkpoint, port, domain };
}

function problemWithAdditive(before: AgentInfo, now: AgentInfo): string | undefined {
  if (before.hostname !== now.hostname) {
    return notPermitted('`', `Hostname changed from ${before.hostname} to ${now.hostname}`);
  }
  if (before.port !== now.port) {
    return notPermitted('`', `Port changed from ${String(before.port)} to ${String(now.port)}`);
  }
  if (before.domain !== undefined && JSON.stringify(before.domain) !== JSON.stringify(now.domain)) {
    return notPermitted('`', 'Domain changed');
  }
  const change =
    before.resources.map((resource) => resourceChange(resource, now)).find((found) => found !== undefined) ??
    before.attributes
      .map((attribute) => attributeChange(attribute, now))
      .find((found) => found !== undefined);
  return change === undefined ? undefined : notPermitted("'", change);
}

function notPermitted(quote: string, change: string): string {
  return `Configuration change not permitted under ${quote}additive${quote} policy: ${change}`;
}

function resourceChange(resource: Resource, now: AgentInfo): string | undefined {
  if (contains(now.resources, [resource])) return undefined;
  const { name, scalar, ranges } = resource;
  const found = now.resources.find((one) => one.name === name);
  if (found === undefined) return `Resource '${name}' was removed`;
  if (found.type !== resource.type) return `Type of resource '${name}' changed`;
  if (scalar !== undefined) {
    return `Value of scalar resource '${name}' decreased from ${String(scalar.value)} to ${String(found.scalar?.value ?? 0)}`;
  }
  if (ranges !== undefined) {
    return `Previous value of range resource '${name}' was not contained in the new value: ${printRanges(ranges.range)}`;
  }
  return `Value of set resource '${name}' was not contained in the new value`;
}

function attributeChange(attribute: Attribute, now: AgentInfo): string | undefined {
  const { name } = attribute;
  const found = now.attributes.find((one) => one.name === name);
  if (found === undefined) return `Attribute '${name}' was removed`;
  if (found.type !== attribute.type) return `Type of attribute '${name}' changed`;
  if (attribute.type === 'TEXT' && found.type === 'TEXT') {
    const [old, current] = [attribute.text.value, found.text.value];
    return old === current
      ? undefined
      : `Value of text attribute '${name}' changed from ${old} to ${current}`;
  }
  if (attribute.type === 'SCALAR' && found.type === 'SCALAR') {
    const [old, current] = [attribute.scalar.value, found.scalar.value];
    return old === current
      ? undefined
      : `Value of scalar attribute '${name}' changed from ${String(old)} to ${String(current)}`;
  }
  if (attribute.type === 'RANGES' && found.type === 'RANGES') {
    return containsRanges(found.ranges.range, attribute.ranges.range)
      ? undefined
      : `Previous value of range attribute '${name}' was not contained in the new value`;
  }
  return undefined;
}

function advice(workDir: string): string {
  return [
    'Recovery may have failed because the configuration has changed: a more permissive',
    '`--reconfiguration_policy` may let the agent keep its id.',
    '',
    'To start it as a new agent with a new id:',
    `rm -f ${workDir}/meta/slaves/latest`,
    'It does not recover its old live executors then.',
  ].join('\n');
}
