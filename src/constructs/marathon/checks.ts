import { Token } from 'cdktf';

/** What is wrong with a part of a definition, and where: `container.docker.image`. */
export interface Problem {
  readonly path: string;
  /** Follows the path: `must be text, is 5`. */
  readonly problem: string;
}

/** Looks at a value; undefined when nothing is wrong with it. */
export type Check = (value: unknown, path: string) => Problem | undefined;

export type Fields = Readonly<Record<string, unknown>>;

export const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

/** Whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that is known only after an apply passes every check: Marathon makes them again. */
function known(check: Check): Check {
  return (value, path) => (Token.isUnresolved(value) ? undefined : check(value, path));
}

function say(path: string, problem: string): Problem {
  return { path, problem };
}

interface TextRules {
  readonly pattern?: RegExp;
  /** What the pattern demands: `lower-case letters, digits and dashes`. */
  readonly of?: string;
  /** @default 0 */
  readonly min?: number;
  readonly max?: number;
}

export function text({ pattern, of, min = 0, max }: TextRules = {}): Check {
  return known((value, path) => {
    if (typeof value !== 'string') return say(path, `must be text, is ${quote(value)}`);
    if (value.length < min) return say(path, 'must not be empty');
    if (max !== undefined && value.length > max)
      return say(path, `must have at most ${max} characters, has ${value.length}`);
    if (pattern === undefined || pattern.test(value)) return undefined;
    return say(path, `must be ${of ?? String(pattern)}, is ${quote(value)}`);
  });
}

interface NumberRules {
  readonly min?: number;
  readonly max?: number;
}

export function number({ min, max }: NumberRules = {}): Check {
  return known((value, path) => {
    if (typeof value !== 'number') return say(path, `must be a number, is ${quote(value)}`);
    if ((min === undefined || value >= min) && (max === undefined || value <= max)) return undefined;
    const range =
      max === undefined
        ? `at least ${min ?? ''}`
        : min === undefined
          ? `at most ${max}`
          : `from ${min} to ${max}`;
    return say(path, `must be ${range}, is ${value}`);
  });
}

const LARGEST = 2 ** 31 - 1;

/** Marathon counts in 32 bits where nothing else is said. */
export function integer({ min = 0, max = LARGEST }: NumberRules = {}): Check {
  const inRange = number({ min, max });
  return known((value, path) =>
    typeof value === 'number' && !Number.isInteger(value)
      ? say(path, `must be a whole number, is ${value}`)
      : inRange(value, path),
  );
}

export const bool: Check = known((value, path) =>
  typeof value === 'boolean' ? undefined : say(path, `must be true or false, is ${quote(value)}`),
);

export function oneOf(...choices: readonly string[]): Check {
  return known((value, path) =>
    typeof value === 'string' && choices.includes(value)
      ? undefined
      : say(path, `must be one of ${choices.map(quote).join(', ')}, is ${quote(value)}`),
  );
}

interface ListRules {
  readonly min?: number;
  readonly max?: number;
  /** Whether no element may be there twice. */
  readonly unique?: boolean;
}

export function list(element: Check, { min = 0, max, unique = false }: ListRules = {}): Check {
  return known((value, path) => {
    if (!Array.isArray(value)) return say(path, `must be a list, is ${quote(value)}`);
    if (value.length < min) return say(path, `must have at least ${min} elements, has ${value.length}`);
    if (max !== undefined && value.length > max)
      return say(path, `must have at most ${max} elements, has ${value.length}`);
    const texts = value.map(quote);
    const twice = unique ? texts.find((one, index) => texts.indexOf(one) !== index) : undefined;
    if (twice !== undefined) return say(path, `has ${twice} twice`);
    return first(value.map((one, index) => () => element(one, `${path}[${index}]`)));
  });
}

/** Any names, each with a value of that kind. */
export function mapOf(element: Check): Check {
  return known((value, path) => {
    if (!isFields(value)) return say(path, `must be an object, is ${quote(value)}`);
    return first(
      Object.entries(value).map(
        ([name, one]) =>
          () =>
            element(one, `${path}.${name}`),
      ),
    );
  });
}

/** Fields of those kinds. Others are passed over, as Marathon does. */
export function object(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return known((value, path) => {
    if (!isFields(value)) return say(path, `must be an object, is ${quote(value)}`);
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) return say(join(path, missing), 'is missing');
    return first(
      Object.entries(fields)
        .filter(([name]) => value[name] !== undefined)
        .map(
          ([name, check]) =>
            () =>
              check(value[name], join(path, name)),
        ),
    );
  });
}

/** Which check a value gets depends on the value. */
export function depending(choose: (value: unknown) => Check): Check {
  return known((value, path) => choose(value)(value, path));
}

/** All that is given: the first problem that one of them has. */
export function first(checks: readonly (() => Problem | undefined)[]): Problem | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
