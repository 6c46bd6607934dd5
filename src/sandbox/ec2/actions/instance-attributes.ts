import { INSTANCE_TYPES } from '../catalogue/instance-types';
import { ApiError, invalidValue, missing, notCovered } from '../errors';
import { checkArchitecture, checkMetadataOptions, checkUserData, oneOf } from '../launch/launch-plan';
import { checkGroups } from '../launch/placement';
import { groupSet, writeGroups } from '../shapes/common';
import { instanceShape, writeBlockDevices } from '../shapes/instance';
import type { Instance } from '../state/records';
import type { RegionState } from '../state/region';
import { blob, boolean, integer, list, struct, text, type ValueOf } from '../wire/shape';
import { action, done, request } from './action';
import { findInstance } from './instance-ids';

const flag = struct({ Value: boolean });
const word = struct({ Value: text });

const modifyInput = request(
  {
    InstanceId: text,
    Attribute: text,
    Value: text,
    InstanceType: word,
    UserData: struct({ Value: blob }),
    DisableApiTermination: flag,
    DisableApiStop: flag,
    InstanceInitiatedShutdownBehavior: word,
    SourceDestCheck: flag,
    EbsOptimized: flag,
    EnaSupport: flag,
    GroupId: list(text),
    BlockDeviceMapping: list(
      struct({ DeviceName: text, Ebs: struct({ VolumeId: text, DeleteOnTermination: boolean }) }),
    ),
  },
  ['InstanceId'],
);
type ModifyInput = ValueOf<typeof modifyInput>;
type Change = (region: RegionState, instance: Instance, input: ModifyInput) => void;

/** Which parameter changes what. A call has one of them. */
const CHANGES: Readonly<Partial<Record<keyof ModifyInput, Change>>> = {
  InstanceType: (_, instance, { InstanceType: change }) => setType(instance, valueOf(change?.Value)),
  UserData: (region, instance, { UserData: change }) => {
    mustBeStopped(instance, 'userData');
    const bytes = change?.Value ?? Buffer.alloc(0);
    instance.userData =
      bytes.length === 0 ? undefined : checkUserData(bytes, region.cloud.limits.userDataBytes);
  },
  DisableApiTermination: (_, instance, { DisableApiTermination: change }) => {
    instance.disableApiTermination = valueOf(change?.Value);
  },
  DisableApiStop: (_, instance, { DisableApiStop: change }) => {
    instance.disableApiStop = valueOf(change?.Value);
  },
  InstanceInitiatedShutdownBehavior: (_, instance, { InstanceInitiatedShutdownBehavior: change }) => {
    instance.shutdownBehavior = oneOf('instanceInitiatedShutdownBehavior', valueOf(change?.Value), [
      'stop',
      'terminate',
    ]);
  },
  SourceDestCheck: (_, instance, { SourceDestCheck: change }) => {
    instance.sourceDestCheck = valueOf(change?.Value);
  },
  EbsOptimized: (_, instance, { EbsOptimized: change }) => {
    mustBeStopped(instance, 'ebsOptimized');
    instance.ebsOptimized = valueOf(change?.Value);
  },
  EnaSupport: (_, instance, { EnaSupport: change }) => {
    mustBeStopped(instance, 'enaSupport');
    if (!valueOf(change?.Value)) throw notCovered('instances without enhanced networking');
  },
  GroupId: (region, instance, { GroupId: groupIds = [] }) => {
    if (groupIds.length === 0) throw missing('GroupId');
    instance.groupIds = checkGroups(region, [...new Set(groupIds)]);
  },
  BlockDeviceMapping: (region, instance, { BlockDeviceMapping: mappings = [] }) => {
    for (const { DeviceName: device = '', Ebs: ebs } of mappings) {
      const volume = region.volumesOf(instance).find(({ attachment }) => attachment?.device === device);
      if (volume?.attachment === undefined) {
        throw new ApiError('InvalidInstanceAttributeValue', `No device is currently mapped at ${device}`);
      }
      volume.attachment.deleteOnTermination =
        ebs?.DeleteOnTermination ?? volume.attachment.deleteOnTermination;
    }
  },
};

