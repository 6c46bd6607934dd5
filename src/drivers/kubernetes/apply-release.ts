import { mapConcurrently, sleep } from '../abort';
import { applyObject, kindNotServed, refuseForeignObject } from './apply-object';
import { inWaves } from './apply-order';
import { deleteObjects } from './delete-objects';
import { textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { formatObjectId, parseObjectId, referenceTo, versionlessKey } from './manifest';
import type { ObjectReference, ParsedObject } from './manifest';
import { refuseDuplicates } from './parse-manifests';
import { objectRefused } from './release-errors';
import { releaseOf } from './release-mark';
import { isDefinedBy, resolveObject } from './resolve-objects';
import { waitUntilReady } from './wait-until-ready';

/** Objects that belong together. */
export interface Release {
  readonly name: string;
  /** For objects that live in a namespace and do not say in which; also part of the release's identity. */
  readonly namespace: string;
  readonly objects: readonly ParsedObject[];
  /** What earlier applies reported: what is declared no more is deleted. */
  readonly previousObjectIds: readonly string[];
  /** Which of them {@link ApplyOptions.onAdopted} named: when declared no more, they stay. None when absent. */
  readonly adoptedObjectIds?: readonly string[];
  /** Take fields over from whoever manages them. */
  readonly forceConflicts: boolean;
  /** Wait until the objects are ready. */
  readonly wait: boolean;
  /** For everything together, in milliseconds. */
  readonly timeoutMs: number;
}

export interface ApplyOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (message: string) => void;
  /**
   * Called before an object is sent for the first time, so that it is on record even when the answer is lost. An
   * id that was reported but never came to be does no harm: deleting what is not there is fine.
   */
  readonly onApplied?: (objectId: string) => void | Promise<void>;
  /** Called before an object is taken over that was there without us: deleting the release must leave it. */
  readonly onAdopted?: (objectId: string) => void | Promise<void>;
  /** Called before an object is sent that does not exist: also one that was taken over once is now our own. */
  readonly onCreated?: (objectId: string) => void | Promise<void>;
  /** Called when an object that is declared no more is gone. */
  readonly onRemoved?: (objectId: string) => void | Promise<void>;
}

export interface AppliedRelease {
  /** The ids of all objects, in apply order. */
  readonly objectIds: readonly string[];
}

const concurrency = 8;
const definitionTimeoutMs = 60_000;
const pollMs = 250;

/**
 * Makes the cluster hold exactly the release's objects: looks first and refuses what belongs to another release
 * before anything is changed, applies in order, deletes what is declared no more, then waits.
 *
 * An object that exists without the mark of any release is taken over, unless that would change a field somebody
 * else manages. It stays when it is declared no more.
 * @throws KubernetesApiError for the first object that is refused; NotReadyError when the wait was in vain.
 */
export async function applyRelease(
  api: KubernetesApi,
  release: Release,
  options: ApplyOptions,
): Promise<AppliedRelease> {
  const { signal } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const deadline = Date.now() + release.timeoutMs;
  const lives = await lookFirst(api, release, signal);
  const applied: { readonly parsed: ParsedObject; readonly live: JsonObject }[] = [];

  for (const wave of inWaves(release.objects, ({ object }) => referenceTo(object))) {
    const done = await mapConcurrently(wave, concurrency, async (parsed) => {
      const known = lives.get(parsed);
      const resolved = known?.parsed ?? (await resolveWhenServed(api, release, parsed, signal));
      const before = known === undefined ? await readOwn(api, release, resolved, signal) : known.live;
      await report(release, referenceTo(resolved.object), before, options);
      const live = await applyObject(api, resolved, before, {
        release,
        forceConflicts: release.forceConflicts,
        signal,
        retryMs: Math.max(deadline - Date.now(), pollMs),
        onProgress,
      });
      return { parsed: resolved, live };
    });
    applied.push(...done);
    await awaitDefinitions(api, done, { signal, onProgress });
  }

  await prune(api, release, applied, deadline, options);
  const references = applied.map(({ parsed }) => referenceTo(parsed.object));
  if (release.wait) {
    await waitUntilReady(api, references, {
      signal,
      onProgress,
      timeoutMs: Math.max(deadline - Date.now(), pollMs),
    });
  }
  return { objectIds: references.map(formatObjectId) };
}

