import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall, ProgramError } from '../programs/program-call';

/** What the kernel of a machine keeps about its network, until the power goes. */
const STATE = '/run/sandbox/network';
const ROUTES = `${STATE}/routes`;

interface Interface {
  readonly name: string;
  readonly address: string;
  readonly prefix: number;
}

/** `ip`: addresses and routes as a machine with one network card and a default route has them; routes are kept and lead nowhere. */
export function ip(call: ProgramCall, machine: MachineContext): number {
  const options = call.args.filter((word) => word.startsWith('-'));
  const unknown = options.find((word) => !/^-(4|6|o|oneline|br|brief)$/.test(word));
  if (unknown !== undefined) throw notCovered(call);
  const [object = '', verb = 'show', ...rest] = call.args.filter((word) => !word.startsWith('-'));
  const six = options.includes('-6');
  switch (
    `${object
      .replace(/^(a|addr|address)$/, 'addr')
      .replace(/^(r|ro|route)$/, 'route')
      .replace(/^(l|link)$/, 'link')} ${verb}`
  ) {
    case 'addr show':
    case 'addr list':
      return six ? 0 : showAddresses(call, machine, rest);
    case 'link show':
      return showLinks(call, machine, rest);
    case 'link delete':
    case 'link del':
      throw new ProgramError(`Cannot find device "${rest.at(-1) ?? ''}"`);
    case 'route get':
      return routeTo(call, machine, rest[0] ?? '', six);
    case 'route show':
    case 'route list':
      return six ? 0 : showRoutes(call, machine, rest);
    case 'route flush':
      saveRoutes(
        machine,
        routesOf(machine).filter((route) => !selects(route, rest)),
      );
      return 0;
    case 'route replace':
    case 'route add':
      return addRoute(call, machine, verb, rest);
    case 'route del':
    case 'route delete':
      return deleteRoute(machine, rest);
    default:
      throw notCovered(call);
  }
}

function interfacesOf({ spec }: MachineContext): readonly Interface[] {
  const own = spec.addresses.map((address) => ({ name: 'eth0', address, prefix: 20 }));
  return [{ name: 'lo', address: '127.0.0.1', prefix: 8 }, ...own.slice(0, 1)];
}

function showAddresses(call: ProgramCall, machine: MachineContext, words: readonly string[]): number {
  const device =
    valueAfter(words, 'dev') ??
    words.find((word) => /^[a-z]+\d*$/.test(word) && word !== 'to' && word !== 'dev');
  const to = valueAfter(words, 'to')?.replace(/\/32$/, '');
  const found = interfacesOf(machine).filter(
    ({ name, address }) => (device === undefined || name === device) && (to === undefined || address === to),
  );
  if (device !== undefined && !interfacesOf(machine).some(({ name }) => name === device)) {
    throw new ProgramError(`Device "${device}" does not exist.`);
  }
  for (const [index, { name, address, prefix }] of found.entries()) {
    call.out(
      `${String(index + 1)}: ${name}    inet ${address}/${String(prefix)} scope ${name === 'lo' ? 'host' : 'global'} ${name}\\       valid_lft forever preferred_lft forever\n`,
    );
  }
  return 0;
}

function showLinks(call: ProgramCall, machine: MachineContext, words: readonly string[]): number {
  const device = valueAfter(words, 'dev') ?? words[0];
  const names = ['lo', 'eth0'].filter((name) => device === undefined || name === device);
  if (names.length === 0) throw new ProgramError(`Device "${String(device)}" does not exist.`);
  for (const name of names) {
    call.out(
      `${name === 'lo' ? '1' : '2'}: ${name}: <UP,LOWER_UP> mtu 1500 state UP mode DEFAULT group default qlen 1000\n`,
    );
  }
  return machine.spec.addresses.length === 0 ? 1 : 0;
}

/** A lookup only: the way of everything leads over the network card. */
function routeTo(call: ProgramCall, { spec }: MachineContext, target: string, six: boolean): number {
  if (six || target.includes(':')) throw new ProgramError('RTNETLINK answers: Network is unreachable', 2);
  call.out(
    `${target} via ${gatewayOf(spec.addresses[0])} dev eth0 src ${spec.addresses[0]} uid 0 \n    cache \n`,
  );
  return 0;
}

function gatewayOf(address: string): string {
  return address.replace(/\.\d+$/, '.1');
}

function showRoutes(call: ProgramCall, machine: MachineContext, words: readonly string[]): number {
  const own = machine.spec.addresses[0];
  const fixed = [`default via ${gatewayOf(own)} dev eth0 src ${own} proto dhcp`];
  for (const route of [...fixed, ...routesOf(machine)]) {
    const proto = valueAfter(words, 'proto');
    if (!selects(route, words)) continue;
    // What was asked for is not said again.
    call.out(`${proto === undefined ? route : route.replace(` proto ${proto}`, '')} \n`);
  }
  return 0;
}

function addRoute(
  call: ProgramCall,
  machine: MachineContext,
  verb: string,
  words: readonly string[],
): number {
  const [target = ''] = words;
  const via = valueAfter(words, 'via');
  const proto = valueAfter(words, 'proto') ?? 'boot';
  if (via === undefined) throw notCovered(call);
  const others = routesOf(machine).filter((route) => !route.startsWith(`${target} `));
  if (verb === 'add' && others.length < routesOf(machine).length)
    throw new ProgramError('RTNETLINK answers: File exists', 2);
  saveRoutes(machine, [...others, `${target} via ${via} dev eth0 proto ${proto}`]);
  return 0;
}

function deleteRoute(machine: MachineContext, words: readonly string[]): number {
  const all = routesOf(machine);
  const rest = all.filter(
    (route) => !(route.startsWith(`${words[0] ?? ''} `) && selects(route, words.slice(1))),
  );
  if (rest.length === all.length) throw new ProgramError('RTNETLINK answers: No such process', 2);
  saveRoutes(machine, rest);
  return 0;
}

function selects(route: string, words: readonly string[]): boolean {
  return ['proto', 'via', 'dev'].every((key) => {
    const wanted = valueAfter(words, key);
    return wanted === undefined || valueAfter(route.split(' '), key) === wanted;
  });
}

function routesOf({ files }: MachineContext): readonly string[] {
  return (files.read(ROUTES) ?? '').split('\n').filter((line) => line !== '');
}

function saveRoutes({ files }: MachineContext, routes: readonly string[]): void {
  files.write(ROUTES, routes.map((route) => `${route}\n`).join(''));
}

function valueAfter(words: readonly string[], key: string): string | undefined {
  const at = words.indexOf(key);
  return at < 0 ? undefined : words[at + 1];
}
