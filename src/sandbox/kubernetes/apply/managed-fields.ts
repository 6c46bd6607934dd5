import { isMap, listAt, mapAt, textAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { decodeFields, encodeFields, isEmptySet, unionOf } from './field-set';
import type { FieldSet } from './field-set';

/** What one manager holds of an object. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  /** RFC 3339 */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

export type Managers = ReadonlyMap<string, Manager>;

/** Who acts, as far as ownership is concerned. */
export type ManagerIdentity = Pick<Manager, 'name' | 'operation' | 'apiVersion' | 'subresource'>;

/** A manager that applies is the same in every API version. */
export function managerKey({ name, operation, apiVersion, subresource }: ManagerIdentity): string {
  return JSON.stringify([name, operation, operation === 'Apply' ? '' : apiVersion, subresource]);
}

const decoded = new WeakMap<object, ReadonlyMap<string, Manager>>();

/** The managers of an object; a map of the caller's own. */
export function readManagers(object: JsonMap | undefined): Map<string, Manager> {
  const entries = listAt(object, 'metadata', 'managedFields');
  let managers = decoded.get(entries);
  if (managers === undefined) decoded.set(entries, (managers = decodeManagers(entries.filter(isMap))));
  return new Map(managers);
}

function decodeManagers(entries: readonly JsonMap[]): Map<string, Manager> {
  const managers = new Map<string, Manager>();
  for (const entry of entries) {
    const manager: Manager = {
      name: textAt(entry, 'manager') ?? '',
      operation: textAt(entry, 'operation') === 'Apply' ? 'Apply' : 'Update',
      apiVersion: textAt(entry, 'apiVersion') ?? '',
      subresource: textAt(entry, 'subresource') ?? '',
      time: textAt(entry, 'time'),
      fields: decodeFields(mapAt(entry, 'fieldsV1')),
    };
    managers.set(managerKey(manager), manager);
  }
  return managers;
}

/** Managers that applied first, then in the order of time. */
export function writeManagers(managers: Managers): Json[] {
  return [...managers.values()]
    .filter(({ fields }) => !isEmptySet(fields))
    .sort(compareManagers)
    .map((manager): Json => ({
      manager: manager.name,
      operation: manager.operation,
      apiVersion: manager.apiVersion,
      ...(manager.time === undefined ? {} : { time: manager.time }),
      fieldsType: 'FieldsV1',
      fieldsV1: encodeFields(manager.fields),
      ...(manager.subresource === '' ? {} : { subresource: manager.subresource }),
    }));
}

function compareManagers(left: Manager, right: Manager): number {
  for (const key of ['operation', 'time', 'name', 'apiVersion', 'subresource'] as const) {
    const [one, other] = [left[key] ?? '', right[key] ?? ''];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

export function withManagers<T extends ApiObject>(object: T, managers: Managers): T {
  const entries = writeManagers(managers);
  decoded.set(entries, managers);
  const metadata = { ...object.metadata };
  delete (metadata as Record<string, unknown>)['managedFields'];
  return { ...object, metadata: entries.length === 0 ? metadata : { ...metadata, managedFields: entries } };
}

const mostUpdaters = 10;

/** Many managers that updated once become one, oldest first, so that an object does not grow without end. */
export function capUpdaters(managers: Map<string, Manager>): void {
  const updaters = [...managers.entries()].filter(([, { operation }]) => operation === 'Update');
  let surplus = updaters.length - mostUpdaters;
  if (surplus <= 0) return;
  updaters.sort(([, left], [, right]) => compareManagers(left, right));
  const merged = new Map<string, Manager>();
  for (const [key, manager] of updaters) {
    if (surplus < 0) break;
    surplus -= 1;
    managers.delete(key);
    const bucket: Manager = { ...manager, name: 'ancient-changes', subresource: '' };
    const before = merged.get(managerKey(bucket));
    const fields = before === undefined ? manager.fields : unionOf(before.fields, manager.fields);
    merged.set(managerKey(bucket), { ...bucket, fields });
  }
  for (const [key, manager] of merged) managers.set(key, manager);
}
