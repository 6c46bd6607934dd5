import { isList, isMap, toJson } from '../json';
import type { Json } from '../json';
import { KubectlError } from './arguments';

/** Fills in a kubectl JSONPath template: `{.items[*].metadata.name}`, `{range …}…{end}`, filters such as `[?(@.type=="Ready")]`. */
export function fillTemplate(template: string, value: Json): string {
  const pieces = [...template.matchAll(/\{((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^{}"'])*)\}|([^{]+)/g)];
  const [text] = fill(pieces, 0, value, value);
  return text;
}

function fill(
  pieces: readonly RegExpMatchArray[],
  start: number,
  root: Json,
  current: Json,
): [string, number] {
  let text = '';
  for (let index = start; index < pieces.length; index++) {
    const [, expression, plain] = pieces[index] ?? [];
    if (plain !== undefined) {
      text += plain;
      continue;
    }
    const inner = (expression ?? '').trim();
    if (inner === 'end') return [text, index];
    if (inner.startsWith('range ')) {
      let end = index;
      const items = evaluate(inner.slice(6).trim(), root, current);
      if (items.length === 0) [, end] = fill(pieces, index + 1, root, null);
      for (const item of items) {
        const [body, at] = fill(pieces, index + 1, root, item);
        text += body;
        end = at;
      }
      index = end;
      continue;
    }
    text +=
      inner.startsWith('"') || inner.startsWith("'")
        ? unquote(inner)
        : evaluate(inner, root, current).map(show).join(' ');
  }
  return [text, pieces.length];
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\"', '"');
}

export function show(value: Json): string {
  return typeof value === 'string' ? value : toJson(value);
}

/** The values at a path. @throws KubectlError */
export function evaluate(path: string, root: Json, current: Json): Json[] {
  let values: Json[] = [path.startsWith('$') ? root : current];
  let rest = path.replace(/^[$@]/, '');
  while (rest !== '') {
    const field = /^\.?((?:[\w/-]|\\.)+)/.exec(rest);
    const recursive = /^\.\.((?:[\w/-]|\\.)+)/.exec(rest);
    const bracket = /^\.?\[((?:[^[\]"']|"[^"]*"|'[^']*')*)\]/.exec(rest);
    const star = /^\.?\*/.exec(rest);
    if (recursive !== null) {
      values = values.flatMap((value) => descend(value, plainName(recursive[1] ?? '')));
      rest = rest.slice(recursive[0].length);
    } else if (bracket !== null) {
      values = values.flatMap((value) => pick(value, (bracket[1] ?? '').trim()));
      rest = rest.slice(bracket[0].length);
    } else if (star !== null) {
      values = values.flatMap(children);
      rest = rest.slice(star[0].length);
    } else if (field !== null) {
      const name = plainName(field[1] ?? '');
      values = values.flatMap((value) => childNamed(value, name));
      rest = rest.slice(field[0].length);
    } else if (rest === '.') rest = '';
    else
      throw new KubectlError(
        `error: error parsing jsonpath ${path}: the sandbox's kubectl does not read ${JSON.stringify(rest)}`,
      );
  }
  return values;
}

function plainName(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

function childNamed(value: Json, name: string): Json[] {
  const found = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return found === undefined ? [] : [found];
}

function children(value: Json): Json[] {
  if (isList(value)) return [...value];
  return isMap(value) ? Object.values(value).filter((item): item is Json => item !== undefined) : [];
}

function descend(value: Json, name: string): Json[] {
  return [...childNamed(value, name), ...children(value).flatMap((child) => descend(child, name))];
}

function pick(value: Json, text: string): Json[] {
  if (text === '*') return children(value);
  if (/^["']/.test(text)) return childNamed(value, text.slice(1, -1));
  const filter = /^\?\(\s*@([^=!<>)\s]+)\s*(?:(==|!=|>=|<=|>|<)\s*("[^"]*"|'[^']*'|[^)]*?))?\s*\)$/.exec(
    text,
  );
  if (filter !== null) return children(value).filter((item) => passes(item, filter));
  if (!isList(value)) return [];
  const slice = /^(-?\d*):(-?\d*)$/.exec(text);
  if (slice !== null) {
    const [, from, to] = slice;
    return value.slice(from === '' ? 0 : Number(from), to === '' ? undefined : Number(to));
  }
  const found = value.at(Number(text));
  return found === undefined ? [] : [found];
}

function passes(item: Json, [, path = '', operator, text = '']: RegExpExecArray): boolean {
  const [found] = evaluate(path, item, item);
  if (operator === undefined) return found !== undefined;
  const wanted = /^["']/.test(text) ? text.slice(1, -1) : text;
  const shown = found === undefined ? '' : show(found);
  switch (operator) {
    case '==':
      return found !== undefined && shown === wanted;
    case '!=':
      return shown !== wanted;
    case '>':
      return Number(shown) > Number(wanted);
    case '<':
      return Number(shown) < Number(wanted);
    case '>=':
      return Number(shown) >= Number(wanted);
    default:
      return Number(shown) <= Number(wanted);
  }
}
