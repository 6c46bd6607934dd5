import { applyConflict } from '../api/status-error';
import { sameJson, without } from '../json';
import type { ApiObject, JsonMap } from '../json';
import type { ObjectSchema } from '../kinds/schema';
import { compareObjects, fieldsOf } from './compare';
import {
  differenceOf,
  emptySet,
  formatPath,
  intersectionOf,
  isEmptySet,
  pathsOf,
  unionOf,
  withNamedFields,
  withoutBranches,
  withoutPaths,
} from './field-set';
import type { FieldSet } from './field-set';
import { capUpdaters, managerKey, readManagers } from './managed-fields';
import type { Manager, ManagerIdentity } from './managed-fields';
import { mergeObjects, removeFields } from './merge';

/** One kind in one version, as ownership sees it. */
export interface OwnedKind {
  readonly apiVersion: string;
  readonly schema: ObjectSchema;
  /** Paths that writes by this way never own, such as `status` for writes of the object itself. */
  readonly ignored: readonly (readonly string[])[];
  /** The object in another version, with its schema; undefined when that version is not served any more. */
  convert(object: JsonMap, apiVersion: string): { object: JsonMap; schema: ObjectSchema } | undefined;
}

/** Fields that every object has and nobody owns. */
const unowned: readonly (readonly string[])[] = [
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ['f:metadata', 'f:name'],
  ['f:metadata', 'f:namespace'],
  ['f:metadata', 'f:creationTimestamp'],
  ['f:metadata', 'f:selfLink'],
  ['f:metadata', 'f:uid'],
  ['f:metadata', 'f:clusterName'],
  ['f:metadata', 'f:generation'],
  ['f:metadata', 'f:managedFields'],
  ['f:metadata', 'f:resourceVersion'],
];

function owned(fields: FieldSet, { ignored }: OwnedKind): FieldSet {
  return withoutPaths(withoutBranches(fields, ignored), unowned);
}

/** What fields changed hands when `before` became `after` by a create, update or patch. */
export function managersAfterUpdate(
  before: JsonMap,
  after: JsonMap,
  managersBefore: ReadonlyMap<string, Manager>,
  by: ManagerIdentity,
  kind: OwnedKind,
  now: string,
): Map<string, Manager> {
  const managers = new Map(managersBefore);
  const key = managerKey(by);
  const comparison = compareBodies(before, after, kind.schema);
  loseFields(managers, undefined, before, after, kind, comparison);
  const changed = owned(unionOf(comparison.modified, comparison.added), kind);
  if (!isEmptySet(changed)) {
    const previous = managers.get(key);
    const fields = previous === undefined ? changed : unionOf(previous.fields, changed);
    managers.set(key, { ...by, time: now, fields });
  }
  capUpdaters(managers);
  return managers;
}

function compareBodies(before: JsonMap, after: JsonMap, schema: ObjectSchema) {
  const body = (object: JsonMap): JsonMap => {
    const { metadata } = object;
    return { ...object, metadata: without(metadata as JsonMap, 'managedFields') };
  };
  return compareObjects(body(before), body(after), schema);
}

/** Takes from all managers but one what was changed or removed. */
function loseFields(
  managers: Map<string, Manager>,
  except: string | undefined,
  before: JsonMap,
  after: JsonMap,
  kind: OwnedKind,
  comparison: ReturnType<typeof compareObjects>,
  onConflict?: (manager: Manager, fields: FieldSet) => void,
): void {
  const byVersion = new Map([[kind.apiVersion, comparison]]);
  for (const [key, manager] of [...managers]) {
    if (key === except) continue;
    let changes = byVersion.get(manager.apiVersion);
    if (changes === undefined) {
      const from = kind.convert(before, manager.apiVersion);
      const to = kind.convert(after, manager.apiVersion);
      if (from === undefined || to === undefined) {
        managers.delete(key);
        continue;
      }
      changes = compareBodies(from.object, to.object, from.schema);
      byVersion.set(manager.apiVersion, changes);
    }
    const touched = withoutBranches(unionOf(changes.modified, changes.added), kind.ignored);
    const taken = intersectionOf(manager.fields, touched);
    if (!isEmptySet(taken)) onConflict?.(manager, taken);
    const gone = intersectionOf(manager.fields, withoutBranches(changes.removed, kind.ignored));
    const lost = unionOf(taken, gone);
    if (isEmptySet(lost)) continue;
    const fields = differenceOf(manager.fields, lost);
    if (isEmptySet(fields)) managers.delete(key);
    else managers.set(key, { ...manager, fields });
  }
}

export interface Applied {
  /** Undefined when applying changes nothing of the object. */
  readonly object: ApiObject | undefined;
  readonly managers: Map<string, Manager>;
}

/**
 * Server-side apply: lays `config` over `live`, takes away what this manager applied last time and not now, and
 * works out who holds what.
 * @throws StatusError 409 when fields of others would change and `force` is not given.
 */
