import { findSize, type VmSize } from '../catalogue/sizes';
import { ArmError, invalidParameter } from '../errors';
import type { Cloud } from '../state/cloud';
import type { Identity } from '../state/records';
import { isType, parseId } from '../state/resource-id';
import { isBase64 } from './os-profile';
import type { IdentityInput } from './vm-shape';

export function readSize(name: string | undefined, location: string): VmSize {
  if (name === undefined) {
    throw invalidParameter('vmSize', "Required parameter 'hardwareProfile.vmSize' is missing (null).");
  }
  const size = findSize(name);
  if (size !== undefined) return size;
  throw invalidParameter(
    'vmSize',
    `The value ${name} provided for the VM size is not valid. The valid sizes in the region ${location} are those that the sandbox lists: see Microsoft.Compute/skus.`,
  );
}

/** User data is for programs that ask for it: unlike custom data, nothing runs it. */
export function readUserData(data: string | undefined): string | undefined {
  if (data === undefined || (isBase64(data) && data.length <= 87_380)) return data;
  throw invalidParameter('userData', 'User data must be in Base64 encoding and not exceed 64 KB.');
}

/** Identities of users are made elsewhere: any id of one will do. */
export function readIdentity(
  cloud: Cloud,
  input: IdentityInput | undefined,
  before: Identity | undefined,
): Identity | undefined {
  if (input?.type === undefined || input.type === 'None') return undefined;
  const userAssigned = Object.keys(input.userAssignedIdentities ?? {});
  for (const id of userAssigned) {
    if (isType(parseId(id), 'Microsoft.ManagedIdentity/userAssignedIdentities')) continue;
    throw new ArmError(
      400,
      'LinkedInvalidPropertyId',
      `Property id '${id}' at path 'identity.userAssignedIdentities' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
    );
  }
  if (input.type.includes('UserAssigned') !== userAssigned.length > 0) {
    throw new ArmError(
      400,
      'InvalidIdentityValues',
      `The identity type '${input.type}' and the ${userAssigned.length} userAssignedIdentities do not go together.`,
    );
  }
  return {
    type: input.type,
    principalId: input.type.includes('SystemAssigned') ? (before?.principalId ?? cloud.uuid()) : undefined,
    userAssigned,
  };
}
