import type { ApiObject, Json, JsonMap } from '../json';
import type { Resource } from '../kinds/resource';
import { columnsOf } from './columns';

/** Objects as the `Table` that kubectl prints. @param list the list's metadata; undefined for one object */
export function tableOf(
  resource: Resource,
  objects: readonly ApiObject[],
  list: JsonMap | undefined,
  includeObject: string,
): Json {
  const columns = columnsOf(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: list ?? { resourceVersion: objects[0]?.metadata['resourceVersion'] ?? '' },
    columnDefinitions: columns.map(({ name, wide = false }): Json => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority: wide ? 1 : 0,
    })),
    rows: objects.map((object): Json => ({
      cells: columns.map(({ value }) => value(object)),
      ...(includeObject === 'None' ? {} : { object: rowObject(object, includeObject) }),
    })),
  };
}

function rowObject(object: ApiObject, includeObject: string): JsonMap {
  if (includeObject === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
