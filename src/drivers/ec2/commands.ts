import type * as Ec2 from '@aws-sdk/client-ec2';

/** The operations of EC2 that this driver uses: what each is given and answers. */
export interface Calls {
  AuthorizeSecurityGroupEgress: [
    Ec2.AuthorizeSecurityGroupEgressCommandInput,
    Ec2.AuthorizeSecurityGroupEgressCommandOutput,
  ];
  AuthorizeSecurityGroupIngress: [
    Ec2.AuthorizeSecurityGroupIngressCommandInput,
    Ec2.AuthorizeSecurityGroupIngressCommandOutput,
  ];
  CancelSpotInstanceRequests: [
    Ec2.CancelSpotInstanceRequestsCommandInput,
    Ec2.CancelSpotInstanceRequestsCommandOutput,
  ];
  CreateSecurityGroup: [Ec2.CreateSecurityGroupCommandInput, Ec2.CreateSecurityGroupCommandOutput];
  CreateTags: [Ec2.CreateTagsCommandInput, Ec2.CreateTagsCommandOutput];
  DeleteKeyPair: [Ec2.DeleteKeyPairCommandInput, Ec2.DeleteKeyPairCommandOutput];
  DeleteSecurityGroup: [Ec2.DeleteSecurityGroupCommandInput, Ec2.DeleteSecurityGroupCommandOutput];
  DeleteTags: [Ec2.DeleteTagsCommandInput, Ec2.DeleteTagsCommandOutput];
  DescribeImages: [Ec2.DescribeImagesCommandInput, Ec2.DescribeImagesCommandOutput];
  DescribeInstanceAttribute: [
    Ec2.DescribeInstanceAttributeCommandInput,
    Ec2.DescribeInstanceAttributeCommandOutput,
  ];
  DescribeInstances: [Ec2.DescribeInstancesCommandInput, Ec2.DescribeInstancesCommandOutput];
  DescribeKeyPairs: [Ec2.DescribeKeyPairsCommandInput, Ec2.DescribeKeyPairsCommandOutput];
  DescribeSecurityGroups: [Ec2.DescribeSecurityGroupsCommandInput, Ec2.DescribeSecurityGroupsCommandOutput];
  DescribeSpotInstanceRequests: [
    Ec2.DescribeSpotInstanceRequestsCommandInput,
    Ec2.DescribeSpotInstanceRequestsCommandOutput,
  ];
  DescribeVolumes: [Ec2.DescribeVolumesCommandInput, Ec2.DescribeVolumesCommandOutput];
  DescribeVolumesModifications: [
    Ec2.DescribeVolumesModificationsCommandInput,
    Ec2.DescribeVolumesModificationsCommandOutput,
  ];
  GetConsoleOutput: [Ec2.GetConsoleOutputCommandInput, Ec2.GetConsoleOutputCommandOutput];
  ImportKeyPair: [Ec2.ImportKeyPairCommandInput, Ec2.ImportKeyPairCommandOutput];
  ModifyInstanceAttribute: [
    Ec2.ModifyInstanceAttributeCommandInput,
    Ec2.ModifyInstanceAttributeCommandOutput,
  ];
  ModifyInstanceMetadataOptions: [
    Ec2.ModifyInstanceMetadataOptionsCommandInput,
    Ec2.ModifyInstanceMetadataOptionsCommandOutput,
  ];
  ModifyNetworkInterfaceAttribute: [
    Ec2.ModifyNetworkInterfaceAttributeCommandInput,
    Ec2.ModifyNetworkInterfaceAttributeCommandOutput,
  ];
  ModifyVolume: [Ec2.ModifyVolumeCommandInput, Ec2.ModifyVolumeCommandOutput];
  RevokeSecurityGroupEgress: [
    Ec2.RevokeSecurityGroupEgressCommandInput,
    Ec2.RevokeSecurityGroupEgressCommandOutput,
  ];
  RevokeSecurityGroupIngress: [
    Ec2.RevokeSecurityGroupIngressCommandInput,
    Ec2.RevokeSecurityGroupIngressCommandOutput,
  ];
  RunInstances: [Ec2.RunInstancesCommandInput, Ec2.RunInstancesCommandOutput];
  StartInstances: [Ec2.StartInstancesCommandInput, Ec2.StartInstancesCommandOutput];
  StopInstances: [Ec2.StopInstancesCommandInput, Ec2.StopInstancesCommandOutput];
  TerminateInstances: [Ec2.TerminateInstancesCommandInput, Ec2.TerminateInstancesCommandOutput];
  UpdateSecurityGroupRuleDescriptionsEgress: [
    Ec2.UpdateSecurityGroupRuleDescriptionsEgressCommandInput,
    Ec2.UpdateSecurityGroupRuleDescriptionsEgressCommandOutput,
  ];
  UpdateSecurityGroupRuleDescriptionsIngress: [
    Ec2.UpdateSecurityGroupRuleDescriptionsIngressCommandInput,
    Ec2.UpdateSecurityGroupRuleDescriptionsIngressCommandOutput,
  ];
}

export type Operation = keyof Calls;
export type Input<O extends Operation> = Calls[O][0];
export type Output<O extends Operation> = Calls[O][1];
