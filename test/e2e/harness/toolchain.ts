import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath } from './cache';
import { progress } from './progress';
import { findProgram, runAsRoot, tryRun } from './run-command';

/** A program the harness needs and the Debian or Ubuntu package that brings it. */
const packaged: Readonly<Record<string, string>> = {
  dockerd: 'docker.io',
  debootstrap: 'debootstrap',
  iptables: 'iptables',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
};

/** Installs what is missing (apt) and starts dockerd when it does not answer. */
export async function ensureContainers(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Error(
      `test hosts need Linux, this is "${process.platform}"; run the end-to-end tests in a Linux virtual machine`,
    );
  }
  await installPackages();
  if (!(await dockerAnswers())) await startDocker();
  await raiseWatchLimit();
}

const watchLimit = '/proc/sys/fs/inotify/max_user_instances';
/** systemd, containerd and the kubelet of every host take dozens of instances, and all hosts share the machine's limit. */
const watchInstances = 1024;

async function raiseWatchLimit(): Promise<void> {
  if (Number(readFileSync(watchLimit, 'utf8')) >= watchInstances) return;
  await runAsRoot('sh', ['-c', `echo ${String(watchInstances)} > ${watchLimit}`]);
}

/** Fails with the way out when Go or Terraform is not there: distributions' packages of either are too old or missing. */
export function requireProgram(name: 'go' | 'terraform'): string {
  const path = findProgram(name);
  if (path !== undefined) return path;
  const from = {
    go: 'https://go.dev/doc/install',
    terraform: 'https://developer.hashicorp.com/terraform/install',
  }[name];
  throw new Error(`"${name}" is not on PATH; install it from ${from} and run this again`);
}

async function installPackages(): Promise<void> {
  const missing = Object.entries(packaged).filter(([program]) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  if (findProgram('apt-get') === undefined) {
    throw new Error(
      `not on PATH: ${missing.map(([program]) => program).join(', ')}; install them and run this again`,
    );
  }
  progress(`apt-get install ${packages.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runAsRoot('apt-get', ['update', '-qq'], { env });
  await runAsRoot('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

async function dockerAnswers(): Promise<boolean> {
  const docker = findProgram('docker');
  if (docker === undefined) return false;
  return (await tryRun(docker, ['version', '--format', '{{.Server.Version}}'])).status === 0;
}

async function startDocker(): Promise<void> {
  const folder = cachePath('docker');
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'dockerd.log');
  progress(`starting dockerd, its log is ${log}`);
  const output = openSync(log, 'a');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command = 'dockerd', ...args] = [...sudo, findProgram('dockerd') ?? 'dockerd'];
  // No systemd may be there to own the cgroups, so Docker manages them itself.
  const daemon = spawn(command, [...args, '--exec-opt', 'native.cgroupdriver=cgroupfs'], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  daemon.unref();
  for (let attempt = 0; attempt < 60; attempt++) {
    if (await dockerAnswers()) return;
    if (daemon.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`dockerd does not answer; see "${log}"`);
}
