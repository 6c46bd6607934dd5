/** The words of a command line: `--name value`, `--name=value`, `--name` for the names in `switches`. */
export class Flags {
  readonly words: readonly string[];
  private readonly values = new Map<string, string>();

  constructor(args: readonly string[], switches: readonly string[] = []) {
    const words: string[] = [];
    for (let index = 0; index < args.length; index += 1) {
      const word = args[index] ?? '';
      if (!word.startsWith('-') || word === '-') {
        words.push(word);
        continue;
      }
      const [name = '', value] = word.replace(/^-+/, '').split(/=(.*)/s);
      if (value !== undefined) {
        this.values.set(name, value);
      } else if (switches.includes(name)) {
        this.values.set(name, 'true');
      } else {
        index += 1;
        this.values.set(name, args[index] ?? '');
      }
    }
    this.words = words;
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  is(name: string): boolean {
    return (this.values.get(name) ?? 'false') !== 'false';
  }

  /** The first flag that nobody knows. */
  unknown(known: readonly string[]): string | undefined {
    return [...this.values.keys()].find((name) => !known.includes(name));
  }
}
