import { azureNetwork } from './azure-network';
import { azureVirtualMachine } from './azure-virtual-machine';
import { cloudHosts } from './cloud-hosts';
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
  ...cloudHosts,
];

export function kindOf(address: string): Kind {
  const kind = kinds.find(({ type, slots }) => slots.some((slot) => address === `${type}.${slot}`));
  if (kind === undefined) throw new Error(`no kind has ${address}`);
  return kind;
}
