import { FlagError as MarathonFlagError, startMarathonFromFlags } from '../../marathon';
import { Exit, FlagError, ShellRunner, startAgent, startMaster, type StartOptions } from '../../mesos';
import { Disk } from '../../mesos/disk';
import type { MachineContext } from '../machine-context';
import { type ProgramCall, ProgramError } from '../programs/program-call';
import { mesosClock } from './mesos-clock';
import { untilStopped } from './until-stopped';

/** `mesos-master`: runs until it is killed. */
export function mesosMaster(call: ProgramCall, machine: MachineContext): Promise<number> {
  return untilStopped(call, machine, 'mesos-master.service', (onExit) =>
    refusing(async () => {
      const master = await startMaster(optionsOf(call, machine, onExit));
      return () => master.kill();
    }),
  );
}

/** `mesos-agent`: runs until it is killed; its tasks are processes of the machine, and go on. */
export function mesosAgent(call: ProgramCall, machine: MachineContext): Promise<number> {
  const { spec, files, tasks } = machine;
  return untilStopped(call, machine, 'mesos-agent.service', (onExit) =>
    refusing(async () => {
      const agent = await startAgent({
        ...optionsOf(call, machine, onExit),
        runner: new ShellRunner(tasks, new Disk(files.root)),
        host: {
          cpus: spec.cpus,
          memoryMegabytes: Math.floor(spec.memoryBytes / 2 ** 21),
          diskMegabytes: 10_000,
        },
      });
      return () => agent.kill();
    }),
  );
}

/** `marathon`: runs until it is killed. */
export function marathon(call: ProgramCall, machine: MachineContext): Promise<number> {
  const { mesos, spec, world, files } = machine;
  const [address] = spec.addresses;
  const { args, environment } = argumentsOf(call);
  return untilStopped(call, machine, 'marathon.service', (onExit) =>
    refusing(async () => {
      const running = await startMarathonFromFlags({
        arguments: args,
        environment,
        ip: address,
        hostname: address,
        zookeeper: (servers) => mesos.ensembles.connect(servers),
        readFile: (path) => files.read(path) ?? '',
        log: (line) => {
          world.log(`machine ${spec.name}: marathon: ${line}`);
        },
        onExit: (reason) => {
          onExit(1, reason);
        },
      });
      return () => running.stop();
    }),
  );
}

function optionsOf(
  call: ProgramCall,
  { spec, files, mesos, world }: MachineContext,
  onExit: (status: number, message: string) => void,
): StartOptions {
  const [address] = spec.addresses;
  const { args, environment } = argumentsOf(call);
  return {
    arguments: args,
    environment,
    ip: address,
    hostname: address,
    root: files.root,
    clock: mesosClock(world.clock),
    zookeeper: (servers) => mesos.ensembles.connect(servers),
    log: (line) => {
      world.log(`machine ${spec.name}: ${call.program}: ${line}`);
    },
    onExit,
  };
}

/** The start script of the packages hands on the variables that the program would find in its environment. */
function argumentsOf({ args }: ProgramCall): {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
} {
  const environment: Record<string, string> = {};
  const rest: string[] = [];
  for (const word of args) {
    const [, name, value] = /^--environment=(\w+)=(.*)$/s.exec(word) ?? [];
    if (name === undefined) rest.push(word);
    else environment[name] = value ?? '';
  }
  return { args: rest, environment };
}

/** What the real program would not start with is its message and its status. */
async function refusing<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof Exit) throw new ProgramError(error.message, error.status);
    if (error instanceof FlagError || error instanceof MarathonFlagError)
      throw new ProgramError(error.message);
    throw error;
  }
}
