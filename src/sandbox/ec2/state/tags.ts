import { ApiError, invalidValue } from '../errors';
import type { Visibility } from './visibility';

export type Tags = ReadonlyMap<string, string>;
export interface TagInput {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const NONE: Tags = new Map();
const LONGEST_KEY = 127;
const LONGEST_VALUE = 255;

/** The type of a resource, as its id says; undefined for what cannot be tagged here. */
const TYPES: Readonly<Record<string, string>> = {
  i: 'instance',
  vol: 'volume',
  sg: 'security-group',
  sgr: 'security-group-rule',
  key: 'key-pair',
  vpc: 'vpc',
  subnet: 'subnet',
  eni: 'network-interface',
  sir: 'spot-instances-request',
};

export function resourceTypeOf(id: string): string | undefined {
  return TYPES[/^([a-z]+)-/.exec(id)?.[1] ?? ''];
}

export class TagStore {
  readonly #tags = new Map<string, Tags>();

  constructor(
    private readonly visibility: Visibility,
    private readonly perResource: number,
  ) {}

  of(id: string): Tags {
    return this.#tags.get(id) ?? NONE;
  }

  /** As a describe sees them, which may be late. */
  seen(id: string): Tags {
    return this.visibility.see(`tags:${id}`, this.of(id)) ?? NONE;
  }

  /** All that are tagged, in the order of their first tag. */
  ids(): readonly string[] {
    return [...this.#tags.keys()];
  }

  /** Adds and overwrites. Checks all before it changes anything. */
  add(ids: readonly string[], tags: ReadonlyMap<string, string>): void {
    const merged = ids.map((id) => [id, new Map([...this.of(id), ...tags])] as const);
    for (const [id, after] of merged) this.#checkCount(id, after);
    for (const [id, after] of merged) this.#replace(id, after);
  }

  /** Tags of something that is being made: seen as soon as it is. */
  initial(id: string, tags: ReadonlyMap<string, string>): void {
    this.#checkCount(id, tags);
    if (tags.size > 0) this.#tags.set(id, tags);
  }

  /** A key without a value goes whatever its value is; one with a value only when it has that value. */
  remove(id: string, tags: readonly TagInput[]): void {
    const after = new Map(this.of(id));
    for (const { Key: key = '', Value: value } of tags) {
      if (value === undefined || after.get(key) === value) after.delete(key);
    }
    this.#replace(id, tags.length === 0 ? new Map() : after);
  }

  forget(id: string): void {
    this.#tags.delete(id);
  }

  #replace(id: string, after: Tags): void {
    this.visibility.changed(`tags:${id}`, this.of(id));
    this.#tags.set(id, after);
  }

  #checkCount(id: string, tags: Tags): void {
    if (tags.size > this.perResource) {
      throw new ApiError(
        'TagLimitExceeded',
        `The maximum number of Tags for a resource has been reached: ${id} would have ${tags.size} of ${this.perResource}.`,
      );
    }
  }
}

/** Tags of a request, checked. */
export function readTags(tags: readonly TagInput[]): Map<string, string> {
  const read = new Map<string, string>();
  for (const { Key: key = '', Value: value = '' } of tags) {
    if (key === '') throw new ApiError('InvalidParameterValue', 'Tag keys must not be empty.');
    if (key.length > LONGEST_KEY)
      throw invalidValue('Key', key, `A tag key has at most ${LONGEST_KEY} characters.`);
    if (value.length > LONGEST_VALUE) {
      throw invalidValue('Value', value, `A tag value has at most ${LONGEST_VALUE} characters.`);
    }
    if (/^aws:/i.test(key)) {
      throw invalidValue('Key', key, 'Tag keys starting with "aws:" are reserved for internal use.');
    }
    if (read.has(key)) throw new ApiError('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
    read.set(key, value);
  }
  return read;
}

export interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tag?: readonly TagInput[] | undefined;
}

/** Tags by resource type. A type that the action does not make is refused. */
export function readTagSpecifications(
  specifications: readonly TagSpecification[] | undefined,
  makes: readonly string[],
): (resourceType: string) => Map<string, string> {
  const byType = new Map<string, Map<string, string>>();
  for (const { ResourceType: type = '', Tag: tags = [] } of specifications ?? []) {
    if (!makes.includes(type)) {
      throw invalidValue('TagSpecification.ResourceType', type, `Expected one of ${makes.join(', ')}.`);
    }
    if (byType.has(type)) throw invalidValue('TagSpecification.ResourceType', type, 'It is given twice.');
    byType.set(type, readTags(tags));
  }
  return (type) => byType.get(type) ?? new Map<string, string>();
}
