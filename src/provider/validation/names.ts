const SUBDOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** RFC 1123 subdomain: labels joined by dots, at most 253 characters. */
export function isSubdomain(name: string): boolean {
  return name.length <= 253 && SUBDOMAIN.test(name);
}

/** RFC 1123 subdomain, which Kubernetes demands of object names. */
export function validateNodeName(name: string): string | undefined {
  return isSubdomain(name)
    ? undefined
    : `must be a lower-case DNS name (RFC 1123), is ${JSON.stringify(name)}`;
}

export function validateVersion(version: string): string | undefined {
  const match = /^1\.(0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.exec(version);
  if (match === null) return `must be an exact version such as "1.34.4", is ${JSON.stringify(version)}`;
  return Number(match[1]) >= 31
    ? undefined
    : `must be 1.31 or newer (kubeadm's v1beta4 configuration), is ${JSON.stringify(version)}`;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration such as `90s`, `5m` or `1h30m`; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+[smh])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smh])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? 's'] ?? 0),
    0,
  );
}

export function validateDuration(text: string): string | undefined {
  return parseDuration(text) === undefined
    ? `must be a duration such as "90s", "5m" or "1h30m", is ${JSON.stringify(text)}`
    : undefined;
}

/** RFC 1123 label: names of namespaces and releases. */
export function validateLabelName(name: string): string | undefined {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
    ? undefined
    : `must be at most 63 lower-case letters, digits and dashes (RFC 1123), is ${JSON.stringify(name)}`;
}
