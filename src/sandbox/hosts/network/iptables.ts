import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall, ProgramError } from '../programs/program-call';

const CHAINS: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
};

/** One table, as `iptables-save` writes it. */
interface Table {
  /** User-defined ones. */
  readonly chains: readonly string[];
  /** `-A CHAIN …`, in their order. */
  readonly rules: readonly string[];
}

/** `iptables`: rules are kept and listed; no packet is looked at. */
export function iptables(call: ProgramCall, machine: MachineContext): number {
  const { program } = call;
  const family = program.startsWith('ip6') ? 'ip6' : 'ip4';
  if (program.endsWith('-save')) {
    call.out(save(machine, family));
    return 0;
  }
  const { table, verb, chain, rule } = parse(call);
  const content = tableOf(machine, family, table);
  const own = `-A ${chain}${rule === '' ? '' : ` ${rule}`}`;
  const known = (CHAINS[table] ?? []).includes(chain) || content.chains.includes(chain);
  const missing = new ProgramError('No chain/target/match by that name.');
  switch (verb) {
    case '-C':
      if (!known) throw missing;
      if (!content.rules.includes(own)) {
        throw new ProgramError('Bad rule (does a matching rule exist in that chain?).');
      }
      return 0;
    case '-A':
      if (!known) throw missing;
      return put(machine, family, table, { ...content, rules: [...content.rules, own] });
    case '-I':
      if (!known) throw missing;
      return put(machine, family, table, { ...content, rules: [own, ...content.rules] });
    case '-D': {
      const at = content.rules.indexOf(own);
      if (at < 0) throw new ProgramError('Bad rule (does a matching rule exist in that chain?).');
      return put(machine, family, table, { ...content, rules: content.rules.toSpliced(at, 1) });
    }
    case '-N':
      if (known) throw new ProgramError('Chain already exists.');
      return put(machine, family, table, { ...content, chains: [...content.chains, chain] });
    case '-X':
      return put(machine, family, table, {
        ...content,
        chains: content.chains.filter((one) => chain !== '' && one !== chain),
      });
    case '-F':
      return put(machine, family, table, {
        ...content,
        rules: content.rules.filter((one) => chain !== '' && !one.startsWith(`-A ${chain}`)),
      });
    case '-S':
      call.out(
        content.rules
          .filter((one) => chain === '' || one.startsWith(`-A ${chain}`))
          .map((one) => `${one}\n`)
          .join(''),
      );
      return 0;
    default:
      throw notCovered(call);
  }
}

/** `iptables-restore`: replaces the tables that its input names. */
export async function iptablesRestore(call: ProgramCall, machine: MachineContext): Promise<number> {
  const family = call.program.startsWith('ip6') ? 'ip6' : 'ip4';
  let name = '';
  let chains: string[] = [];
  let rules: string[] = [];
  for (const line of (await call.stdin()).split('\n')) {
    if (line.startsWith('*')) [name, chains, rules] = [line.slice(1), [], []];
    else if (line.startsWith(':')) chains.push(line.slice(1).split(' ')[0] ?? '');
    else if (line.startsWith('-A ')) rules.push(line);
    else if (line === 'COMMIT') {
      const builtIn = CHAINS[name] ?? [];
      put(machine, family, name, { chains: chains.filter((chain) => !builtIn.includes(chain)), rules });
    }
  }
  return 0;
}

function parse(call: ProgramCall): { table: string; verb: string; chain: string; rule: string } {
  let table = 'filter';
  let verb = '';
  let chain = '';
  const rule: string[] = [];
  const args = [...call.args];
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    if (word === '-t' || word === '--table') table = args.shift() ?? '';
    else if (word === '-w' || word === '--wait') {
      if (/^\d+$/.test(args[0] ?? '')) args.shift();
    } else if (verb === '' && /^-[CAIDNXFS]$/.test(word)) {
      verb = word;
      if (args[0]?.startsWith('-') === false) chain = args.shift() ?? '';
      // The position of an insertion.
      if (verb === '-I' && /^\d+$/.test(args[0] ?? '')) args.shift();
    } else if (verb === '') throw notCovered(call);
    else rule.push(/\s/.test(word) ? `"${word}"` : word);
  }
  if (!(table in CHAINS))
    throw new ProgramError(`can't initialize table \`${table}': Table does not exist`, 3);
  return { table, verb, chain, rule: rule.join(' ') };
}

function pathOf(family: string, table: string): string {
  return `/run/sandbox/network/${family}-${table}`;
}

function tableOf({ files }: MachineContext, family: string, table: string): Table {
  const lines = (files.read(pathOf(family, table)) ?? '').split('\n').filter((line) => line !== '');
  return {
    chains: lines.filter((line) => line.startsWith(':')).map((line) => line.slice(1)),
    rules: lines.filter((line) => line.startsWith('-A ')),
  };
}

function put({ files }: MachineContext, family: string, table: string, { chains, rules }: Table): number {
  files.write(pathOf(family, table), [...chains.map((chain) => `:${chain}`), ...rules, ''].join('\n'));
  return 0;
}

function save(machine: MachineContext, family: string): string {
  return Object.entries(CHAINS)
    .map(([name, builtIn]) => {
      const { chains, rules } = tableOf(machine, family, name);
      if (chains.length === 0 && rules.length === 0) return '';
      const heads = [
        ...builtIn.map((chain) => `:${chain} ACCEPT [0:0]`),
        ...chains.map((chain) => `:${chain} - [0:0]`),
      ];
      return [`*${name}`, ...heads, ...rules, 'COMMIT', ''].join('\n');
    })
    .join('');
}
