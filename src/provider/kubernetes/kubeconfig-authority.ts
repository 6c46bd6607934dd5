import { parse } from 'yaml';

/**
 * The certificate of the authority that signs for a kubeconfig's current cluster, in PEM; undefined when the
 * kubeconfig does not hold it.
 */
export function kubeconfigAuthority(kubeconfig: string): string | undefined {
  const config = read(kubeconfig);
  const context = named(config, 'contexts', field(config, 'current-context'));
  const cluster = named(config, 'clusters', field(field(context, 'context'), 'cluster'));
  const data = field(field(cluster, 'cluster'), 'certificate-authority-data');
  return typeof data === 'string' ? Buffer.from(data, 'base64').toString('utf8') : undefined;
}

function read(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // Its reason would quote the text, which holds credentials.
    return undefined;
  }
}

function named(config: unknown, list: string, name: unknown): unknown {
  const entries = field(config, list);
  return Array.isArray(entries) ? entries.find((entry: unknown) => field(entry, 'name') === name) : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
