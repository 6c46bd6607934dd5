/** What kubectl says when it does not do something; its exit code is 1. */
export class KubectlError extends Error {}

const short: Readonly<Record<string, string>> = {
  n: 'namespace',
  o: 'output',
  l: 'selector',
  f: 'filename',
  A: 'all-namespaces',
  w: 'watch',
  p: 'patch',
  R: 'recursive',
  c: 'container',
  k: 'kustomize',
};

const withValue = new Set([
  'namespace',
  'output',
  'selector',
  'filename',
  'field-selector',
  'field-manager',
  'grace-period',
  'timeout',
  'request-timeout',
  'replicas',
  'for',
  'type',
  'patch',
  'raw',
  'sort-by',
  'skip-wait-for-delete-timeout',
  'pod-selector',
  'subresource',
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'server',
  'revision',
  'to-revision',
  'container',
  'tail',
  'kustomize',
  'resource-version',
  'current-replicas',
  'api-group',
  'v',
  'chunk-size',
  'image',
  'label-columns',
]);

const known = new Set([
  ...withValue,
  'all-namespaces',
  'ignore-not-found',
  'no-headers',
  'server-side',
  'force-conflicts',
  'force',
  'wait',
  'all',
  'overwrite',
  'ignore-daemonsets',
  'delete-emptydir-data',
  'disable-eviction',
  'show-labels',
  'show-managed-fields',
  'watch',
  'output-watch-events',
  'dry-run',
  'validate',
  'cascade',
  'now',
  'client',
  'recursive',
  'list',
  'local',
  'namespaced',
  'verbose',
  'help',
  'show-kind',
  'record',
  'save-config',
]);

/** A command line in its parts. */
export class Arguments {
  private constructor(
    readonly words: readonly string[],
    private readonly flags: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** @throws KubectlError for a flag that is not known here */
  static parse(args: readonly string[]): Arguments {
    const words: string[] = [];
    const flags = new Map<string, string[]>();
    const rest = [...args];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      if (word === '--') {
        words.push(...rest.splice(0));
        break;
      }
      if (!word.startsWith('-') || word === '-') {
        words.push(word);
        continue;
      }
      const [name, given] = split(word);
      if (!known.has(name))
        throw new KubectlError(
          `error: the sandbox's kubectl does not know the flag ${word.split('=')[0] ?? word}; use a real kubectl`,
        );
      const value = given ?? (withValue.has(name) ? rest.shift() : 'true');
      if (value === undefined) throw new KubectlError(`error: flag needs an argument: ${word}`);
      flags.set(name, [...(flags.get(name) ?? []), value]);
    }
    return new Arguments(words, flags);
  }

  value(name: string): string | undefined {
    return this.flags.get(name)?.at(-1);
  }

  /** Whether a flag is given and not `=false`. */
  has(name: string): boolean {
    const value = this.value(name);
    return value !== undefined && value !== 'false';
  }

  /** The arguments after the command and its first words. */
  after(count: number): readonly string[] {
    return this.words.slice(count);
  }

  get namespace(): string {
    return this.value('namespace') ?? 'default';
  }

  /** Milliseconds of a duration flag such as `5m`; undefined when absent or 0. */
  duration(name: string): number | undefined {
    const text = this.value(name);
    if (text === undefined) return undefined;
    const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
    let total = 0;
    for (const [, amount = '0', unit = 's'] of text.matchAll(/(-?[\d.]+)(ms|s|m|h)?/g))
      total += Number(amount) * (factors[unit] ?? 1000);
    return total > 0 ? total : undefined;
  }
}

function split(word: string): [name: string, value: string | undefined] {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    return equals < 0 ? [word.slice(2), undefined] : [word.slice(2, equals), word.slice(equals + 1)];
  }
  const name = short[word[1] ?? ''] ?? word.slice(1, 2);
  const value = word.slice(2).replace(/^=/, '');
  return [name, value === '' ? undefined : value];
}
