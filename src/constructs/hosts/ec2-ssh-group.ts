import type { Construct } from 'constructs';
import { vpcNeeded } from '../errors-ec2';
import { given } from '../given';
import type { Ec2HostSettings } from './ec2-host-settings';
import { Ec2SecurityGroup, type Ec2SecurityGroupProps } from './ec2-security-group';

/** The group that lets in SSH from where the user says, and nothing else. */
export function sshGroup(
  scope: Construct,
  settings: Pick<Ec2HostSettings, 'configuration' | 'sshFrom' | 'sshPort' | 'subnetId' | 'vpcId'>,
): Ec2SecurityGroup {
  const { configuration, sshFrom = [], sshPort = 22, subnetId, vpcId } = settings;
  if (subnetId !== undefined && vpcId === undefined) throw vpcNeeded(scope.node.path);
  return new Ec2SecurityGroup(
    scope,
    'ssh',
    given<Ec2SecurityGroupProps>({
      configuration,
      vpcId,
      description: 'SSH from where its user says',
      ingress: sshFrom.map((cidr) => ({ port: sshPort, cidr, description: 'SSH' })),
    }),
  );
}
