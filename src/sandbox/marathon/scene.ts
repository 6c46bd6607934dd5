import type { MarathonClock } from './clock';
import type { EventBus } from './events';
import type { Root, RunSpec } from './groups/root';
import { runSpec } from './groups/root';
import type { Backoff } from './instances/backoff';
import type { Tracker } from './instances/tracker';
import type { JsonMap } from './json';
import type { Settings } from './settings';
import type { History } from './storage/history';
import type { Journal } from './storage/journal';

/** What the parts of a leading Marathon share. */
export interface Scene {
  readonly clock: MarathonClock;
  readonly settings: Settings;
  readonly events: EventBus;
  readonly journal: Journal;
  readonly history: History;
  readonly tracker: Tracker;
  readonly backoff: Backoff;
  /** From 0 up to, and without, 1. */
  readonly random: () => number;
  readonly log: (line: string) => void;
  /** A call of Mesos' scheduler API. What cannot be sent is lost, as with Mesos' own driver. */
  call(type: string, body?: JsonMap): void;
  /** Puts off; nothing happens after the leader has stopped. */
  after(seconds: number, action: () => void): () => void;
}

export function currentRoot(scene: Scene): Root {
  return scene.history.current;
}

export function currentSpec(scene: Scene, id: string): RunSpec | undefined {
  return runSpec(scene.history.current, id);
}

/** The definition that an instance runs; the current one where that is no longer kept. */
export function specOf(
  scene: Scene,
  instance: { readonly specId: string; readonly version: string },
): RunSpec | undefined {
  return scene.history.spec(instance.specId, instance.version) ?? currentSpec(scene, instance.specId);
}
