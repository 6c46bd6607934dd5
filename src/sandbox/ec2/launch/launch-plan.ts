import { INSTANCE_TYPES, type InstanceType } from '../catalogue/instance-types';
import type { Image } from '../catalogue/images';
import { ApiError, invalidValue, missing, notCovered } from '../errors';
import { checkId } from '../actions/filters';
import type { Instance, MetadataOptions } from '../state/records';
import type { RegionState } from '../state/region';
import type { LaunchInput } from './launch-input';
import { placeLaunch, type Placement } from './placement';
import { planVolumes, type VolumePlan } from './volumes';

/** A launch that nothing speaks against any more but limits and capacity. */
export interface LaunchPlan {
  readonly image: Image;
  readonly type: InstanceType;
  readonly placement: Placement;
  readonly volumes: readonly VolumePlan[];
  readonly userData: Buffer | undefined;
  readonly metadataOptions: MetadataOptions;
  readonly shutdownBehavior: string;
  readonly instanceProfile: Instance['instanceProfile'];
  readonly cpuCredits: string | undefined;
  readonly spot: SpotPlan | undefined;
}

export interface SpotPlan {
  readonly type: string;
  readonly interruptionBehavior: string;
  readonly maxPrice: string | undefined;
  readonly validUntil: Date | undefined;
}

export function planLaunch(region: RegionState, input: LaunchInput): LaunchPlan {
  if (input.MinCount < 1) throw invalidValue('minCount', input.MinCount, 'Expected at least 1.');
  if (input.MaxCount < input.MinCount) {
    throw invalidValue('maxCount', input.MaxCount, 'It must not be below minCount.');
  }
  if ((input.ClientToken ?? '').length > 64) {
    throw invalidValue('clientToken', input.ClientToken ?? '', 'It has at most 64 characters.');
  }
  if (input.PrivateIpAddress !== undefined && input.MaxCount > 1) {
    throw new ApiError('InvalidParameterCombination', 'A private IP address is for one instance only.');
  }
  if (input.HibernationOptions?.Configured === true) throw notCovered('hibernation');
  if (input.EnclaveOptions?.Enabled === true) throw notCovered('enclaves');
  oneOf(
    'CapacityReservationPreference',
    input.CapacityReservationSpecification?.CapacityReservationPreference,
    ['open', 'none'],
  );
  oneOf('AutoRecovery', input.MaintenanceOptions?.AutoRecovery, ['default']);
  const image = findImage(region, input.ImageId);
  const type = findType(input.InstanceType ?? 't2.micro', image);
  if (input.KeyName !== undefined && !region.keyPairs.has(input.KeyName)) {
    throw new ApiError('InvalidKeyPair.NotFound', `The key pair '${input.KeyName}' does not exist`);
  }
  return {
    image,
    type,
    placement: placeLaunch(region, input),
    volumes: planVolumes(region, image, input),
    userData: readUserData(input.UserData, region.cloud.limits.userDataBytes),
    metadataOptions: readMetadataOptions(input.MetadataOptions),
    shutdownBehavior: oneOf('InstanceInitiatedShutdownBehavior', input.InstanceInitiatedShutdownBehavior, [
      'stop',
      'terminate',
    ]),
    instanceProfile: findProfile(region, input.IamInstanceProfile),
    cpuCredits: readCredits(type, input.CreditSpecification?.CpuCredits),
    spot: planSpot(input.InstanceMarketOptions),
  };
}

/** The value, the first of the known ones when it is not given, or an error. */
export function oneOf(
  parameter: string,
  value: string | undefined,
  known: readonly [string, ...string[]],
): string {
  if (value !== undefined && !known.includes(value)) {
    throw invalidValue(parameter, value, `Expected one of ${known.join(', ')}.`);
  }
  return value ?? known[0];
}

function findImage(region: RegionState, id: string | undefined): Image {
  if (id === undefined) throw missing('ImageId');
  checkId(id, 'ami', 'InvalidAMIID.Malformed');
  const image = region.images.get(id);
  if (image === undefined) {
    throw new ApiError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  }
  return image;
}

function findType(name: string, image: Image): InstanceType {
  const type = INSTANCE_TYPES.get(name);
  if (type === undefined) {
    throw invalidValue(
      'InstanceType',
      name,
      'The sandbox has no such instance type: see DescribeInstanceTypes.',
    );
  }
  checkArchitecture(type, image);
  return type;
}

