import { Token } from 'cdktf';
import {
  invalidDnsDomain,
  invalidEnvironmentName,
  invalidLabel,
  invalidName,
  invalidNodeName,
  invalidPortName,
  invalidTaint,
  unknownTaintEffect,
} from '../errors';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** An RFC 1123 label. */
export function validateName(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value))
    throw invalidName(at, value);
}

/** An RFC 1123 subdomain. */
export function validateNodeName(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !isSubdomain(value)) throw invalidNodeName(at, value);
}

/** An RFC 1123 subdomain, as kubeadm demands of `networking.dnsDomain`. */
export function validateDnsDomain(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !isSubdomain(value)) throw invalidDnsDomain(at, value);
}

/** An RFC 6335 service name, which Kubernetes demands of port names. */
export function validatePortName(at: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const valid =
    /^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(value) && /[a-z]/.test(value) && !value.includes('--');
  if (!valid) throw invalidPortName(at, value);
}

export function validateEnvironmentName(at: string, value: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(value)) throw invalidEnvironmentName(at, value);
}

export function validateLabels(at: string, labels: Record<string, string>): void {
  for (const [key, value] of Object.entries(labels)) validateLabel(at, key, value);
}

export function validateTaints(at: string, taints: string[]): void {
  if (Token.isUnresolved(taints)) return;
  for (const taint of taints) {
    if (Token.isUnresolved(taint)) continue;
    const match = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(taint);
    if (match === null) throw invalidTaint(at, taint);
    const [, key = '', value = '', effect = ''] = match;
    if (!EFFECTS.includes(effect)) throw unknownTaintEffect(at, taint, EFFECTS);
    validateLabel(at, key, value);
  }
}

function isSubdomain(value: string): boolean {
  const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
  return value.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(value);
}

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
function validateLabel(at: string, key: string, value: string): void {
  const name = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
  const slash = key.indexOf('/');
  const validKey =
    slash < 0 ? name.test(key) : isSubdomain(key.slice(0, slash)) && name.test(key.slice(slash + 1));
  const validValue = Token.isUnresolved(value) || value === '' || name.test(value);
  if (!Token.isUnresolved(key) && (!validKey || !validValue)) throw invalidLabel(at, key, value);
}