interface Known {
  readonly parsed: ParsedObject;
  readonly live: JsonObject | undefined;
}

/** What is there of the objects whose kinds are served already. Kinds that this release defines come later. */
async function lookFirst(
  api: KubernetesApi,
  release: Release,
  signal: AbortSignal,
): Promise<ReadonlyMap<ParsedObject, Known>> {
  const known = await mapConcurrently(release.objects, concurrency, async (parsed) => {
    const resolved = await resolveObject(api, parsed, release.namespace, signal);
    if (resolved !== undefined) {
      return [parsed, { parsed: resolved, live: await readOwn(api, release, resolved, signal) }] as const;
    }
    if (isDefinedBy(release.objects, parsed.object)) return undefined;
    throw objectRefused(kindNotServed(api, parsed.object), parsed);
  });
  const found = known.filter((entry) => entry !== undefined);
  refuseDuplicates(found.map(([, entry]) => entry.parsed));
  return new Map(found);
}

async function readOwn(
  api: KubernetesApi,
  release: Release,
  { object }: ParsedObject,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const live = await api.read(referenceTo(object), { signal });
  if (live !== undefined) refuseForeignObject(live, object, release);
  return live;
}

async function report(
  release: Release,
  reference: ObjectReference,
  before: JsonObject | undefined,
  { onApplied, onAdopted, onCreated }: ApplyOptions,
): Promise<void> {
  const id = formatObjectId(reference);
  if (before === undefined) await onCreated?.(id);
  // One that lost its mark since an earlier apply is still ours.
  else if (releaseOf(before) === undefined && !includes(release.previousObjectIds, reference))
    await onAdopted?.(id);
  await onApplied?.(id);
}

/** Whether the object is among them, under whichever API version. */
function includes(objectIds: readonly string[], reference: ObjectReference): boolean {
  const key = versionlessKey(reference);
  return objectIds.some((id) => versionlessKey(parseObjectId(id)) === key);
}

/** A definition is established a moment before its kind is listed. */
async function resolveWhenServed(
  api: KubernetesApi,
  release: Release,
  parsed: ParsedObject,
  signal: AbortSignal,
): Promise<ParsedObject> {
  const deadline = Date.now() + definitionTimeoutMs;
  for (;;) {
    const resolved = await resolveObject(api, parsed, release.namespace, signal);
    if (resolved !== undefined) return resolved;
    if (Date.now() > deadline) throw objectRefused(kindNotServed(api, parsed.object), parsed);
    await sleep(pollMs, signal);
    api.forgetResources(parsed.object.apiVersion);
  }
}

async function awaitDefinitions(
  api: KubernetesApi,
  applied: readonly Pick<Known, 'parsed'>[],
  options: { readonly signal: AbortSignal; readonly onProgress: (message: string) => void },
): Promise<void> {
  const definitions = applied.filter(({ parsed }) => parsed.object.kind === 'CustomResourceDefinition');
  if (definitions.length === 0) return;
  await waitUntilReady(
    api,
    definitions.map(({ parsed }) => referenceTo(parsed.object)),
    { ...options, timeoutMs: definitionTimeoutMs },
  );
}

async function prune(
  api: KubernetesApi,
  release: Release,
  applied: readonly { readonly parsed: ParsedObject; readonly live: JsonObject }[],
  deadline: number,
  { signal, onProgress, onRemoved }: ApplyOptions,
): Promise<void> {
  const declared = new Set(applied.map(({ parsed }) => versionlessKey(referenceTo(parsed.object))));
  const surplus = release.previousObjectIds.filter((id) => !declared.has(versionlessKey(parseObjectId(id))));
  if (surplus.length === 0) return;
  await deleteObjects(api, surplus, release, {
    signal,
    timeoutMs: Math.max(deadline - Date.now(), pollMs),
    onProgress: onProgress ?? (() => undefined),
    onRemoved: onRemoved ?? (() => undefined),
    adoptedObjectIds: release.adoptedObjectIds ?? [],
    keepUids: new Set(applied.map(({ live }) => textAt(live, 'metadata', 'uid') ?? '')),
  });
}
