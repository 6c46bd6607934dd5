import { isEc2Error, type Ec2Error } from '../../drivers/ec2';
import { DiagnosticError, type Path } from '../../tfplugin';

/** Where an error of EC2 belongs; undefined where that is not certain. */
export type Place = (error: Ec2Error) => Path | undefined;

/** Has an error of EC2 shown at the attribute that it comes from. */
export async function at<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isEc2Error(error) || error.kind === 'interrupted') throw error;
    const path = place(error) ?? configurationOf(error);
    if (path === undefined) throw error;
    throw new DiagnosticError(error.message, '', path, { cause: error });
  }
}

/** Everything that fails belongs to this attribute. */
export function whole(...path: Path): Place {
  return ({ kind }) => (kind === 'not-found' || kind === 'invalid' ? path : undefined);
}

/** Who asks, and where: both come from the configuration. */
function configurationOf({ kind }: Ec2Error): Path | undefined {
  return kind === 'credentials' || kind === 'unreachable' ? ['configuration'] : undefined;
}

const INSTANCE: Readonly<Record<string, Path>> = {
  'InvalidAMIID.NotFound': ['image_id'],
  'InvalidAMIID.Malformed': ['image_id'],
  'InvalidAMIID.Unavailable': ['image_id'],
  'InvalidSubnetID.NotFound': ['subnet_id'],
  InsufficientFreeAddressesInSubnet: ['subnet_id'],
  'InvalidGroup.NotFound': ['security_group_ids'],
  'InvalidGroupId.Malformed': ['security_group_ids'],
  SecurityGroupsPerInstanceLimitExceeded: ['security_group_ids'],
  SecurityGroupsPerInterfaceLimitExceeded: ['security_group_ids'],
  'InvalidKeyPair.NotFound': ['key_name'],
  'InvalidSnapshot.NotFound': ['volumes'],
  'InvalidPlacementGroup.Unknown': ['placement', 'group'],
  InvalidInstanceType: ['instance_type'],
  InsufficientInstanceCapacity: ['instance_type'],
  InstanceLimitExceeded: ['instance_type'],
  VcpuLimitExceeded: ['instance_type'],
  SpotMaxPriceTooLow: ['spot'],
  MaxSpotInstanceCountExceeded: ['spot'],
};

/** Errors of launching or changing an instance. */
export const instancePlace: Place = ({ code = '', kind, detail }) => {
  if (kind === 'protected') return ['termination_protection'];
  if (code.startsWith('InvalidParameter')) {
    if (/iamInstanceProfile|IAM Instance Profile/i.test(detail)) return ['iam_instance_profile'];
    if (/\bInstanceType\b/.test(detail)) return ['instance_type'];
  }
  return INSTANCE[code];
};

/** Errors of making or changing a security group. */
export const securityGroupPlace: Place = ({ code = '', operation = '' }) => {
  const direction = /(Ingress|Egress)$/.exec(operation)?.[1];
  if (direction !== undefined) return [direction.toLowerCase()];
  if (code === 'InvalidGroup.Duplicate') return ['name'];
  return code.startsWith('InvalidVpcID') ? ['vpc_id'] : undefined;
};

/** Errors of importing a key pair. */
export const keyPairPlace: Place = ({ code = '' }) => {
  if (code === 'InvalidKeyPair.Duplicate') return ['name'];
  return code === 'InvalidKey.Format' ? ['public_key'] : undefined;
};
