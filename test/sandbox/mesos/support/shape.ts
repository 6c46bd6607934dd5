/** Where an answer's JSON differs in its shape from another's: names, types, whole or not, and values of enumerations. */
export function differences(expected: string, actual: string): readonly string[] {
  return compare(readShape(expected), readShape(actual), '');
}

/** JSON with numbers as what they are printed as. */
type Shape =
  'whole' | 'fraction' | string | boolean | null | readonly Shape[] | { readonly [key: string]: Shape };

const WHOLE = '\u0000whole';
const FRACTION = '\u0000fraction';

/** Numbers outside of strings become names of their kind. */
function readShape(json: string): Shape {
  const marked = json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(/[.eE]/.test(token) ? FRACTION : WHOLE),
  );
  return JSON.parse(marked) as Shape;
}

function compare(expected: Shape, actual: Shape, path: string): readonly string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) {
      return [`${path} has ${String(actual.length)} items, not ${String(expected.length)}`];
    }
    const inOrder = (items: readonly Shape[]): readonly string[] =>
      expected.flatMap((item, index) =>
        compare(item as Shape, items[index] as Shape, `${path}[${String(index)}]`),
      );
    const problems = inOrder(actual as readonly Shape[]);
    // Agents, frameworks and tasks come in the order of a hash.
    const reversed = (actual as readonly Shape[]).toReversed();
    return problems.length > 0 && inOrder(reversed).length === 0 ? [] : problems;
  }
  if (isMap(expected) && isMap(actual)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) => {
      const [one, other] = [expected[key], actual[key]];
      if (one === undefined) return [`${path}.${key} is not recorded`];
      if (other === undefined) return [`${path}.${key} is missing`];
      return compare(one, other, `${path}.${key}`);
    });
  }
  const [one, other] = [kindOf(expected), kindOf(actual)];
  return one === other ? [] : [`${path} is ${other}, not ${one}`];
}

function isMap(value: Shape): value is Readonly<Record<string, Shape>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: Shape): string {
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value !== 'string') return String(value);
  if (value === WHOLE || value === FRACTION) return value.slice(1);
  return /^[A-Z][A-Z0-9_]{2,}$/.test(value) ? value : 'text';
}
