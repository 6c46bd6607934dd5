import { viewOf } from '../definitions/spec';
import type { RunSpec } from '../groups/root';

export interface RollingLimits {
  /** So many healthy instances at any time. */
  readonly atLeast: number;
  /** So many instances, old and new ones, at any time. */
  readonly atMost: number;
}

/**
 * What the upgrade strategy allows while instances are replaced. Where it allows nothing at all, one instance more may
 * run for a while, or, of what keeps data, one fewer.
 * @param present how many there are, old and new
 */
export function rollingLimits(spec: RunSpec, present: number): RollingLimits {
  const { instances, upgrade, resident } = viewOf(spec);
  const atLeast = Math.ceil(instances * upgrade.minimumHealthCapacity);
  const atMost = Math.floor(instances * (1 + upgrade.maximumOverCapacity));
  if (atLeast !== atMost || atMost > present) return { atLeast, atMost };
  return resident ? { atLeast: Math.max(0, atLeast - 1), atMost } : { atLeast, atMost: atMost + 1 };
}
