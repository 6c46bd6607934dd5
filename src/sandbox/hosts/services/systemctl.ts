import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall } from '../programs/program-call';
import { journalPath } from './service';
import type { ServiceManager } from './service-manager';

interface Request {
  readonly verb: string;
  readonly units: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** `systemctl`, for services. */
export async function systemctl(call: ProgramCall, machine: MachineContext): Promise<number> {
  const request = parse(call.args);
  const { verb, units, options } = request;
  const { services } = machine;
  switch (verb) {
    case 'daemon-reload':
    case 'daemon-reexec':
      return 0;
    case 'reboot':
      machine.power('reboot');
      return 0;
    case 'poweroff':
    case 'halt':
      machine.power('off');
      return 0;
    case 'is-system-running': {
      const failed = services.units().some((unit) => services.state(unit) === 'failed');
      const state = !machine.booted() ? 'starting' : failed ? 'degraded' : 'running';
      call.out(`${state}\n`);
      return state === 'running' ? 0 : 1;
    }
    case 'list-units':
      listUnits(call, services, request);
      return 0;
    case 'show':
      for (const unit of units) show(call, machine, unit, options);
      return 0;
    case 'cat':
      return each(units, (unit) => cat(call, services, unit));
    case 'is-active':
      return isState(call, units, options, (unit) => services.state(unit), ['active', 'reloading'], 3);
    case 'is-enabled':
      return isState(
        call,
        units,
        options,
        (unit) => fileState(services, unit),
        ['enabled', 'static', 'alias'],
        1,
      );
    case 'is-failed':
      return isState(call, units, options, (unit) => services.state(unit), ['failed'], 1);
    case 'status':
      return each(units, (unit) => status(call, services, unit));
    case 'reset-failed':
      for (const unit of units) services.find(unit)?.resetFailed();
      return 0;
    case 'enable':
    case 'disable':
    case 'mask':
    case 'unmask':
      return install(call, services, request);
    case 'start':
    case 'restart':
    case 'try-restart':
    case 'reload-or-restart':
    case 'try-reload-or-restart':
    case 'reload':
    case 'stop':
    case 'kill':
      return act(call, services, request);
    default:
      throw notCovered(call);
  }
}

function parse(args: readonly string[]): Request {
  const options = new Map<string, string>();
  const words: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (/^-[ptnoHM]$/.test(word)) {
      options.set(
        word === '-p' ? '--property' : word,
        joined(options.get('--property'), args[index + 1] ?? ''),
      );
      index += 1;
    } else if (word.startsWith('-')) {
      const [name = '', value = ''] = word.split(/=(.*)/s);
      options.set(name, name === '--property' ? joined(options.get(name), value) : value);
    } else {
      words.push(word);
    }
  }
  const [verb = 'list-units', ...names] = words;
  const units = names.map((name) => (/\.[a-z]+$/.test(name) ? name : `${name}.service`)).map(canonical);
  return { verb, units, options };
}

