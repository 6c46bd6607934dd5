import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import type { Ec2Instance, InstanceDetails } from './instance';
import type { InstanceChanges, MetadataOptions } from './instance-request';

/** Security groups, protection and metadata options: what changes at once and while the instance runs. */
export async function applyAttributes(
  api: Ec2Api,
  instance: InstanceDetails,
  { securityGroupIds, terminationProtection, sourceDestCheck, metadata }: InstanceChanges,
  options: CallOptions,
): Promise<void> {
  const { id } = instance;
  if (securityGroupIds !== undefined && !sameSet(securityGroupIds, instance.securityGroupIds)) {
    await setSecurityGroups(api, instance, [...securityGroupIds], options);
  }
  if (terminationProtection !== undefined && terminationProtection !== instance.terminationProtection) {
    const DisableApiTermination = { Value: terminationProtection };
    await api.send('ModifyInstanceAttribute', { InstanceId: id, DisableApiTermination }, options);
  }
  if (sourceDestCheck !== undefined && sourceDestCheck !== instance.sourceDestCheck) {
    const SourceDestCheck = { Value: sourceDestCheck };
    await api.send('ModifyInstanceAttribute', { InstanceId: id, SourceDestCheck }, options);
  }
  if (metadata !== undefined && differs(metadata, instance.metadata)) {
    await api.send(
      'ModifyInstanceMetadataOptions',
      {
        InstanceId: id,
        ...(metadata.httpTokens === undefined ? {} : { HttpTokens: metadata.httpTokens }),
        ...(metadata.hopLimit === undefined ? {} : { HttpPutResponseHopLimit: metadata.hopLimit }),
      },
      options,
    );
  }
}

/** With several network interfaces EC2 wants to be told of which; ours is the first. */
async function setSecurityGroups(
  api: Ec2Api,
  { id, networkInterfaces }: Ec2Instance,
  Groups: string[],
  options: CallOptions,
): Promise<void> {
  const primary = networkInterfaces.find(({ deviceIndex }) => deviceIndex === 0);
  if (networkInterfaces.length > 1 && primary !== undefined) {
    const input = { NetworkInterfaceId: primary.id, Groups };
    await api.send('ModifyNetworkInterfaceAttribute', input, options);
  } else {
    await api.send('ModifyInstanceAttribute', { InstanceId: id, Groups }, options);
  }
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return new Set(a).size === new Set(b).size && a.every((one) => b.includes(one));
}

function differs(wanted: Partial<MetadataOptions>, { httpTokens, hopLimit }: MetadataOptions): boolean {
  return (
    (wanted.httpTokens !== undefined && wanted.httpTokens !== httpTokens) ||
    (wanted.hopLimit !== undefined && wanted.hopLimit !== hopLimit)
  );
}