export function applyConfiguration(
  live: ApiObject,
  config: JsonMap,
  managersBefore: ReadonlyMap<string, Manager>,
  by: ManagerIdentity,
  kind: OwnedKind,
  { force, now }: { readonly force: boolean; readonly now: string },
): Applied {
  const key = managerKey(by);
  const managers = new Map(managersBefore);
  const last = managers.get(key);
  const bare = { ...live, metadata: without(live.metadata, 'managedFields') } as ApiObject;
  const merged = mergeObjects(bare, config, kind.schema) as JsonMap;
  const fields = owned(fieldsOf(config, kind.schema), kind);
  managers.set(key, { ...by, time: last?.time, fields });
  const after = last === undefined ? merged : prune(merged, managers, last, kind);

  const comparison = compareObjects(bare, after, kind.schema);
  const conflicts: { manager: Manager; path: string }[] = [];
  loseFields(managers, key, bare, after, kind, comparison, (manager, taken) => {
    for (const path of pathsOf(taken)) conflicts.push({ manager, path: formatPath(path) });
  });
  if (!force && conflicts.length > 0) throw conflictError(conflicts);
  if (isEmptySet(fields)) managers.delete(key);
  const changed = !sameJson(bare, after);
  const mine = managers.get(key);
  if (mine !== undefined) managers.set(key, { ...mine, time: changed ? now : last?.time });
  return { object: changed ? (after as ApiObject) : undefined, managers };
}

/** Takes away what was applied last time, is not applied now, and is held by nobody else. */
function prune(
  merged: JsonMap,
  managers: ReadonlyMap<string, Manager>,
  last: Manager,
  kind: OwnedKind,
): JsonMap {
  const at = (object: JsonMap, apiVersion: string) =>
    apiVersion === kind.apiVersion ? { object, schema: kind.schema } : kind.convert(object, apiVersion);
  const then = at(merged, last.apiVersion);
  if (then === undefined) return merged;
  const lastFields = withNamedFields(last.fields, then.schema);
  let pruned = removeFields(then.object, lastFields, then.schema) as JsonMap;

  const held = new Map<string, FieldSet>();
  for (const { apiVersion, fields } of managers.values()) {
    held.set(apiVersion, unionOf(held.get(apiVersion) ?? emptySet(), fields));
  }
  const versions = [last.apiVersion, ...[...held.keys()].filter((version) => version !== last.apiVersion)];
  let current = last.apiVersion;
  for (const version of versions) {
    const holding = held.get(version);
    const whole = at(merged, version);
    const left = version === current ? { object: pruned } : convertFrom(pruned, current, version, kind);
    if (holding === undefined || whole === undefined || left === undefined) continue;
    const all = withNamedFields(fieldsOf(whole.object, whole.schema), whole.schema);
    const kept = unionOf(
      withNamedFields(fieldsOf(left.object, whole.schema), whole.schema),
      withNamedFields(holding, whole.schema),
    );
    pruned = removeFields(whole.object, differenceOf(all, kept), whole.schema) as JsonMap;
    current = version;
  }
  const back = convertFrom(pruned, current, last.apiVersion, kind);
  if (back === undefined) return merged;
  const all = withNamedFields(fieldsOf(then.object, then.schema), then.schema);
  const left = withNamedFields(fieldsOf(back.object, then.schema), then.schema);
  const gone = intersectionOf(differenceOf(all, left), lastFields);
  const result = removeFields(then.object, gone, then.schema) as JsonMap;
  return convertFrom(result, last.apiVersion, kind.apiVersion, kind)?.object ?? merged;
}

function convertFrom(
  object: JsonMap,
  from: string,
  to: string,
  kind: OwnedKind,
): { object: JsonMap } | undefined {
  return from === to ? { object } : kind.convert(object, to);
}

function conflictError(conflicts: readonly { manager: Manager; path: string }[]) {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${describe(manager)}`,
    field: path,
  }));
  const [only] = conflicts;
  if (conflicts.length === 1 && only !== undefined) {
    return applyConflict(
      `Apply failed with 1 conflict: conflict with ${describe(only.manager)}: ${only.path}`,
      causes,
    );
  }
  const byManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) {
    const name = describe(manager);
    byManager.set(name, [...(byManager.get(name) ?? []), path]);
  }
  const lines = [...byManager]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, paths]) => [`conflicts with ${name}:`, ...paths.map((path) => `- ${path}`)]);
  return applyConflict(
    `Apply failed with ${String(conflicts.length)} conflicts: ${lines.join('\n')}`,
    causes,
  );
}

function describe({ name, operation, apiVersion, subresource }: Manager): string {
  const who =
    JSON.stringify(name) + (subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`);
  return operation === 'Apply' ? who : `${who} using ${apiVersion}`;
}

/** The managers of an object that is about to be written, unless the writer sets or resets them itself. */
export function managersOf(live: JsonMap | undefined, sent: JsonMap): Map<string, Manager> {
  const metadata = sent['metadata'] as JsonMap | undefined;
  const entries = metadata?.['managedFields'];
  if (Array.isArray(entries) && entries.length === 1 && sameJson(entries[0], {})) return new Map();
  const given = readManagers(sent);
  return given.size > 0 ? given : readManagers(live);
}
