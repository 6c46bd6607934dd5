/** A unit as its files describe it: the values of every key of every section, in their order. */
export class UnitDescription {
  private readonly values = new Map<string, string[]>();

  /** Reads one more file over what is there. An empty value takes back what came before. */
  add(text: string): void {
    let section = '';
    for (const line of text.replaceAll(/\\\n/g, ' ').split('\n')) {
      const trimmed = line.trim();
      if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
      const header = /^\[(.+)\]$/.exec(trimmed);
      if (header !== null) {
        section = header[1] ?? '';
        continue;
      }
      const at = trimmed.indexOf('=');
      if (at < 0) continue;
      const key = `${section}.${trimmed.slice(0, at).trim()}`;
      const value = trimmed.slice(at + 1).trim();
      if (value === '') this.values.delete(key);
      else this.values.set(key, [...this.all(key), value]);
    }
  }

  /** @param key `Service.ExecStart` */
  all(key: string): readonly string[] {
    return this.values.get(key) ?? [];
  }

  /** The last value counts. */
  one(key: string): string | undefined {
    return this.all(key).at(-1);
  }

  get installable(): boolean {
    return [...this.values.keys()].some((key) => key.startsWith('Install.'));
  }
}

/** Seconds of a time span as systemd writes it: `100ms`, `5`, `1min 30s`. */
export function secondsOf(span: string): number {
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, sec: 1, '': 1, min: 60, m: 60, h: 3600 };
  let seconds = 0;
  for (const [, amount, unit = ''] of span.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)) {
    seconds += Number(amount) * (units[unit] ?? 1);
  }
  return seconds;
}

/** A line of ExecStart. */
export interface Command {
  /** The path of the program. */
  readonly program: string;
  /** sh that runs it: `$NAME` is split into words and `${NAME}` is not, as systemd does it; nothing else is special. */
  readonly script: string;
  /** A failure does not count. */
  readonly ignoreFailure: boolean;
}

export function parseCommand(line: string): Command {
  const [, prefix = '', rest = ''] = /^([-@:+!]*)(.*)$/s.exec(line) ?? [];
  const words = wordsOf(rest);
  return {
    program: words[0] ?? '',
    script: words.map(shellWord).join(' '),
    ignoreFailure: prefix.includes('-'),
  };
}

/** Assignments of `Environment=`: `"NAME=a b" OTHER=c`. */
export function parseEnvironment(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(lines.flatMap(wordsOf).flatMap(assignment));
}

/** The lines of a file of `EnvironmentFile=`. */
export function parseEnvironmentFile(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').filter((line) => /^\s*[A-Za-z_]\w*=/.test(line));
  return Object.fromEntries(
    lines.flatMap((line) => assignment(line.trim())).map(([name, value]) => [name, wordsOf(value).join(' ')]),
  );
}

function assignment(word: string): readonly (readonly [string, string])[] {
  const at = word.indexOf('=');
  return at < 1 ? [] : [[word.slice(0, at), word.slice(at + 1)]];
}

function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [whole] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g)) {
    words.push(
      whole.replaceAll(
        /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
        (_all, double?: string, single?: string, escaped?: string) =>
          double !== undefined ? double.replaceAll(/\\(.)/g, '$1') : (single ?? escaped ?? ''),
      ),
    );
  }
  return words;
}

function shellWord(word: string): string {
  if (/^\$[A-Za-z_]\w*$/.test(word)) return word;
  const escaped = word
    .replaceAll('%%', '%')
    .replaceAll(/["`\\]/g, '\\$&')
    .replaceAll(/\$(?!\{[A-Za-z_]\w*\})/g, '\\$');
  return `"${escaped}"`;
}
