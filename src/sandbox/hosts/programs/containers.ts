import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall, ProgramError } from './program-call';

/** Folders that it makes when it starts. */
const FOLDERS = ['/etc/cni/net.d', '/run/containerd', '/var/lib/containerd'];

/** `containerd`: runs until it is killed; nothing is behind it. */
export async function containerd(call: ProgramCall, { files }: MachineContext): Promise<number> {
  if (call.args[0] === '--version' || call.args[0] === '-v') {
    call.out('containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+b1\n');
    return 0;
  }
  if (call.args.some((word) => !word.startsWith('-') && !word.startsWith('/'))) throw notCovered(call);
  for (const folder of FOLDERS) files.makeFolder(folder);
  await new Promise<void>((resolve) => {
    call.gone.addEventListener('abort', () => {
      resolve();
    });
  });
  return 0;
}

/** `ctr`: there are no images, containers or tasks on any machine, because no container runs. */
export function ctr(call: ProgramCall, machine: MachineContext): number {
  if (machine.services.state('containerd.service') !== 'active') {
    throw new ProgramError('cannot access socket /run/containerd/containerd.sock: no such file or directory');
  }
  const words = call.args.filter((word, index) => !word.startsWith('-') && call.args[index - 1] !== '-n');
  const [object = '', verb = ''] = words;
  if (verb === 'ls' || verb === 'list') {
    const quiet = call.args.includes('-q');
    if (/^(i|images?|c|containers?|t|tasks?)$/.test(object)) {
      if (!quiet) call.out('');
      return 0;
    }
    if (/^(ns|namespaces?)$/.test(object)) {
      call.out('k8s.io\n');
      return 0;
    }
  }
  throw notCovered(call);
}

/** Programs that are there because others look for them. */
export function onlyThere(call: ProgramCall): number {
  if (call.args[0] === '--version' || call.args[0] === 'version') {
    call.out(`${call.program} (the sandbox's stand-in)\n`);
    return 0;
  }
  throw notCovered(call);
}
