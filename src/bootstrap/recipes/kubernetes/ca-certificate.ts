import { createHash, X509Certificate } from 'node:crypto';

import type { Script } from '../script';
import { script } from './script';

/** Prints the cluster's CA certificate; for a control-plane host. */
export function readCaCertificate(): Script {
  return script('read the CA certificate of the cluster', 'cat /etc/kubernetes/pki/ca.crt');
}

/** kubeadm's discovery hash of a CA certificate in PEM: `sha256:<hex>` of its public key (SPKI, DER). */
export function caCertificateHash(pem: string): string {
  const { publicKey } = new X509Certificate(pem);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(der).digest('hex')}`;
}