function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before},${value}`;
}

function canonical(unit: string): string {
  return unit === 'sshd.service' ? 'ssh.service' : unit;
}

async function each(
  units: readonly string[],
  one: (unit: string) => number | Promise<number>,
): Promise<number> {
  let worst = 0;
  for (const unit of units) worst = Math.max(worst, await one(unit));
  return worst;
}

async function act(call: ProgramCall, services: ServiceManager, { verb, units }: Request): Promise<number> {
  return each(units, async (unit) => {
    if (!services.isBuiltIn(unit)) {
      const load = services.store.loadState(unit);
      if (load === 'masked' && verb !== 'stop') {
        call.err(`Failed to ${verb} ${unit}: Unit ${unit} is masked.\n`);
        return 1;
      }
      if (load === 'not-found' && services.state(unit) === 'inactive') return missing(call, verb, unit);
    }
    if (verb.startsWith('try-') && services.state(unit) !== 'active') return 0;
    if (verb === 'kill') {
      await services.stop(unit);
      return 0;
    }
    if (verb !== 'start') await services.stop(unit);
    if (verb === 'stop' || (await services.start(unit))) return 0;
    call.err(
      `Job for ${unit} failed because the control process exited with error code.\nSee "systemctl status ${unit}" and "journalctl -xeu ${unit}" for details.\n`,
    );
    return 1;
  });
}

async function install(call: ProgramCall, services: ServiceManager, request: Request): Promise<number> {
  const { verb, units, options } = request;
  const now = options.has('--now');
  return each(units, async (unit) => {
    const { store } = services;
    const builtIn = services.isBuiltIn(unit);
    if (verb === 'unmask') {
      store.unmask(unit);
      return 0;
    }
    if (verb === 'mask') {
      store.mask(unit);
      if (now) await services.stop(unit);
      return 0;
    }
    if (!builtIn && store.loadState(unit) === 'not-found') return missing(call, verb, unit);
    if (verb === 'enable') {
      const made = builtIn ? [] : store.enable(unit);
      if (made === null) {
        call.err(`The unit files have no installation config, so that ${unit} cannot be enabled.\n`);
        return 0;
      }
      for (const link of made) call.err(`Created symlink ${link}.\n`);
      if (now) return act(call, services, { verb: 'start', units: [unit], options });
      return 0;
    }
    store.disable(unit);
    if (now) await services.stop(unit);
    return 0;
  });
}

function missing(call: ProgramCall, verb: string, unit: string): number {
  call.err(
    verb === 'enable' || verb === 'disable'
      ? `Failed to ${verb} unit: Unit file ${unit} does not exist.\n`
      : `Failed to ${verb} ${unit}: Unit ${unit} not found.\n`,
  );
  return verb === 'enable' || verb === 'disable' ? 1 : 5;
}

function isState(
  call: ProgramCall,
  units: readonly string[],
  options: ReadonlyMap<string, string>,
  stateOf: (unit: string) => string,
  good: readonly string[],
  otherwise: number,
): number {
  const states = units.map(stateOf);
  if (!options.has('--quiet') && !options.has('-q')) call.out(states.map((state) => `${state}\n`).join(''));
  return states.some((state) => good.includes(state)) ? 0 : otherwise;
}

function fileState(services: ServiceManager, unit: string): string {
  return services.isBuiltIn(unit) ? 'enabled' : services.store.fileState(unit);
}

function cat(call: ProgramCall, services: ServiceManager, unit: string): number {
  const texts = services.store.texts(unit);
  if (texts.length === 0) {
    call.err(`No files found for ${unit}.\n`);
    return 1;
  }
  call.out(texts.map(({ path, text }) => `# ${path}\n${text}`).join('\n'));
  return 0;
}

function show(
  call: ProgramCall,
  { services, files }: MachineContext,
  unit: string,
  options: ReadonlyMap<string, string>,
): void {
  const service = services.find(unit);
  const description = services.store.read(unit);
  const all: Readonly<Record<string, string>> = {
    Id: unit,
    Names: unit,
    Type: description?.one('Service.Type') ?? 'simple',
    Restart: description?.one('Service.Restart') ?? 'no',
    MainPID: String(service?.mainPid ?? 0),
    NRestarts: String(service?.restarts ?? 0),
    Result: service?.result ?? 'success',
    ExecMainStatus: String(service?.exitStatus ?? 0),
    LoadState: services.isBuiltIn(unit) ? 'loaded' : services.store.loadState(unit),
    ActiveState: services.state(unit),
    SubState: service?.subState ?? (services.state(unit) === 'active' ? 'running' : 'dead'),
    UnitFileState: fileState(services, unit),
    Description: description?.one('Unit.Description') ?? unit,
    FragmentPath: services.store.texts(unit)[0]?.path ?? '',
    NeedDaemonReload: 'no',
    StandardOutput: files.exists(journalPath(unit)) ? 'journal' : 'inherit',
  };
  const wanted = options.get('--property')?.split(',') ?? Object.keys(all);
  for (const name of wanted) {
    const value = all[name];
    if (value === undefined) continue;
    call.out(options.has('--value') ? `${value}\n` : `${name}=${value}\n`);
  }
}

function status(call: ProgramCall, services: ServiceManager, unit: string): number {
  if (!services.isBuiltIn(unit) && services.store.loadState(unit) === 'not-found') {
    call.err(`Unit ${unit} could not be found.\n`);
    return 4;
  }
  const state = services.state(unit);
  const service = services.find(unit);
  const main =
    service === undefined || service.mainPid === 0 ? '' : `   Main PID: ${String(service.mainPid)}\n`;
  const substate = service?.subState ?? (state === 'active' ? 'running' : 'dead');
  call.out(
    `● ${unit}\n     Loaded: loaded (${fileState(services, unit)})\n     Active: ${state} (${substate})\n${main}`,
  );
  return state === 'active' ? 0 : 3;
}

function listUnits(call: ProgramCall, services: ServiceManager, { options }: Request): void {
  const type = options.get('--type') ?? 'service';
  if (type !== 'service') return;
  const wanted = options.get('--state');
  for (const unit of services.units()) {
    const state = services.state(unit);
    if (
      wanted === undefined ? state !== 'inactive' || options.has('--all') : wanted.split(',').includes(state)
    ) {
      const substate = services.find(unit)?.subState ?? 'running';
      call.out(`${unit} loaded ${state} ${substate} ${unit}\n`);
    }
  }
}
