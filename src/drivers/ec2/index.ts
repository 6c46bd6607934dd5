export { Ec2Account, Ec2Accounts } from './account';
export { canonicalCidr } from './cidr';
export type {
  AssumedRole,
  CallOptions,
  Ec2Configuration,
  Ec2Timing,
  Tags,
  WaitOptions,
} from './configuration';
export { fingerprintOf, parseConsoleHostKeys } from './console-host-keys';
export { Ec2Error, isEc2Error, type Ec2ErrorKind } from './errors';
export { generateHostKeyPair } from './host-key-pair';
export type { ConsoleHostKeys, HostKeyPair } from './host-keys';
export type { Ec2Image, ImageReference } from './image';
export type {
  AttachedVolume,
  BlockDevice,
  Ec2Instance,
  Ec2Volume,
  InstanceDetails,
  InstanceState,
} from './instance';
export type {
  DataVolume,
  InstanceChanges,
  InstanceRequest,
  MetadataOptions,
  Placement,
  SpotOptions,
  VolumeGrowth,
  VolumeSettings,
} from './instance-request';
export type { Ec2KeyPair, KeyPairRequest } from './key-pair';
export type {
  EnsuredInstance,
  EnsureInstanceOptions,
  EnsureOptions,
  ImageOperations,
  InstanceOperations,
  KeyPairOperations,
  SecurityGroupOperations,
  SpotRequest,
  TerminateOptions,
} from './operations';
export { isSameKey, keyPairFingerprint } from './public-key';
export type { Ownership } from './ownership';
export type {
  Ec2SecurityGroup,
  SecurityGroupChanges,
  SecurityGroupRequest,
  SecurityGroupRule,
} from './security-group';
export { canonicalRule, ruleKey } from './security-group-rules';
export { buildUserData, injectedHostKey, isUserDataOf, userDataLimit, type UserDataParts } from './user-data';
