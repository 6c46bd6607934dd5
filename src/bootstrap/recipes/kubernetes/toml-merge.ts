import { RecipeError } from '../recipe-error';

/**
 * Merges TOML texts key by key. containerd 1.x replaces the whole section of a plugin when an imported file
 * mentions it, so a user's drop-in of one line would undo the rest of our configuration; merging here gives
 * the same result with every containerd. Values are kept as they are written; later texts win.
 */
export function mergeToml(base: string, overlay: string, field: string): string {
  const tables = new Map<string, Table>();
  const arrays: string[] = [];
  for (const text of [base, overlay]) {
    for (const { path, key, value } of new TomlReader(text, field, arrays).entries()) {
      const id = JSON.stringify(path);
      const table = tables.get(id) ?? { path, entries: new Map<string, string>() };
      table.entries.set(key, value);
      tables.set(id, table);
    }
  }
  const root = [...tables.values()].filter(({ path }) => path.length === 0);
  const rest = [...tables.values()].filter(({ path }) => path.length > 0);
  return [
    ...root.map((table) => renderEntries(table)),
    ...rest.map((table) => `[${table.path.map(renderKey).join('.')}]\n${renderEntries(table)}`),
    ...arrays,
  ].join('\n');
}

/** The top-level value of `key` as it is written, if the text has one. */
export function topLevelValue(text: string, key: string, field: string): string | undefined {
  return new TomlReader(text, field, [])
    .entries()
    .find((entry) => entry.path.length === 0 && entry.key === key)?.value;
}

interface Table {
  readonly path: readonly string[];
  readonly entries: Map<string, string>;
}

interface Entry {
  readonly path: readonly string[];
  readonly key: string;
  readonly value: string;
}

function renderEntries(table: Table): string {
  return [...table.entries].map(([key, value]) => `${renderKey(key)} = ${value}\n`).join('');
}

function renderKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

/** Reads as much of TOML as is needed to tell keys from values; arrays of tables are passed on untouched. */
class TomlReader {
  private readonly lines: readonly string[];
  private next = 0;

  constructor(
    text: string,
    private readonly field: string,
    private readonly arrays: string[],
  ) {
    this.lines = text.split(/\r?\n/);
  }

  entries(): Entry[] {
    const found: Entry[] = [];
    let section: readonly string[] = [];
    while (this.next < this.lines.length) {
      const line = this.line().trim();
      if (line === '' || line.startsWith('#')) this.next += 1;
      else if (line.startsWith('[[')) this.readArrayTable();
      else if (line.startsWith('[')) section = this.readHeader(line);
      else found.push(this.readEntry(section));
    }
    return found;
  }

  private line(): string {
    return this.lines[this.next] ?? '';
  }

  private readHeader(line: string): readonly string[] {
    const { keys, rest } = this.readKeys(line.slice(1));
    if (!/^\]\s*(#.*)?$/.test(rest)) throw this.error(`"${line}" is not a table header`);
    this.next += 1;
    return keys;
  }

  /** From `[[…]]` to the next header. */
  private readArrayTable(): void {
    const from = this.next;
    this.next += 1;
    while (this.next < this.lines.length && !this.line().trim().startsWith('[')) this.next += 1;
    this.arrays.push(`${this.lines.slice(from, this.next).join('\n').trimEnd()}\n`);
  }

  private readEntry(section: readonly string[]): Entry {
    const line = this.line();
    const { keys, rest } = this.readKeys(line);
    if (!rest.startsWith('='))
      throw this.error(`"${line.trim()}" is neither a table header nor "key = value"`);
    const key = keys[keys.length - 1] as string;
    return { path: [...section, ...keys.slice(0, -1)], key, value: this.readValue(rest.slice(1).trim()) };
  }

  /** A dotted key; bare, "basic" and 'literal' parts. */
  private readKeys(text: string): { readonly keys: string[]; readonly rest: string } {
    const keys: string[] = [];
    let rest = text.trim();
    for (;;) {
      const match = /^(?:([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*")|'([^']*)')\s*/.exec(rest);
      if (match === null) throw this.error(`"${text.trim()}" does not start with a key`);
      keys.push(match[1] ?? match[3] ?? (JSON.parse(match[2] as string) as string));
      rest = rest.slice(match[0].length);
      if (!rest.startsWith('.')) return { keys, rest };
      rest = rest.slice(1).trim();
    }
  }

  /** The value that starts on the current line, with the lines it goes on over. */
  private readValue(first: string): string {
    let value = first;
    for (;;) {
      this.next += 1;
      if (isComplete(value)) return value;
      if (this.next >= this.lines.length) throw this.error(`the value "${first}" does not end`);
      value += `\n${this.line()}`;
    }
  }

  private error(problem: string): RecipeError {
    return new RecipeError(
      `${this.field} line ${String(this.next + 1)}: ${problem}; it must be TOML`,
      this.field,
    );
  }
}

/** Whether brackets, braces and multi-line strings that were opened are closed. */
function isComplete(value: string): boolean {
  let open = false;
  const outside = value.replace(
    /("""|''')[\s\S]*?(\1|$)|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*/g,
    (_match, start?: string, end?: string) => {
      open ||= start !== undefined && end === '';
      return '';
    },
  );
  if (open) return false;
  const count = (character: string) => outside.split(character).length - 1;
  return value !== '' && count('[') <= count(']') && count('{') <= count('}');
}
