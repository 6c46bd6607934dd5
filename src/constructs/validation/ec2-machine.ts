import { gzipSync } from 'node:zlib';
import { Token } from 'cdktf';
import { userDataTooLarge, volumeWithoutSize } from '../errors-ec2';

/** Bytes that EC2 takes. What is larger is compressed for it, which cloud-init undoes. */
const USER_DATA_LIMIT = 16_384;

/** Checks that EC2 takes it, compressed if need be; what is not known yet is the provider's to check. */
export function validateUserData(at: string, userData: string): void {
  if (Token.isUnresolved(userData)) return;
  const content = Buffer.from(userData);
  if (content.length <= USER_DATA_LIMIT) return;
  const compressed = gzipSync(content, { level: 9 }).length;
  if (compressed > USER_DATA_LIMIT) throw userDataTooLarge(at, content.length, compressed, USER_DATA_LIMIT);
}

/** Checks that a volume beside the root volume has a size, its own or that of a snapshot. */
export function validateDataVolume(
  at: string,
  { sizeGib, snapshotId }: { readonly sizeGib?: number; readonly snapshotId?: string },
): void {
  if (sizeGib === undefined && snapshotId === undefined) throw volumeWithoutSize(at);
}
