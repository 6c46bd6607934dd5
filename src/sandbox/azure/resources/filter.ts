import { ArmError } from '../errors';
import type { Tags } from '../state/records';

interface Filtered {
  readonly name: string;
  readonly location: string;
  readonly tags: Tags | undefined;
  readonly type?: string;
}

/** What `$filter` may say here: equalities, joined by `and`. */
export function readFilter(filter: string | undefined): (one: Filtered) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true;
  const terms = filter.split(/\s+and\s+/i).map((term) => {
    const match = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(term);
    const name = match?.[1]?.toLowerCase() ?? '';
    if (match === null || !['tagname', 'tagvalue', 'resourcetype', 'name', 'location'].includes(name)) {
      throw new ArmError(
        400,
        'InvalidFilterInQueryString',
        `Invalid $filter '${filter}' specified in the query string: the sandbox covers equalities of tagName, tagValue, resourceType, name and location.`,
      );
    }
    return [name, (match[2] ?? '').replaceAll("''", "'")] as const;
  });
  const wanted = new Map(terms);
  const same = (value: string | undefined, of: string) => {
    const other = wanted.get(of);
    return other === undefined || value?.toLowerCase() === other.toLowerCase();
  };
  const tagName = wanted.get('tagname');
  return ({ name, location, tags = {}, type }) =>
    same(name, 'name') &&
    same(location, 'location') &&
    same(type, 'resourcetype') &&
    (tagName === undefined ||
      Object.entries(tags).some(
        ([key, value]) =>
          key.toLowerCase() === tagName.toLowerCase() && value === (wanted.get('tagvalue') ?? value),
      ));
}
