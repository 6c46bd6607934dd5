import { isIP } from 'node:net';
import { isSubdomain } from './names';
import { validatePort } from './network';

/** A value that a settings file or an environment file takes on one line. */
export function isOneLine(value: string): boolean {
  return !/[\n\r\0]/.test(value);
}

export function validateOneLine(value: string): string | undefined {
  return value !== '' && isOneLine(value)
    ? undefined
    : `must be one line of text, is ${JSON.stringify(value)}`;
}

export function validateAbsolutePath(value: string): string | undefined {
  return /^(\/[^/\s]+)+$/.test(value) && !/\/\.{1,2}(\/|$)/.test(value)
    ? undefined
    : `must be an absolute path such as "/var/lib/mesos", is ${JSON.stringify(value)}`;
}

export function validateIp(value: string): string | undefined {
  return isIP(value) > 0
    ? undefined
    : `must be an IP address such as "10.0.0.11", is ${JSON.stringify(value)}`;
}

/** A name or an address by which others reach a host. */
export function validateHostname(value: string): string | undefined {
  return isSubdomain(value.toLowerCase()) || isIP(value) > 0
    ? undefined
    : `must be a DNS name or an IP address, is ${JSON.stringify(value)}`;
}

/** `zk://a:2181,b:2181,c:2181/mesos`, without a password, which would be in plan and state. */
export function validateZookeeperUrl(value: string): string | undefined {
  if (value.includes('@'))
    return 'must not carry a user and a password: both would be in plan and state; write "zk://host:2181/mesos"';
  const [, hosts = '', path = ''] = /^zk:\/\/([^/]*)(\/.*)?$/.exec(value) ?? [];
  const valid =
    hosts !== '' && hosts.split(',').every((host) => isHostPort(host)) && /^(\/[A-Za-z0-9_.-]+)+$/.test(path);
  return valid
    ? undefined
    : `must name every ZooKeeper node with its port, and a path, such as "zk://a:2181,b:2181,c:2181/mesos", is ${JSON.stringify(value)}`;
}

function isHostPort(text: string): boolean {
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d+)$/.exec(text) ?? [];
  const host = bracketed === undefined ? isSubdomain(plain.toLowerCase()) : isIP(bracketed) === 6;
  return host && validatePort(Number(port)) === undefined;
}

/** A duration as Mesos' flags take it (stout's `Duration`): `5mins`, `1.5hrs`. */
export function validateMesosDuration(value: string): string | undefined {
  return /^\d+(\.\d+)?(ns|us|ms|secs|mins|hrs|days|weeks)$/.test(value)
    ? undefined
    : `must be a duration as Mesos writes it, such as "30secs", "5mins" or "1hrs", is ${JSON.stringify(value)}`;
}

const RANGES = /^\[\d+-\d+(,\d+-\d+)*\]$/;

/**
 * Attributes of an agent. One without a value, and one that is a set, end mesos-agent with an abort; of spaces in a
 * value it keeps none.
 */
export function validateAgentAttributes(values: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const at = `has the attribute ${JSON.stringify(name)}`;
    if (!/^[A-Za-z0-9_/.-]+$/.test(name))
      return `${at}, whose name must be letters, digits and "_", "/", "." and "-"`;
    if (value === '') return `${at} without a value, on which mesos-agent aborts; give it one`;
    if (/[;\s]/.test(value))
      return `${at} with the value ${JSON.stringify(value)}; mesos-agent takes neither ";" nor spaces in one`;
    if (value.startsWith('{'))
      return `${at} with the value ${JSON.stringify(value)}; a set is no attribute, give it as text`;
    if (value.startsWith('[') && !RANGES.test(value))
      return `${at} with the value ${JSON.stringify(value)}; ranges are written as "[1-3,7-9]"`;
  }
  return undefined;
}

/** Resources of an agent by name, `cpus`, or by name and the role they are reserved for, `cpus(web)`. */
export function validateAgentResources(values: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const at = `has the resource ${JSON.stringify(name)}`;
    if (!/^[A-Za-z0-9_.-]+(\([^()\s;:]+\))?$/.test(name))
      return `${at}; write it as "cpus", or as "cpus(role)" where it is reserved for a role`;
    const text = value.replaceAll(' ', '');
    const valid = /^\d+(\.\d+)?$/.test(text) || RANGES.test(text) || /^\{[^{};,]+(,[^{};,]+)*\}$/.test(text);
    if (!valid)
      return `${at} with the value ${JSON.stringify(value)}; write a number as "4", ranges as "[31000-32000]", a set as "{a,b}"`;
    if (/^(cpus|mem|disk|gpus)(\(|$)/.test(name) && !/^[\d.]+$/.test(text))
      return `${at} with the value ${JSON.stringify(value)}; it takes a number (mem and disk: of MiB)`;
  }
  return undefined;
}

/**
 * Flags by name. A program that is given one twice does not start, so that those which have an attribute of their own
 * are refused.
 *
 * @param taken flags that an attribute sets, and that attribute
 */
export function flagsBut(
  taken: Readonly<Record<string, string>>,
): (values: Readonly<Record<string, string>>) => string | undefined {
  return (values) => {
    for (const [name, value] of Object.entries(values)) {
      const at = `has the flag ${JSON.stringify(name)}`;
      if (!/^[a-z][a-z0-9_]*$/.test(name))
        return `${at}; write its name without dashes in front and with underscores, such as "log_auto_initialize"`;
      const attribute = Object.hasOwn(taken, name) ? taken[name] : undefined;
      if (attribute !== undefined)
        return `${at}, which is set by ${attribute}; a flag given twice is an error`;
      if (!isOneLine(value)) return `${at}, whose value must be one line`;
    }
    return undefined;
  };
}
