import { Double } from './json';
import { parseValue, printRanges, type Value } from './value';

export type Attribute = { readonly name: string } & Exclude<Value, { type: 'SET' }>;

/** Why a program ends with SIGABRT: what its developers had ruled out has happened. */
export class CheckFailed extends Error {}

/**
 * Attributes as in `rack:r1;disk:ssd`; a line break separates as well. What is behind the first colon is the value.
 * @throws CheckFailed
 */
export function parseAttributes(text: string): readonly Attribute[] {
  return text
    .split(/[;\n]/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const colon = pair.indexOf(':');
      if (colon < 1 || colon === pair.length - 1) {
        throw new CheckFailed(`Invalid attribute key:value pair '${pair}'`);
      }
      const name = pair.slice(0, colon);
      const value = parseValue(pair.slice(colon + 1));
      if (value.type === 'SET') {
        throw new CheckFailed(`Bad type for attribute ${name} text ${pair.slice(colon + 1)} type 2`);
      }
      return { name, ...value };
    });
}

/** As `/state` has them; the last of a name wins. */
export function attributeMap(attributes: readonly Attribute[]): Readonly<Record<string, string | Double>> {
  return Object.fromEntries(
    attributes.map((attribute): [string, string | Double] => {
      switch (attribute.type) {
        case 'SCALAR':
          return [attribute.name, new Double(attribute.scalar.value)];
        case 'RANGES':
          return [attribute.name, printRanges(attribute.ranges.range)];
        case 'TEXT':
          return [attribute.name, attribute.text.value];
      }
    }),
  );
}

/** Whether both say the same, in whatever order. */
export function sameAttributes(one: readonly Attribute[], other: readonly Attribute[]): boolean {
  const sorted = (attributes: readonly Attribute[]) => attributes.map((item) => JSON.stringify(item)).sort();
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
