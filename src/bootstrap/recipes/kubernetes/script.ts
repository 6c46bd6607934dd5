import { hostScript, type Script, type ScriptOptions } from '../script';

/** A {@link Script} that stops at the first command that fails; kubectl and kubeadm act as the cluster's admin. */
export function script(description: string, body: string, options: ScriptOptions = {}): Script {
  return hostScript(description, `export KUBECONFIG=/etc/kubernetes/admin.conf\n${body.trim()}`, options);
}
