import { mapConcurrently, sleep } from '../abort';
import { isNotFound } from './errors';
import { at, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { describeObject, formatObjectId } from './manifest';
import type { ObjectReference } from './manifest';
import { describePod, troublesOf, TroubleWatch } from './pod-trouble';
import { judge, ready, waiting } from './readiness';
import type { Verdict } from './readiness';
import { hasPods, lastEvent, podsOf } from './workload-pods';

/** Objects did not become ready: at the timeout, or earlier where waiting longer is of no use. */
export class NotReadyError extends Error {
  /** One line per object: `deployment default/web: 0 of 3 replicas are available; pod web-7d4b container web: …` */
  readonly reasons: readonly string[];

  constructor(headline: string, reasons: readonly string[]) {
    super([headline, ...reasons.map((reason) => `  ${reason}`)].join('\n'));
    this.name = 'NotReadyError';
    this.reasons = reasons;
  }
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly onProgress: (message: string) => void;
}

const pollMs = 1_000;
/** Pods are looked at on every third look at their owners. */
const looksPerPodCheck = 3;
const concurrency = 8;
const podsInReasons = 3;

interface Pending {
  readonly reference: ObjectReference;
  verdict: Verdict;
  live: JsonObject | undefined;
}

/**
 * Looks at the objects once a second until all are ready. What was ready once is not looked at again.
 * @throws NotReadyError
 */
export async function waitUntilReady(
  api: KubernetesApi,
  references: readonly ObjectReference[],
  options: WaitOptions,
): Promise<void> {
  const { signal, timeoutMs, onProgress } = options;
  const deadline = Date.now() + timeoutMs;
  const watch = new TroubleWatch();
  const storage = new StorageClasses(api, signal);
  let pending: Pending[] = references.map((reference) => ({
    reference,
    verdict: waiting(''),
    live: undefined,
  }));
  for (let look = 0; ; look++) {
    await mapConcurrently(pending, concurrency, async (item) => {
      const before = item.verdict;
      const live = await api.read(item.reference, { signal });
      item.verdict = live === undefined ? judgeAbsent(item.live) : await storage.judge(live);
      item.live = live ?? item.live;
      if (item.verdict.state === 'waiting' && look % looksPerPodCheck === looksPerPodCheck - 1) {
        await failWhenHopeless(api, item, watch, signal);
      }
      if (
        item.verdict.state === 'waiting' &&
        !(before.state === 'waiting' && before.reason === item.verdict.reason)
      ) {
        onProgress(`${describeObject(item.reference)}: ${item.verdict.reason}`);
      }
    });
    const hopeless = pending.filter(({ verdict }) => verdict.state === 'failed');
    if (hopeless.length > 0) {
      throw await notReady(api, `will not become ready: ${share(hopeless, references)}:`, hopeless, signal);
    }
    pending = pending.filter(({ verdict }) => verdict.state === 'waiting');
    if (pending.length === 0) return;
    if (Date.now() + pollMs > deadline) {
      const waited = `${String(Math.round(timeoutMs / 1000))} s`;
      throw await notReady(api, `not ready after ${waited}: ${share(pending, references)}:`, pending, signal);
    }
    await sleep(pollMs, signal);
  }
}

function share(some: readonly unknown[], all: readonly unknown[]): string {
  return `${String(some.length)} of ${String(all.length)} objects`;
}

/** A finished job may have been cleaned up by its own time to live between two looks. */
function judgeAbsent(before: JsonObject | undefined): Verdict {
  return at(before, 'spec', 'ttlSecondsAfterFinished') === undefined
    ? waiting('it was deleted meanwhile')
    : ready;
}

async function failWhenHopeless(
  api: KubernetesApi,
  item: Pending,
  watch: TroubleWatch,
  signal: AbortSignal,
): Promise<void> {
  if (item.live === undefined || !hasPods(item.live)) return;
  const troubles = (await podsOf(api, item.live, signal)).flatMap(troublesOf);
  const trouble = watch.hopeless(formatObjectId(item.reference), troubles);
  if (trouble === undefined || item.verdict.state !== 'waiting') return;
  item.verdict = { state: 'failed', reason: item.verdict.reason };
}

async function notReady(
  api: KubernetesApi,
  headline: string,
  items: readonly Pending[],
  signal: AbortSignal,
): Promise<NotReadyError> {
  const reasons = await mapConcurrently(items, concurrency, async ({ reference, verdict, live }) => {
    const what = `${describeObject(reference)}: ${verdict.state === 'ready' ? '' : verdict.reason}`;
    // The reason is there already; what only explains it further must not hide it.
    const details = live === undefined ? [] : await explain(api, live, signal).catch(() => []);
    return [what, ...details].join('; ');
  });
  return new NotReadyError(headline, reasons);
}

async function explain(api: KubernetesApi, live: JsonObject, signal: AbortSignal): Promise<string[]> {
  const pods = hasPods(live) ? await podsOf(api, live, signal) : [];
  const unready = pods.filter((pod) => judge(pod).state !== 'ready');
  const lines = unready
    .map((pod) => ({ pod, troubles: troublesOf(pod) }))
    .sort((left, right) => right.troubles.length - left.troubles.length)
    .slice(0, podsInReasons)
    .map(({ pod, troubles }) => troubles[0]?.description ?? describePod(pod));
  const event = await lastEvent(api, unready[0] ?? live, signal);
  return event === undefined ? lines : [...lines, `last event: ${event}`];
}

/** A claim of a class that binds for the first pod has nothing to wait for. */
class StorageClasses {
  private readonly lateBinding = new Map<string, Promise<boolean>>();

  constructor(
    private readonly api: KubernetesApi,
    private readonly signal: AbortSignal,
  ) {}

  async judge(live: JsonObject): Promise<Verdict> {
    const verdict = judge(live);
    const storageClass = textAt(live, 'spec', 'storageClassName');
    if (verdict.state !== 'waiting' || textAt(live, 'kind') !== 'PersistentVolumeClaim' || !storageClass) {
      return verdict;
    }
    let late = this.lateBinding.get(storageClass);
    if (late === undefined) {
      late = this.bindsLate(storageClass);
      this.lateBinding.set(storageClass, late);
    }
    return (await late) ? ready : verdict;
  }

  private async bindsLate(name: string): Promise<boolean> {
    try {
      const path = `/apis/storage.k8s.io/v1/storageclasses/${encodeURIComponent(name)}`;
      const found = await this.api.request('GET', path, undefined, { signal: this.signal });
      return textAt(found, 'volumeBindingMode') === 'WaitForFirstConsumer';
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }
}
