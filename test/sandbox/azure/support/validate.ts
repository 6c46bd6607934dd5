import { resolve, type Located, type Schema } from './contracts';

/** Where a value is not as a schema says, path by path: also where it has what no schema knows. */
export function violations(located: Located, value: unknown, path = ''): string[] {
  const { schema, file } = resolve(located);
  if (value === null || value === undefined) return [];
  const type =
    schema.type ?? (schema.properties === undefined && schema.allOf === undefined ? undefined : 'object');
  switch (type) {
    case undefined:
      return [];
    case 'string':
      return typeof value === 'string' ? wrongChoice(schema, value, path) : [`${path} is no string`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} is no boolean`];
    case 'integer':
      return Number.isInteger(value) ? [] : [`${path} is no integer`];
    case 'number':
      return typeof value === 'number' ? [] : [`${path} is no number`];
    case 'array': {
      const { items } = schema;
      if (!Array.isArray(value)) return [`${path} is no array`];
      if (items === undefined) return [];
      return value.flatMap((entry, index) => violations({ schema: items, file }, entry, `${path}[${index}]`));
    }
    default:
      return objectViolations({ schema, file }, value, path);
  }
}

function objectViolations(located: Located, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  const { properties, required, rest } = flatten(located);
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${path}.${name} is missing`);
  const wrong = Object.entries(value).flatMap(([name, entry]) => {
    const property = properties.get(name);
    if (property !== undefined) return violations(property, entry, `${path}.${name}`);
    if (rest === 'anything') return [];
    return rest === undefined ? [`${path}.${name} is unknown`] : violations(rest, entry, `${path}.${name}`);
  });
  return [...missing, ...wrong];
}

interface Flat {
  readonly properties: ReadonlyMap<string, Located>;
  readonly required: readonly string[];
  /** What properties of other names are; undefined when there are none. */
  readonly rest: Located | 'anything' | undefined;
}

function flatten(located: Located): Flat {
  const { schema, file } = resolve(located);
  const bases = (schema.allOf ?? []).map((base) => flatten({ schema: base, file }));
  const own = Object.entries(schema.properties ?? {}).map(([name, property]): [string, Located] => [
    name,
    { schema: property, file },
  ]);
  const { additionalProperties: more } = schema;
  const known = own.length + bases.reduce((sum, { properties }) => sum + properties.size, 0) > 0;
  return {
    properties: new Map([...bases.flatMap(({ properties }) => [...properties]), ...own]),
    required: [...bases.flatMap(({ required }) => required), ...(schema.required ?? [])],
    rest:
      typeof more === 'object' ? { schema: more, file } : more === true || !known ? 'anything' : undefined,
  };
}

function wrongChoice({ enum: choices, 'x-ms-enum': open }: Schema, value: string, path: string): string[] {
  return choices === undefined || open?.modelAsString === true || choices.includes(value)
    ? []
    : [`${path} is "${value}", none of ${choices.join(', ')}`];
}
