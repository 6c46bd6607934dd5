import type { MachineContext } from '../machine-context';
import type { ProgramCall } from '../programs/program-call';
import { notCovered } from '../programs/program-call';
import type { InstalledPackage } from './dpkg-status';

/** `dpkg --configure -a`, `--purge`, `-l`, `-s`, `--print-architecture`. */
export async function dpkg(call: ProgramCall, machine: MachineContext): Promise<number> {
  const args = call.args.filter((word) => !/^--(force|abort-after)/.test(word));
  const { status } = machine.packages;
  switch (args[0] ?? '') {
    case '--configure': {
      for (const entry of status.list()) {
        if (entry.status === 'half-installed' || entry.status === 'unpacked') {
          status.put({ ...entry, status: 'installed' });
        }
      }
      return 0;
    }
    case '-P':
    case '--purge':
      return purge(call, machine, args.slice(1));
    case '--print-architecture':
      call.out(`${process.arch === 'arm64' ? 'arm64' : 'amd64'}\n`);
      return 0;
    case '-l':
    case '--list':
      return each(
        call,
        status.list(),
        args.slice(1),
        (one) => `${flagsOf(one)}  ${one.name}  ${one.version}\n`,
      );
    case '-s':
    case '--status':
      return each(
        call,
        status.list(),
        args.slice(1),
        (one) => `Package: ${one.name}\nStatus: ${one.want} ok ${one.status}\nVersion: ${one.version}\n\n`,
      );
    default:
      throw notCovered(call);
  }
}

/** What others need stays, and the rest goes all the same. */
async function purge(call: ProgramCall, machine: MachineContext, names: readonly string[]): Promise<number> {
  const { packages } = machine;
  let worst = 0;
  let going = [...names];
  for (const name of names) {
    const others = packages.dependents([name]).filter((one) => !going.includes(one));
    if (others.length === 0) continue;
    going = going.filter((one) => one !== name);
    worst = 1;
    call.err(
      `dpkg: dependency problems prevent removal of ${name}:\n ${others[0] ?? ''} depends on ${name}.\n`,
    );
  }
  for (const name of going) await packages.remove(name, true);
  return worst;
}

/** `dpkg-query -W [-f FORMAT] NAME...` */
export function dpkgQuery(call: ProgramCall, machine: MachineContext): number {
  let format = '${binary:Package}\\t${Version}\\n';
  const names: string[] = [];
  const args = [...call.args];
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    if (word === '-f' || word === '--showformat') format = args.shift() ?? format;
    else if (word.startsWith('-f=')) format = word.slice(3);
    else if (word.startsWith('--showformat=')) format = word.slice('--showformat='.length);
    else if (word === '-W' || word === '--show') continue;
    else if (word.startsWith('-')) throw notCovered(call);
    else names.push(word);
  }
  return each(call, machine.packages.status.list(), names, (one) => render(format, one));
}

function each(
  call: ProgramCall,
  all: readonly InstalledPackage[],
  names: readonly string[],
  text: (one: InstalledPackage) => string,
): number {
  if (names.length === 0) {
    for (const one of all) call.out(text(one));
    return 0;
  }
  let status = 0;
  for (const name of names) {
    const found = all.find((one) => one.name === name);
    if (found === undefined) {
      call.err(`${call.program}: no packages found matching ${name}\n`);
      status = 1;
    } else {
      call.out(text(found));
    }
  }
  return status;
}

function render(format: string, one: InstalledPackage): string {
  const values: Readonly<Record<string, string>> = {
    Package: one.name,
    'binary:Package': one.name,
    Version: one.version,
    Architecture: 'amd64',
    Status: `${one.want} ok ${one.status}`,
    'db:Status-Want': one.want,
    'db:Status-Status': one.status,
    'db:Status-Abbrev': flagsOf(one),
  };
  return format
    .replaceAll(/\$\{([^}]*)\}/g, (_whole, name: string) => values[name] ?? '')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
}

function flagsOf({ want, status }: InstalledPackage): string {
  const wanted = { install: 'i', hold: 'h', deinstall: 'r' }[want];
  const state = { installed: 'i', 'config-files': 'c', 'half-installed': 'H', unpacked: 'U' }[status];
  return `${wanted}${state} `;
}
