import { validateHostKey } from '../drivers/ssh/host-key';
import { DiagnosticError } from '../tfplugin';
import type { HostReference } from './session';
import { validatePort } from './validation/network';

/**
 * Reads `ssh://user@address:port?credential=NAME&host_key=KEY`, the id under which hosts are imported. The key,
 * `ssh-ed25519 AAAA…` or `SHA256:…`, may be percent-encoded.
 * @throws DiagnosticError when the id names no host, or its key is none.
 */
export function parseHostImportId(id: string): HostReference {
  // "+" is part of base64, but stands for a space in a query.
  const encoded = id.replaceAll('+', '%2B');
  const url = URL.canParse(encoded) ? new URL(encoded) : undefined;
  const user = decoded(url?.username ?? '');
  const port = url === undefined || url.port === '' ? 22 : Number(url.port);
  const credential = url?.searchParams.get('credential');
  const hostKey = url?.searchParams.get('host_key');
  if (
    url?.protocol !== 'ssh:' ||
    !user ||
    url.hostname === '' ||
    validatePort(port) !== undefined ||
    !credential ||
    !hostKey
  ) {
    throw new DiagnosticError(
      `import id ${JSON.stringify(id)} names no host`,
      'use ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY, with spaces percent-encoded: ssh://root@10.0.0.11:22?credential=default&host_key=ssh-ed25519%20AAAA…',
    );
  }
  const problem = validateHostKey(hostKey);
  if (problem !== undefined) throw new DiagnosticError(`import id ${JSON.stringify(id)}: ${problem}`);
  return { address: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, user, credential, host_key: hostKey };
}

/** Undefined when a percent sign begins no character. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
