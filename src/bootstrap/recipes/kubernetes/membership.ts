import { quote } from '../../shell-text';
import type { NodeRole } from './params';
import { paths } from './paths';

/** What a host became when kubeadm succeeded on it; kept on the host, so that no other resource takes it for its own. */
export type Membership =
  { readonly role: 'control-plane-init' } | { readonly role: NodeRole; readonly caCertificateHash: string };

/** sh; writes down what the host is part of. Before the completion marker, because it counts with that one only. */
export function recordMembership(membership: Membership): string {
  const words = 'caCertificateHash' in membership ? [membership.caCertificateHash] : [];
  return `printf '%s\\n' ${quote([membership.role, ...words].join(' '))} >${paths.joined}`;
}

/** The membership in a line that {@link recordMembership} wrote; undefined when it is none. */
export function parseMembership(line: string): Membership | undefined {
  const [role, caCertificateHash] = line.trim().split(/ +/);
  if (role === 'control-plane-init') return { role };
  if ((role !== 'worker' && role !== 'control-plane') || caCertificateHash === undefined) return undefined;
  return { role, caCertificateHash };
}

/**
 * sh; sets `other` to why a host that is complete belongs to something else, or to nothing. A host without a
 * record was completed before there was one and is taken for what is declared.
 */
export function findOtherMembership(declared: Membership): string {
  const branches =
    'caCertificateHash' in declared
      ? `
  if [ "$role" = control-plane-init ]; then other='the host is the first control plane of a cluster, declared ${declared.role}'
  elif [ "$cluster" != ${quote(declared.caCertificateHash)} ]; then other='the host is a node of another cluster'
  elif [ "$role" != ${declared.role} ]; then other="the host is a $role, declared ${declared.role}"; fi`
      : `
  if [ "$role" != control-plane-init ]; then other="the host joined a cluster as $role, declared its first control plane"; fi`;
  return `
other=
if [ -f ${paths.complete} ] && [ -s ${paths.joined} ]; then
  read -r role cluster <${paths.joined} || true${branches}
fi`;
}
