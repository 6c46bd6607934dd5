import { posix } from 'node:path';
import type { SandboxCluster } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { UnreachableError } from '../neighbourhood';
import { type ProgramCall, ProgramError } from '../programs/program-call';
import { type Access, readKubeconfig, resolveHost } from './kubeconfig';
import { watchTable } from './kubectl-watch';
import { installedVersion } from './kubernetes-host';

/** `kubectl`: finds the cluster of the kubeconfig, checks that it can be reached from this machine, and asks it. */
export async function kubectl(call: ProgramCall, machine: MachineContext): Promise<number> {
  if (call.args[0] === 'version' && call.args.includes('--client')) {
    call.out(`Client Version: v${installedVersion(machine, 'kubectl')}\n`);
    return 0;
  }
  const { kubeconfig, rest } = withoutKubeconfig(call);
  const access = accessOf(call, machine, kubeconfig);
  const cluster = await reach(machine, access);
  const { args, files, readsStdin } = withFiles(rest);
  const given = files.map((path) => readManifest(call, machine, path));
  const input = [...given, ...(readsStdin ? [await call.stdin()] : [])].join('\n---\n');
  if (args.some((word) => word === '--watch' || word === '-w' || word === '--watch=true')) {
    return watchTable(call, machine, cluster, args);
  }
  const { exitCode, stdout, stderr } = await cluster.kubectl(args, input);
  call.out(stdout);
  call.err(stderr);
  return exitCode;
}

function withoutKubeconfig(call: ProgramCall): { kubeconfig: string | undefined; rest: readonly string[] } {
  const rest: string[] = [];
  let kubeconfig: string | undefined;
  for (let index = 0; index < call.args.length; index += 1) {
    const word = call.args[index] ?? '';
    if (word === '--kubeconfig') {
      kubeconfig = call.args[index + 1];
      index += 1;
    } else if (word.startsWith('--kubeconfig=')) {
      kubeconfig = word.slice('--kubeconfig='.length);
    } else {
      rest.push(word);
    }
  }
  return { kubeconfig: kubeconfig ?? (call.kubeconfig === '' ? undefined : call.kubeconfig), rest };
}

function accessOf(call: ProgramCall, { files }: MachineContext, kubeconfig: string | undefined): Access {
  const path =
    kubeconfig === undefined ? `${call.home}/.kube/config` : posix.resolve(call.folder, kubeconfig);
  const text = files.read(path);
  if (text === undefined) {
    if (kubeconfig !== undefined) throw new Failure(`error: stat ${path}: no such file or directory`);
    throw new Failure(refused('localhost:8080'));
  }
  try {
    return readKubeconfig(text);
  } catch (error) {
    throw new Failure(
      `error: error loading config file "${path}": ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function reach(machine: MachineContext, { host, port, caHash }: Access): Promise<SandboxCluster> {
  const { neighbourhood, spec, files, clusters } = machine;
  try {
    await neighbourhood.probe(spec.addresses[0], resolveHost(files, host), port);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    throw new Failure(
      error.reason === 'refused'
        ? refused(`${host}:${String(port)}`)
        : `Unable to connect to the server: dial tcp ${host}:${String(port)}: ${error.message}`,
    );
  }
  const cluster = clusters.byCaHash(caHash);
  if (cluster === undefined) {
    throw new Failure(
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
    );
  }
  return cluster;
}

function refused(server: string): string {
  return `The connection to the server ${server} was refused - did you specify the right host or port?`;
}

/** Files are on the machine: their content goes to the cluster as if it came over standard input. */
function withFiles(words: readonly string[]): {
  args: readonly string[];
  files: readonly string[];
  readsStdin: boolean;
} {
  const args: string[] = [];
  const files: string[] = [];
  let readsStdin = false;
  let given = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const file =
      word === '-f' || word === '--filename'
        ? words[(index += 1)]
        : /^(?:-f|--filename=)(.+)$/.exec(word)?.[1];
    if (file === undefined) {
      args.push(word);
    } else {
      if (!given) args.push('-f', '-');
      given = true;
      if (file === '-') readsStdin = true;
      else files.push(file);
    }
  }
  return { args, files, readsStdin };
}

function readManifest(call: ProgramCall, { files }: MachineContext, file: string): string {
  if (/^https?:/.test(file)) {
    throw new Failure(`error: unable to read URL "${file}": the sandbox has no internet`);
  }
  const path = posix.resolve(call.folder, file);
  if (files.isFolder(path)) {
    const names = files.list(path).filter((name) => /\.(ya?ml|json)$/.test(name));
    return names.map((name) => files.read(`${path}/${name}`) ?? '').join('\n---\n');
  }
  const text = files.read(path);
  if (text === undefined) throw new Failure(`error: the path "${file}" does not exist`);
  return text;
}

/** kubectl's messages have no program name in front. */
class Failure extends ProgramError {
  override readonly bare = true;
}
