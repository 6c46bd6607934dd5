import { Token } from 'cdktf';
import {
  flagTaken,
  invalidAttribute,
  invalidFlag,
  invalidMesosDuration,
  invalidResource,
  invalidZookeeperPath,
} from '../errors-mesos';

/** A duration as the flags of Mesos take it: `5mins`. */
export function validateMesosDuration(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^\d+(\.\d+)?(ns|us|ms|secs|mins|hrs|days|weeks)$/.test(value))
    throw invalidMesosDuration(at, value);
}

export function validateZookeeperPath(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^(\/[A-Za-z0-9_.-]+)+$/.test(value))
    throw invalidZookeeperPath(at, value);
}

const RANGES = /^\[\d+-\d+(,\d+-\d+)*\]$/;

/**
 * Attributes of an agent, as mesos-agent reads them: on one without a value, and on a set, it aborts; ";" separates
 * attributes, and spaces are dropped.
 *
 * @throws invalidAttribute
 */
export function validateAgentAttributes(at: string, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!/^[A-Za-z0-9_/.-]+$/.test(name))
      throw invalidAttribute(at, name, 'is not a name of letters, digits and "_", "/", "." and "-"');
    if (Token.isUnresolved(value)) continue;
    const shown = JSON.stringify(value);
    if (value === '')
      throw invalidAttribute(at, name, 'has no value, on which mesos-agent aborts; give it one');
    if (/[;\s]/.test(value))
      throw invalidAttribute(
        at,
        name,
        `has the value ${shown}; mesos-agent takes neither ";" nor spaces in one`,
      );
    if (value.startsWith('{'))
      throw invalidAttribute(at, name, `has the value ${shown}; a set is no attribute, write it as text`);
    if (value.startsWith('[') && !RANGES.test(value))
      throw invalidAttribute(at, name, `has the value ${shown}; write ranges as "[1-3,7-9]"`);
  }
}

/** @throws invalidResource */
export function validateAgentResources(at: string, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (Token.isUnresolved(value)) continue;
    const text = value.replaceAll(' ', '');
    const isNumber = /^\d+(\.\d+)?$/.test(text);
    const valid =
      /^[A-Za-z0-9_.-]+(\([^()\s;:]+\))?$/.test(name) &&
      (isNumber || RANGES.test(text) || /^\{[^{};,]+(,[^{};,]+)*\}$/.test(text)) &&
      (isNumber || !/^(cpus|mem|disk|gpus)(\(|$)/.test(name));
    if (!valid) throw invalidResource(at, name, value);
  }
}

/**
 * Flags of a program.
 *
 * @param taken flags that a prop sets, and that prop
 * @throws invalidFlag, flagTaken
 */
export function validateFlags(
  at: string,
  flags: Readonly<Record<string, string>>,
  taken: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(flags)) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw invalidFlag(at, name);
    const prop = Object.hasOwn(taken, name) ? taken[name] : undefined;
    if (prop !== undefined) throw flagTaken(at, name, prop);
  }
}
