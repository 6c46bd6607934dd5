import type {
  Attribute,
  AttributeKind,
  AttributeOptions,
  Attributes,
  AttributeTypes,
  ListTypes,
  MapTypes,
  ObjectListTypes,
  ObjectMapTypes,
  ObjectTypes,
  PrimitiveName,
  PrimitiveTypes,
  WithOptions,
} from './attribute';

/** The type of the elements of a list, set or map. */
export interface ElementType<T> {
  readonly name: PrimitiveName;
  readonly type?: T;
}

const string: ElementType<string> = { name: 'string' };
const number: ElementType<number> = { name: 'number' };
const bool: ElementType<boolean> = { name: 'bool' };

/** Element types of lists, sets and maps. */
export const t = { string, number, bool };

function attribute<V extends AttributeTypes, O>(
  shape: AttributeKind,
  options: object,
): Attribute<WithOptions<V, O>> {
  return { shape, options: options as AttributeOptions<never> };
}

/**
 * Attributes. The wire schema and the TypeScript types of a resource both follow from them:
 *
 * ```ts
 * const schema = defineSchema({
 *   version: 0,
 *   description: 'A machine that exists.',
 *   attributes: {
 *     address: a.string({ required: true, forceNew: true, description: 'Address of its SSH server.' }),
 *     port: a.number({ default: 22, description: 'Port of its SSH server.' }),
 *     labels: a.map(t.string, { optional: true, description: 'Labels.' }),
 *     hostname: a.string({ computed: true, description: 'What it calls itself.' }),
 *   },
 * });
 * ```
 */
export const a = {
  string: <const O extends AttributeOptions<string>>(options: O) =>
    attribute<PrimitiveTypes<string>, O>({ kind: 'primitive', type: 'string' }, options),

  /** A JavaScript number: what it cannot hold exactly is refused when the configuration is read. */
  number: <const O extends AttributeOptions<number>>(options: O) =>
    attribute<PrimitiveTypes<number>, O>({ kind: 'primitive', type: 'number' }, options),

  bool: <const O extends AttributeOptions<boolean>>(options: O) =>
    attribute<PrimitiveTypes<boolean>, O>({ kind: 'primitive', type: 'bool' }, options),

  list: <T, const O extends AttributeOptions<readonly T[]>>(element: ElementType<T>, options: O) =>
    attribute<ListTypes<T>, O>({ kind: 'collection', collection: 'list', element: element.name }, options),

  /** Held as an array whose order means nothing. */
  set: <T, const O extends AttributeOptions<readonly T[]>>(element: ElementType<T>, options: O) =>
    attribute<ListTypes<T>, O>({ kind: 'collection', collection: 'set', element: element.name }, options),

  map: <T, const O extends AttributeOptions<Readonly<Record<string, T>>>>(
    element: ElementType<T>,
    options: O,
  ) => attribute<MapTypes<T>, O>({ kind: 'collection', collection: 'map', element: element.name }, options),

  /** One nested object. */
  object: <const A extends Attributes, const O extends AttributeOptions<ObjectTypes<A>['returned']>>(
    attributes: A,
    options: O,
  ) => attribute<ObjectTypes<A>, O>({ kind: 'object', nesting: 'single', attributes }, options),

  objectList: <
    const A extends Attributes,
    const O extends AttributeOptions<readonly ObjectTypes<A>['returned'][]>,
  >(
    attributes: A,
    options: O,
  ) => attribute<ObjectListTypes<A>, O>({ kind: 'object', nesting: 'list', attributes }, options),

  /**
   * Held as an array whose order means nothing. Nothing inside can be computed, because nothing says which element
   * of the state before a planned one is.
   */
  objectSet: <
    const A extends Attributes,
    const O extends AttributeOptions<readonly ObjectTypes<A>['returned'][]>,
  >(
    attributes: A,
    options: O,
  ) => attribute<ObjectListTypes<A>, O>({ kind: 'object', nesting: 'set', attributes }, options),

  objectMap: <
    const A extends Attributes,
    const O extends AttributeOptions<Readonly<Record<string, ObjectTypes<A>['returned']>>>,
  >(
    attributes: A,
    options: O,
  ) => attribute<ObjectMapTypes<A>, O>({ kind: 'object', nesting: 'map', attributes }, options),
};
