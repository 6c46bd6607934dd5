import { posix } from 'node:path';
import { makeSshKeyPair } from '../../world/ssh-key-pair';
import type { MachineContext } from '../machine-context';
import { notCovered, type ProgramCall, ProgramError, requireSpace } from '../programs/program-call';

/** `ssh-keygen -t TYPE -N '' -f FILE`, for computers that have none themselves. */
export function sshKeygen(call: ProgramCall, { files }: MachineContext): number {
  const options = new Map<string, string>();
  const args = [...call.args];
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    if (word === '-q') continue;
    if (!/^-[tNCfb]$/.test(word)) throw notCovered(call);
    options.set(word, args.shift() ?? '');
  }
  const type = options.get('-t') ?? 'ed25519';
  const file = options.get('-f');
  if (file === undefined || options.get('-N') !== '' || (type !== 'ed25519' && type !== 'ecdsa'))
    throw notCovered(call);
  const path = posix.resolve(call.folder, file);
  requireSpace(call, path);
  if (files.exists(path)) throw new ProgramError(`${path} already exists.`);
  const comment = options.get('-C') ?? `${call.user}@${(files.read('/etc/hostname') ?? '').trim()}`;
  const made = makeSshKeyPair(type, comment);
  files.write(path, made.private, 0o600);
  files.write(`${path}.pub`, `${made.public}\n`);
  return 0;
}
