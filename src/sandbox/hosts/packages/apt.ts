import type { ProgramCall } from '../programs/program-call';
import { notCovered, ProgramError, requireSpace } from '../programs/program-call';
import type { MachineContext } from '../machine-context';
import type { Package } from './package';
import { kubernetesPackageNames } from './catalogue';
import { Repositories } from './repositories';

const LOCATED = 100;

/** Simulated seconds for one package, or for the lists of all repositories. */
const SECONDS = 2;

/** `apt-get`, and `apt` as far as it is the same. */
export async function aptGet(call: ProgramCall, machine: MachineContext): Promise<number> {
  const { verb, words, options } = parse(call);
  const repositories = new Repositories(machine.files);
  switch (verb) {
    case 'update': {
      requireSpace(call, '/var/lib/apt/lists');
      await machine.world.clock.sleep(SECONDS, call.gone);
      const { lines, errors } = repositories.update();
      call.out([...lines, 'Reading package lists...', ''].join('\n'));
      call.err(errors.map((error) => `E: ${error}\n`).join(''));
      return errors.length > 0 ? LOCATED : 0;
    }
    case 'install':
    case 'reinstall':
      return await install(call, machine, repositories, words, options);
    case 'remove':
    case 'purge':
    case 'autoremove':
      return await remove(call, machine, words, verb === 'purge' || options.has('--purge'));
    case 'clean':
    case 'autoclean':
      return 0;
    case 'upgrade':
    case 'dist-upgrade':
    case 'full-upgrade':
      call.out('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
      return 0;
    default:
      throw notCovered(call);
  }
}

async function install(
  call: ProgramCall,
  machine: MachineContext,
  repositories: Repositories,
  words: readonly string[],
  options: ReadonlySet<string>,
): Promise<number> {
  requireSpace(call, '/var/cache/apt/archives');
  if (call.frontend !== 'noninteractive' && !options.has('-y') && !options.has('--yes')) {
    call.out('Do you want to continue? [Y/n] Abort.\n');
    return 1;
  }
  const packages = machine.packages;
  const chosen = new Map<string, Package>();
  const choose = (name: string, pattern: string): void => {
    if (chosen.has(name)) return;
    const entry = packages.status.find(name);
    if (pattern === '' && entry?.status === 'installed') return;
    const found = repositories.find(name, pattern);
    if (found === 'unknown') {
      throw new AptError(`Unable to locate package ${name}${hint(name)}`);
    }
    if (found === 'no such version') throw new AptError(`Version '${pattern}' for '${name}' was not found`);
    if (
      entry?.want === 'hold' &&
      entry.version !== found.version &&
      !options.has('--allow-change-held-packages')
    ) {
      throw new AptError('Held packages were changed and -y was used without --allow-change-held-packages.');
    }
    chosen.set(name, found);
    for (const dependency of found.depends) choose(dependency, '');
  };
  try {
    for (const word of words) {
      const [name = '', pattern = ''] = word.split('=');
      choose(name, pattern);
    }
  } catch (error) {
    if (!(error instanceof AptError)) throw error;
    call.err(`E: ${error.message}\n`);
    return LOCATED;
  }
  call.out(`0 upgraded, ${String(chosen.size)} newly installed, 0 to remove and 0 not upgraded.\n`);
  // What others need comes first.
  for (const one of [...chosen.values()].reverse()) {
    call.out(`Setting up ${one.name} (${one.version}) ...\n`);
    await machine.world.clock.sleep(SECONDS, call.gone);
    await packages.install(one);
  }
  return 0;
}

async function remove(
  call: ProgramCall,
  machine: MachineContext,
  names: readonly string[],
  purge: boolean,
): Promise<number> {
  const { status } = machine.packages;
  for (const name of names) {
    const entry = status.find(name);
    if (entry === undefined) {
      call.out(`Package '${name}' is not installed, so not removed\n`);
      continue;
    }
    if (entry.want === 'hold') {
      call.err('E: Held packages were changed and -y was used without --allow-change-held-packages.\n');
      return LOCATED;
    }
    call.out(`Removing ${name} (${entry.version}) ...\n`);
    await machine.world.clock.sleep(SECONDS / 2, call.gone);
    await machine.packages.remove(name, purge);
  }
  return 0;
}

/** `apt-cache policy`, `madison` and `show`. */
export function aptCache(call: ProgramCall, machine: MachineContext): number {
  const { verb, words } = parse(call);
  if (verb !== 'policy' && verb !== 'madison' && verb !== 'show') throw notCovered(call);
  const repositories = new Repositories(machine.files);
  for (const name of words) {
    const found = repositories.find(name, '');
    if (typeof found === 'string') {
      call.err(`N: Unable to locate package ${name}${hint(name)}\n`);
      continue;
    }
    const there = machine.packages.status.find(name)?.version ?? '(none)';
    if (verb === 'policy') call.out(`${name}:\n  Installed: ${there}\n  Candidate: ${found.version}\n`);
    else if (verb === 'madison') call.out(` ${name} | ${found.version} | the sandbox\n`);
    else call.out(`Package: ${name}\nVersion: ${found.version}\nArchitecture: amd64\n\n`);
  }
  return 0;
}

/** `apt-mark hold`, `unhold` and `showhold`. */
export function aptMark(call: ProgramCall, machine: MachineContext): number {
  const { verb, words } = parse(call);
  const { status } = machine.packages;
  if (verb === 'showhold') {
    for (const { name, want } of status.list()) if (want === 'hold') call.out(`${name}\n`);
    return 0;
  }
  if (verb !== 'hold' && verb !== 'unhold') throw notCovered(call);
  requireSpace(call, '/var/lib/dpkg/status');
  for (const name of words) {
    const entry = status.find(name);
    if (entry === undefined) throw new ProgramError(`E: Can't select installed package ${name}`, LOCATED);
    status.put({ ...entry, want: verb === 'hold' ? 'hold' : 'install' });
    call.out(`${name} ${verb === 'hold' ? 'set on hold' : 'was already not on hold'}.\n`);
  }
  return 0;
}

function parse(call: ProgramCall): { verb: string; words: readonly string[]; options: ReadonlySet<string> } {
  const words: string[] = [];
  const options = new Set<string>();
  for (let index = 0; index < call.args.length; index += 1) {
    const word = call.args[index] ?? '';
    if (word === '-o' || word === '-c' || word === '-t') index += 1;
    else if (/^-[a-z]{2,}$/.test(word)) for (const letter of word.slice(1)) options.add(`-${letter}`);
    else if (word.startsWith('-')) options.add(word);
    else words.push(word);
  }
  const [verb = '', ...rest] = words;
  return { verb, words: rest, options };
}

function hint(name: string): string {
  return kubernetesPackageNames.includes(name)
    ? ' (add the repository of Kubernetes and run apt-get update)'
    : ' (the sandbox has the packages that a Kubernetes host needs, and no others)';
}

class AptError extends Error {}
