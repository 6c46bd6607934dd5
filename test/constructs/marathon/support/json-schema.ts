/** As much of JSON Schema as the one of Marathon's API uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
}

/** Where a value does not fit the schema, as JSON paths; none when it fits. */
export function misfits(root: JsonSchema, schema: JsonSchema, value: unknown, path = ''): string[] {
  const down = (one: JsonSchema, part: unknown, step = ''): string[] =>
    misfits(root, one, part, `${path}${step}`);
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    if (target === undefined) throw new Error(`no ${schema.$ref}`);
    const here = down(target, value);
    if (here.length > 0) return here;
  }
  if (schema.anyOf !== undefined && schema.anyOf.every((one) => down(one, value).length > 0)) return [path];
  if (schema.type !== undefined && !isOfType(schema.type, value)) return [path];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [path];
  if (typeof value === 'string') {
    const { pattern, minLength = 0, maxLength = Infinity } = schema;
    const fits = value.length >= minLength && value.length <= maxLength;
    return fits && (pattern === undefined || new RegExp(pattern).test(value)) ? [] : [path];
  }
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return value >= minimum && value <= maximum ? [] : [path];
  }
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Infinity, items, uniqueItems } = schema;
    const texts = value.map((one) => JSON.stringify(one));
    if (value.length < minItems || value.length > maxItems) return [path];
    if (uniqueItems === true && new Set(texts).size < texts.length) return [path];
    return items === undefined ? [] : value.flatMap((one, index) => down(items, one, `[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  const [anyName] = Object.values(schema.patternProperties ?? {});
  return [
    ...missing.map((name) => `${path}.${name}`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const own = schema.properties?.[name] ?? anyName;
      return own === undefined ? [] : down(own, one, `.${name}`);
    }),
  ];
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}
