import { at, numberAt, objectsAt, textAt } from '../json';
import type { JsonObject } from '../json';
import { conditionOf } from './readiness';

/** Why a pod is not running. */
export interface PodTrouble {
  /** Stays the same while the trouble lasts, though the kubelet's word for it alternates. */
  readonly key: string;
  /** `pod web-7d4b container web: ImagePullBackOff: …` */
  readonly description: string;
  /** For how long the trouble may last before it counts as hopeless, in milliseconds; 0 is at once. */
  readonly graceMs: number;
}

/** A registry, or a Secret that another resource makes, may be a moment late. */
const shortGraceMs = 30_000;
/** A name that cannot be one gets no better. */
const noGraceMs = 0;
/** Nodes may be joining, or being added by an autoscaler. */
const schedulingGraceMs = 300_000;
/** Restarts (with waits of 10, 20, 40 and 80 s between them) that an app may need until what it depends on is up. */
const hopelessRestarts = 5;

const waitingGraces: Readonly<Record<string, { readonly family: string; readonly graceMs: number }>> = {
  InvalidImageName: { family: 'image-name', graceMs: noGraceMs },
  ErrImagePull: { family: 'image', graceMs: shortGraceMs },
  ImagePullBackOff: { family: 'image', graceMs: shortGraceMs },
  ErrImageNeverPull: { family: 'image', graceMs: shortGraceMs },
  ImageInspectError: { family: 'image', graceMs: shortGraceMs },
  CreateContainerConfigError: { family: 'config', graceMs: shortGraceMs },
  CreateContainerError: { family: 'create', graceMs: shortGraceMs },
  RunContainerError: { family: 'create', graceMs: shortGraceMs },
};

/** What keeps a pod from running, worst first; empty for a pod that is coming up or running. */
export function troublesOf(pod: JsonObject): PodTrouble[] {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const uid = textAt(pod, 'metadata', 'uid') ?? name;
  const troubles: PodTrouble[] = [];
  const containers = [
    ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ...objectsAt(pod, 'status', 'containerStatuses'),
  ];
  for (const status of containers) {
    const container = textAt(status, 'name') ?? '';
    const reason = textAt(status, 'state', 'waiting', 'reason') ?? '';
    const where = `pod ${name} container ${container}`;
    const known = waitingGraces[reason];
    if (known !== undefined) {
      troubles.push({
        key: `${uid}/${container}/${known.family}`,
        description: `${where}: ${withMessage(reason, textAt(status, 'state', 'waiting', 'message'))}`,
        graceMs: known.graceMs,
      });
    } else if (reason === 'CrashLoopBackOff') {
      const restarts = numberAt(status, 'restartCount') ?? 0;
      troubles.push({
        key: `${uid}/${container}/crash`,
        description: `${where}: CrashLoopBackOff after ${String(restarts)} restarts: ${lastExit(status)}`,
        graceMs: restarts >= hopelessRestarts ? noGraceMs : Number.POSITIVE_INFINITY,
      });
    }
  }
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') {
    troubles.push({
      key: `${uid}/scheduling`,
      description: `pod ${name}: ${withMessage(scheduled.reason, scheduled.message)}`,
      graceMs: schedulingGraceMs,
    });
  }
  return troubles.sort((left, right) => left.graceMs - right.graceMs);
}

/** One line on a pod that has no trouble the kubelet names: its phase and what its containers are doing. */
export function describePod(pod: JsonObject): string {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const states = objectsAt(pod, 'status', 'containerStatuses').flatMap((status) => {
    if (at(status, 'ready') === true) return [];
    const container = textAt(status, 'name') ?? '';
    const waitingFor = textAt(status, 'state', 'waiting', 'reason');
    if (waitingFor !== undefined) return [`container ${container}: ${waitingFor}`];
    if (at(status, 'state', 'terminated') !== undefined)
      return [`container ${container}: ${lastExit(status)}`];
    return [`container ${container} is running but not ready`];
  });
  const phase = textAt(pod, 'status', 'phase') ?? 'Pending';
  return `pod ${name} is ${phase}${states.length > 0 ? ` (${states.join(', ')})` : ''}`;
}

function lastExit(status: JsonObject): string {
  for (const state of ['state', 'lastState']) {
    const code = numberAt(status, state, 'terminated', 'exitCode');
    if (code === undefined) continue;
    const reason = textAt(status, state, 'terminated', 'reason');
    const message = textAt(status, state, 'terminated', 'message')?.trim();
    return withMessage(`exited with ${String(code)}${reason === undefined ? '' : ` (${reason})`}`, message);
  }
  return textAt(status, 'state', 'waiting', 'message') ?? 'no exit code';
}

function withMessage(reason: string, message: string | undefined): string {
  return message === undefined || message === '' ? reason : `${reason}: ${message.slice(0, 500)}`;
}

/** Remembers how long each trouble has lasted, from one look to the next. */
export class TroubleWatch {
  private readonly since = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The troubles of one look at one object's pods; gives the first that has lasted too long. */
  hopeless(objectId: string, troubles: readonly PodTrouble[]): PodTrouble | undefined {
    const keys = new Set(troubles.map(({ key }) => `${objectId} ${key}`));
    for (const key of this.since.keys()) {
      if (key.startsWith(`${objectId} `) && !keys.has(key)) this.since.delete(key);
    }
    const now = this.now();
    return troubles.find(({ key, graceMs }) => {
      const id = `${objectId} ${key}`;
      const first = this.since.get(id) ?? now;
      this.since.set(id, first);
      return now - first >= graceMs;
    });
  }
}
