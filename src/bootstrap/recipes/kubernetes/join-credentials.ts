import { randomBytes } from 'node:crypto';

import { quote } from '../../shell-text';
import { RecipeError } from '../recipe-error';
import { paths, removeConfigAtEnd, sweepSecrets } from './paths';
import type { Script } from '../script';
import { script } from './script';

/** Makes a token that lets one host join in the next 15 minutes; prints it. For a control-plane host. */
export function mintJoinToken(nodeName: string): Script {
  return script(
    `mint a join token for ${nodeName}`,
    `kubeadm token create --ttl 15m --description ${quote(`join of ${nodeName}`)}`,
  );
}

/** The token in the output of {@link mintJoinToken}. */
export function parseJoinToken(stdout: string): string {
  const token = /^[a-z0-9]{6}\.[a-z0-9]{16}$/m.exec(stdout)?.[0];
  if (token === undefined) throw new RecipeError('kubeadm token create printed no token');
  return token;
}

/** The part of a token that is no secret, and by which it is deleted. */
export function bootstrapTokenId(token: string): string {
  return token.slice(0, token.indexOf('.'));
}

/** Takes the token back as soon as the join is over, whether it worked or not. */
export function deleteJoinToken(token: string): Script {
  const id = bootstrapTokenId(token);
  return script(
    'delete the join token',
    `kubectl --request-timeout 20s -n kube-system delete secret bootstrap-token-${id} --ignore-not-found >/dev/null`,
  );
}

/** A key for {@link uploadCertificates}; kept in memory only. */
export function newCertificateKey(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Puts the certificates that control planes share into the cluster for two hours, encrypted with `key`. For a
 * control-plane host. The version is read from the cluster, so that kubeadm does not ask the internet for one.
 */
export function uploadCertificates(key: string): Script {
  return script(
    'upload the certificates of the control plane',
    `
umask 077
${sweepSecrets}
config=$(mktemp /run/fleetwright-certificates.XXXXXX)
${removeConfigAtEnd}
cat >"$config" <<'END'
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
certificateKey: ${key}
nodeRegistration:
  criSocket: ${paths.containerdSocket}
---
END
kubectl --request-timeout 20s -n kube-system get configmap kubeadm-config \\
  -o 'jsonpath={.data.ClusterConfiguration}' >>"$config"
kubeadm init phase upload-certs --upload-certs --skip-certificate-key-print --config "$config" >/dev/null
`,
    { secrets: [key], timeoutSeconds: 120 },
  );
}
