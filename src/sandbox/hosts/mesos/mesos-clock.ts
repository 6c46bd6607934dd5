import { type MesosClock, sandboxClock } from '../../mesos';
import type { Clock } from '../../world/clock';

/** Simulated seconds in one real second at most: sessions and elections take place between programs that are really busy. */
const FASTEST = 10;

/** The time of Mesos on machines: the sandbox's, but no faster than its programs can keep up with. */
export function mesosClock(clock: Clock): MesosClock {
  const paced = sandboxClock(clock);
  const factor = Math.max(1, clock.speed / FASTEST);
  const start = paced.now();
  return {
    now: () => start + (paced.now() - start) / factor,
    after: (seconds, action) => paced.after(seconds * factor, action),
  };
}
