import type { Certificate } from '../pki/certificates';

export interface KubeconfigParts {
  readonly cluster: string;
  readonly user: string;
  readonly server: string;
  /** PEM */
  readonly authority: string;
  readonly credential: Certificate;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A kubeconfig file as kubeadm writes it. */
export function writeKubeconfig({ cluster, user, server, authority, credential }: KubeconfigParts): string {
  const context = `${user}@${cluster}`;
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(authority)}
    server: ${server}
  name: ${cluster}
contexts:
- context:
    cluster: ${cluster}
    user: ${user}
  name: ${context}
current-context: ${context}
kind: Config
preferences: {}
users:
- name: ${user}
  user:
    client-certificate-data: ${base64(credential.certificate)}
    client-key-data: ${base64(credential.key)}
`;
}