export function checkArchitecture(type: InstanceType, image: Image): void {
  if (type.architecture === image.architecture) return;
  throw new ApiError(
    'InvalidParameterValue',
    `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
  );
}

/** Undefined for none; EC2 counts the bytes before base64. */
export function readUserData(encoded: string | undefined, most: number): Buffer | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(encoded)) {
    throw new ApiError('InvalidParameterValue', 'Invalid BASE64 encoding of user data.');
  }
  return checkUserData(Buffer.from(encoded, 'base64'), most);
}

export function checkUserData(userData: Buffer, most: number): Buffer {
  if (userData.length > most) {
    throw new ApiError('InvalidParameterValue', `User data is limited to ${most} bytes`);
  }
  return userData;
}

function readMetadataOptions(options: LaunchInput['MetadataOptions']): MetadataOptions {
  return checkMetadataOptions({
    // EC2's own default where neither the image nor the account asks for more.
    httpTokens: options?.HttpTokens ?? 'optional',
    httpPutResponseHopLimit: options?.HttpPutResponseHopLimit ?? 1,
    httpEndpoint: options?.HttpEndpoint ?? 'enabled',
    httpProtocolIpv6: options?.HttpProtocolIpv6 ?? 'disabled',
    instanceMetadataTags: options?.InstanceMetadataTags ?? 'disabled',
  });
}

export function checkMetadataOptions(options: MetadataOptions): MetadataOptions {
  oneOf('HttpTokens', options.httpTokens, ['optional', 'required']);
  for (const [parameter, value] of [
    ['HttpEndpoint', options.httpEndpoint],
    ['HttpProtocolIpv6', options.httpProtocolIpv6],
    ['InstanceMetadataTags', options.instanceMetadataTags],
  ] as const) {
    oneOf(parameter, value, ['enabled', 'disabled']);
  }
  const hops = options.httpPutResponseHopLimit;
  if (hops < 1 || hops > 64) throw invalidValue('HttpPutResponseHopLimit', hops, 'Expected from 1 to 64.');
  return options;
}

function findProfile(
  region: RegionState,
  profile: LaunchInput['IamInstanceProfile'],
): Instance['instanceProfile'] {
  if (profile?.Arn === undefined && profile?.Name === undefined) return undefined;
  const arnOf = (name: string) => `arn:aws:iam::${region.accountId}:instance-profile/${name}`;
  const name = region.cloud.instanceProfiles.find(
    (one) => one === profile.Name || arnOf(one) === profile.Arn,
  );
  if (name === undefined) {
    const [parameter, value] = profile.Arn === undefined ? ['name', profile.Name] : ['arn', profile.Arn];
    throw invalidValue(`iamInstanceProfile.${parameter}`, value ?? '', 'Invalid IAM Instance Profile');
  }
  const digits = Buffer.from(name).toString('hex').toUpperCase().slice(0, 17).padEnd(17, '0');
  return { arn: arnOf(name), id: `AIPA${digits}` };
}

function readCredits(type: InstanceType, credits: string | undefined): string | undefined {
  if (!type.burstable) {
    if (credits === undefined) return undefined;
    throw new ApiError(
      'InvalidParameterCombination',
      `The CreditSpecification parameter is not supported for the instance type ${type.name}.`,
    );
  }
  const fallback = type.name.startsWith('t2.') ? 'standard' : 'unlimited';
  return oneOf('CpuCredits', credits ?? fallback, ['standard', 'unlimited']);
}

function planSpot(market: LaunchInput['InstanceMarketOptions']): SpotPlan | undefined {
  if (market === undefined) return undefined;
  if (market.MarketType === undefined) throw missing('InstanceMarketOptions.MarketType');
  if (market.MarketType !== 'spot') throw notCovered(`the market ${market.MarketType}`);
  const options = market.SpotOptions ?? {};
  const type = oneOf('SpotInstanceType', options.SpotInstanceType, ['one-time', 'persistent']);
  const behavior = options.InstanceInterruptionBehavior;
  if (behavior === 'hibernate') throw notCovered('hibernation');
  const interruptionBehavior = oneOf('InstanceInterruptionBehavior', behavior, ['terminate', 'stop']);
  if (interruptionBehavior === 'stop' && type === 'one-time') {
    throw new ApiError(
      'InvalidParameterCombination',
      "Specified InstanceInterruptionBehavior 'stop' is not supported for one-time Spot Instance requests.",
    );
  }
  return { type, interruptionBehavior, maxPrice: options.MaxPrice, validUntil: options.ValidUntil };
}
