import { DiagnosticError } from '../tfplugin';
import type { HostReference } from './session';

/**
 * Reads `ssh://user@address:port?credential=NAME&host_key=KEY`, the id under which hosts, and what runs on them,
 * are imported. The host key is percent-encoded: `ssh-ed25519%20AAAA…` or `SHA256:…`.
 */
export function parseHostImportId(id: string): HostReference {
  const url = URL.canParse(id) ? new URL(id) : undefined;
  const credential = url?.searchParams.get('credential');
  const hostKey = url?.searchParams.get('host_key');
  if (url?.protocol !== 'ssh:' || url.username === '' || url.hostname === '' || !credential || !hostKey) {
    throw new DiagnosticError(
      `import id "${id}" names no host`,
      'use ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY, with the key percent-encoded: ssh://root@10.0.0.11:22?credential=default&host_key=ssh-ed25519%20AAAA…',
    );
  }
  return {
    address: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 22 : Number(url.port),
    user: decodeURIComponent(url.username),
    credential,
    // "+" is part of base64, but stands for a space in a query.
    host_key: hostKey.replace(
      /^(\S+) (.*)$/,
      (_, type: string, rest: string) => `${type} ${rest.replaceAll(' ', '+')}`,
    ),
  };
}
