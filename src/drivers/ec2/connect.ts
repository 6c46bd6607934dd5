import type { EC2Client, EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Input, Operation, Output } from './commands';
import type { Ec2Configuration, Ec2Timing } from './configuration';

export type Senders = {
  readonly [O in Operation]: (input: Input<O>, options: { abortSignal?: AbortSignal }) => Promise<Output<O>>;
};

export interface Connection {
  readonly senders: Senders;
  readonly parameter: (name: string, options: { abortSignal?: AbortSignal }) => Promise<string | undefined>;
  close(): void;
}

const connectionTimeoutMs = 5_000;

/** Loads the SDK, which is large, and makes its clients. Retries and limits are ours, so the SDK's own are off. */
export async function connect(configuration: Ec2Configuration, timing: Ec2Timing): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-ec2');
  const common = await clientOptions(configuration, timing);
  const client = new sdk.EC2Client({
    ...common,
    ...(configuration.endpoint === undefined ? {} : { endpoint: configuration.endpoint }),
  });
  return {
    senders: sendersOf(client, sdk),
    parameter: async (name, options) => {
      const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
      const ssm = new SSMClient({ ...common, ...otherEndpoint(configuration) });
      try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }), options);
        return Parameter?.Value;
      } finally {
        ssm.destroy();
      }
    },
    close: () => {
      client.destroy();
    },
  };
}

type ClientOptions = Pick<
  EC2ClientConfig,
  'region' | 'maxAttempts' | 'requestHandler' | 'profile' | 'credentials'
>;

async function clientOptions(configuration: Ec2Configuration, timing: Ec2Timing): Promise<ClientOptions> {
  return {
    region: configuration.region,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: timing.requestMs,
      throwOnRequestTimeout: true,
    },
    ...(configuration.profile === undefined ? {} : { profile: configuration.profile }),
    ...(configuration.assumeRole === undefined ? {} : { credentials: await roleCredentials(configuration) }),
  };
}

async function roleCredentials(configuration: Ec2Configuration): Promise<AwsCredentialIdentityProvider> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const { assumeRole, profile, region } = configuration;
  return fromTemporaryCredentials({
    params: {
      RoleArn: assumeRole?.roleArn,
      RoleSessionName: assumeRole?.sessionName ?? 'fleetwright',
      DurationSeconds: assumeRole?.durationSeconds ?? 3600,
      ...(assumeRole?.externalId === undefined ? {} : { ExternalId: assumeRole.externalId }),
    },
    masterCredentials: fromNodeProviderChain(profile === undefined ? {} : { profile }),
    clientConfig: { region, ...otherEndpoint(configuration) },
  });
}

/** Where SSM and STS are asked: a stand-in serves them beside EC2, an endpoint of Amazon's serves EC2 only. */
function otherEndpoint({ endpoint }: Ec2Configuration): { endpoint?: string } {
  if (endpoint === undefined) return {};
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(host) ? {} : { endpoint };
}

function sendersOf(client: EC2Client, sdk: typeof import('@aws-sdk/client-ec2')): Senders {
  return {
    AuthorizeSecurityGroupEgress: (input, options) =>
      client.send(new sdk.AuthorizeSecurityGroupEgressCommand(input), options),
    AuthorizeSecurityGroupIngress: (input, options) =>
      client.send(new sdk.AuthorizeSecurityGroupIngressCommand(input), options),
    CancelSpotInstanceRequests: (input, options) =>
      client.send(new sdk.CancelSpotInstanceRequestsCommand(input), options),
    CreateSecurityGroup: (input, options) => client.send(new sdk.CreateSecurityGroupCommand(input), options),
    CreateTags: (input, options) => client.send(new sdk.CreateTagsCommand(input), options),
    DeleteKeyPair: (input, options) => client.send(new sdk.DeleteKeyPairCommand(input), options),
    DeleteSecurityGroup: (input, options) => client.send(new sdk.DeleteSecurityGroupCommand(input), options),
    DeleteTags: (input, options) => client.send(new sdk.DeleteTagsCommand(input), options),
    DescribeImages: (input, options) => client.send(new sdk.DescribeImagesCommand(input), options),
    DescribeInstanceAttribute: (input, options) =>
      client.send(new sdk.DescribeInstanceAttributeCommand(input), options),
    DescribeInstances: (input, options) => client.send(new sdk.DescribeInstancesCommand(input), options),
    DescribeKeyPairs: (input, options) => client.send(new sdk.DescribeKeyPairsCommand(input), options),
    DescribeSecurityGroups: (input, options) =>
      client.send(new sdk.DescribeSecurityGroupsCommand(input), options),
    DescribeSpotInstanceRequests: (input, options) =>
      client.send(new sdk.DescribeSpotInstanceRequestsCommand(input), options),
    DescribeVolumes: (input, options) => client.send(new sdk.DescribeVolumesCommand(input), options),
    DescribeVolumesModifications: (input, options) =>
      client.send(new sdk.DescribeVolumesModificationsCommand(input), options),
    GetConsoleOutput: (input, options) => client.send(new sdk.GetConsoleOutputCommand(input), options),
    ImportKeyPair: (input, options) => client.send(new sdk.ImportKeyPairCommand(input), options),
    ModifyInstanceAttribute: (input, options) =>
      client.send(new sdk.ModifyInstanceAttributeCommand(input), options),
    ModifyInstanceMetadataOptions: (input, options) =>
      client.send(new sdk.ModifyInstanceMetadataOptionsCommand(input), options),
    ModifyNetworkInterfaceAttribute: (input, options) =>
      client.send(new sdk.ModifyNetworkInterfaceAttributeCommand(input), options),
    ModifyVolume: (input, options) => client.send(new sdk.ModifyVolumeCommand(input), options),
    RevokeSecurityGroupEgress: (input, options) =>
      client.send(new sdk.RevokeSecurityGroupEgressCommand(input), options),
    RevokeSecurityGroupIngress: (input, options) =>
      client.send(new sdk.RevokeSecurityGroupIngressCommand(input), options),
    RunInstances: (input, options) => client.send(new sdk.RunInstancesCommand(input), options),
    StartInstances: (input, options) => client.send(new sdk.StartInstancesCommand(input), options),
    StopInstances: (input, options) => client.send(new sdk.StopInstancesCommand(input), options),
    TerminateInstances: (input, options) => client.send(new sdk.TerminateInstancesCommand(input), options),
    UpdateSecurityGroupRuleDescriptionsEgress: (input, options) =>
      client.send(new sdk.UpdateSecurityGroupRuleDescriptionsEgressCommand(input), options),
    UpdateSecurityGroupRuleDescriptionsIngress: (input, options) =>
      client.send(new sdk.UpdateSecurityGroupRuleDescriptionsIngressCommand(input), options),
  };
}
