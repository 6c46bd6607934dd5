import { azureNetwork } from './azure-network';
import { azureVirtualMachine } from './azure-virtual-machine';
import { ec2Instance } from './ec2-instance';
import { ec2KeyPair } from './ec2-key-pair';
import { ec2SecurityGroup } from './ec2-security-group';
import type { Kind } from './kind';
import { kubernetesControlPlane } from './kubernetes-control-plane';
import { kubernetesNode } from './kubernetes-node';
import { kubernetesRelease } from './kubernetes-release';
import { sshHost } from './ssh-host';

/** Every resource type that takes part. */
export const kinds: readonly Kind[] = [
  ec2KeyPair,
  ec2SecurityGroup,
  ec2Instance,
  azureNetwork,
  azureVirtualMachine,
  sshHost,
  kubernetesControlPlane,
  kubernetesNode,
  kubernetesRelease,
];

export function kindOf(type: string): Kind {
  const kind = kinds.find((one) => one.type === type);
  if (kind === undefined) throw new Error(`no kind has the type ${type}`);
  return kind;
}