export const modifyInstanceAttribute = action({
  name: 'ModifyInstanceAttribute',
  input: modifyInput,
  output: done,
  run: ({ region }, input) => {
    const instance = findInstance(region, input.InstanceId);
    if (instance.state === 'terminated') {
      throw new ApiError('IncorrectInstanceState', `The instance '${instance.id}' is terminated.`);
    }
    const spelledOut = input.Attribute === undefined ? input : spellOut(input, input.Attribute);
    const changes = Object.entries(CHANGES).filter(([name]) => Object.hasOwn(spelledOut, name));
    const [[, change] = [], second] = changes;
    if (change === undefined) throw missing('attribute');
    if (second !== undefined) {
      throw new ApiError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    }
    change(region, instance, spelledOut);
    return { return: true };
  },
});

/** `Attribute=instanceType&Value=t3.small` is another way to write `InstanceType.Value=t3.small`. */
function spellOut(input: ModifyInput, attribute: string): ModifyInput {
  const { Value: value = '' } = input;
  switch (attribute) {
    case 'instanceType':
      return { ...input, InstanceType: { Value: value } };
    case 'instanceInitiatedShutdownBehavior':
      return { ...input, InstanceInitiatedShutdownBehavior: { Value: value } };
    case 'userData':
      return { ...input, UserData: { Value: Buffer.from(value, 'base64') } };
    case 'disableApiTermination':
      return { ...input, DisableApiTermination: { Value: value === 'true' } };
    case 'disableApiStop':
      return { ...input, DisableApiStop: { Value: value === 'true' } };
    case 'sourceDestCheck':
      return { ...input, SourceDestCheck: { Value: value === 'true' } };
    case 'ebsOptimized':
      return { ...input, EbsOptimized: { Value: value === 'true' } };
    case 'blockDeviceMapping':
    case 'groupSet':
      return input;
    default:
      throw notCovered(`changes of the attribute ${attribute}`);
  }
}

function valueOf<T>(value: T | undefined): T {
  if (value === undefined) throw missing('value');
  return value;
}

function mustBeStopped(instance: Instance, attribute: string): void {
  if (instance.state === 'stopped') return;
  throw new ApiError(
    'IncorrectInstanceState',
    `The instance '${instance.id}' is not in the 'stopped' state: ${attribute} can only be changed then.`,
  );
}

function setType(instance: Instance, name: string): void {
  mustBeStopped(instance, 'instanceType');
  const type = INSTANCE_TYPES.get(name);
  if (type === undefined) {
    throw new ApiError('InvalidInstanceAttributeValue', `The value '${name}' for instanceType is not valid`);
  }
  checkArchitecture(type, instance.image);
  instance.type = type;
  if (!type.burstable) instance.cpuCredits = undefined;
  else instance.cpuCredits ??= type.name.startsWith('t2.') ? 'standard' : 'unlimited';
}

const flagOut = struct({ value: boolean });
const wordOut = struct({ value: text });
const attributesShape = struct({
  instanceId: text,
  instanceType: wordOut,
  kernel: wordOut,
  ramdisk: wordOut,
  userData: wordOut,
  disableApiTermination: flagOut,
  disableApiStop: flagOut,
  instanceInitiatedShutdownBehavior: wordOut,
  rootDeviceName: wordOut,
  blockDeviceMapping: instanceShape.fields.blockDeviceMapping,
  sourceDestCheck: flagOut,
  groupSet,
  productCodes: instanceShape.fields.productCodes,
  ebsOptimized: flagOut,
  enaSupport: flagOut,
  sriovNetSupport: wordOut,
  enclaveOptions: struct({ enabled: boolean }),
});
type Attributes = ValueOf<typeof attributesShape>;

