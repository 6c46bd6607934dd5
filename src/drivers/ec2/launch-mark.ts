import { createHash } from 'node:crypto';
import type { Tags } from './configuration';
import type { Ec2Instance } from './instance';
import { launchMarkPrefix } from './marks';

/**
 * EC2 gives all instances of one request the same tags, so which one is whose would be lost if the process were killed
 * before they are tagged one by one. Therefore every instance carries one tag per member of the launch, which names the
 * member's owner and its position, and EC2 itself numbers the instances of a launch: an instance is the member's whose
 * position it has. The marks are taken off when the instance has its owner's tags.
 */
/** The key of the mark that stands for an owner. */
export function launchMarkKey(ownerTags: Tags): string {
  const entries = Object.entries(ownerTags).sort(([a], [b]) => (a < b ? -1 : 1));
  return launchMarkPrefix + createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 24);
}

/** Marks of a launch, by the positions of its owners. */
export function launchMarks(owners: readonly Tags[]): Tags {
  return Object.fromEntries(owners.map((tags, position) => [launchMarkKey(tags), String(position)]));
}

export function isMarkedFor(instance: Ec2Instance, ownerTags: Tags): boolean {
  return instance.marks[launchMarkKey(ownerTags)] === String(instance.launchIndex);
}

/** The keys of the marks that an instance still carries. */
export function launchMarksOn(instance: Ec2Instance): string[] {
  return Object.keys(instance.marks).filter((key) => key.startsWith(launchMarkPrefix));
}