const ATTRIBUTES: Readonly<Record<string, (region: RegionState, one: Instance) => Attributes>> = {
  instanceType: (_, one) => ({ instanceType: { value: one.type.name } }),
  kernel: () => ({ kernel: {} }),
  ramdisk: () => ({ ramdisk: {} }),
  userData: (_, one) => ({
    userData: one.userData === undefined ? {} : { value: one.userData.toString('base64') },
  }),
  disableApiTermination: (_, one) => ({ disableApiTermination: { value: one.disableApiTermination } }),
  disableApiStop: (_, one) => ({ disableApiStop: { value: one.disableApiStop } }),
  instanceInitiatedShutdownBehavior: (_, one) => ({
    instanceInitiatedShutdownBehavior: { value: one.shutdownBehavior },
  }),
  rootDeviceName: (_, one) => ({ rootDeviceName: { value: one.image.rootDeviceName } }),
  blockDeviceMapping: (region, one) => ({ blockDeviceMapping: writeBlockDevices(region, one) }),
  sourceDestCheck: (_, one) => ({ sourceDestCheck: { value: one.sourceDestCheck } }),
  groupSet: (region, one) => ({ groupSet: writeGroups(region, one.groupIds) }),
  productCodes: () => ({ productCodes: [] }),
  ebsOptimized: (_, one) => ({ ebsOptimized: { value: one.ebsOptimized } }),
  enaSupport: () => ({ enaSupport: { value: true } }),
  sriovNetSupport: () => ({ sriovNetSupport: {} }),
  enclaveOptions: () => ({ enclaveOptions: { enabled: false } }),
};

export const describeInstanceAttribute = action({
  name: 'DescribeInstanceAttribute',
  input: request({ InstanceId: text, Attribute: text }, ['InstanceId', 'Attribute']),
  output: attributesShape,
  run: ({ region }, { InstanceId: id, Attribute: name }) => {
    const instance = findInstance(region, id);
    const read = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
    if (read === undefined) throw invalidValue('attribute', name, 'Unknown attribute.');
    return { instanceId: id, ...read(region, instance) };
  },
});

export const modifyInstanceMetadataOptions = action({
  name: 'ModifyInstanceMetadataOptions',
  input: request(
    {
      InstanceId: text,
      HttpTokens: text,
      HttpPutResponseHopLimit: integer,
      HttpEndpoint: text,
      HttpProtocolIpv6: text,
      InstanceMetadataTags: text,
    },
    ['InstanceId'],
  ),
  output: struct({ instanceId: text, instanceMetadataOptions: instanceShape.fields.metadataOptions }),
  run: ({ region }, input) => {
    const instance = findInstance(region, input.InstanceId);
    const before = instance.metadataOptions;
    instance.metadataOptions = checkMetadataOptions({
      httpTokens: input.HttpTokens ?? before.httpTokens,
      httpPutResponseHopLimit: input.HttpPutResponseHopLimit ?? before.httpPutResponseHopLimit,
      httpEndpoint: input.HttpEndpoint ?? before.httpEndpoint,
      httpProtocolIpv6: input.HttpProtocolIpv6 ?? before.httpProtocolIpv6,
      instanceMetadataTags: input.InstanceMetadataTags ?? before.instanceMetadataTags,
    });
    return {
      instanceId: instance.id,
      instanceMetadataOptions: { state: 'pending', ...instance.metadataOptions },
    };
  },
});

export const modifyInstanceCreditSpecification = action({
  name: 'ModifyInstanceCreditSpecification',
  input: request(
    { InstanceCreditSpecification: list(struct({ InstanceId: text, CpuCredits: text })), ClientToken: text },
    ['InstanceCreditSpecification'],
  ),
  output: struct({
    successfulInstanceCreditSpecificationSet: list(struct({ instanceId: text })),
    unsuccessfulInstanceCreditSpecificationSet: list(
      struct({ instanceId: text, error: struct({ code: text, message: text }) }),
    ),
  }),
  run: ({ region }, input) => {
    const wanted = input.InstanceCreditSpecification.map(({ InstanceId: id = '', CpuCredits: credits }) => ({
      instance: findInstance(region, id),
      credits: oneOf('CpuCredits', credits, ['standard', 'unlimited']),
    }));
    const [burstable, others] = [true, false].map((is) =>
      wanted.filter((one) => one.instance.type.burstable === is),
    );
    for (const { instance, credits } of burstable ?? []) instance.cpuCredits = credits;
    return {
      successfulInstanceCreditSpecificationSet: burstable?.map(({ instance }) => ({
        instanceId: instance.id,
      })),
      unsuccessfulInstanceCreditSpecificationSet: others?.map(({ instance }) => ({
        instanceId: instance.id,
        error: {
          code: 'InstanceCreditSpecification.NotSupported',
          message: 'The instance type is not burstable',
        },
      })),
    };
  },
});

export const instanceAttributeActions = [
  modifyInstanceAttribute,
  describeInstanceAttribute,
  modifyInstanceMetadataOptions,
  modifyInstanceCreditSpecification,
];
