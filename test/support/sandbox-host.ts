import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
  HostShell,
  ShellResult,
  ShellRunOptions,
  ShellUploadOptions,
  ShellUploadSource,
} from '../../src/bootstrap';
import type { Component } from './require-component';

/** Folders that a host has of its own; everything else is this machine's, read-only. */
const ownFolders = ['etc', 'var', 'opt', 'root', 'srv', 'run', 'home', 'usr/local'];

const namespaces = ['-U', '-m', '-p', '-u'];

/** User, mount, process and host name namespaces, which make a host out of a folder. */
export const sandboxComponent: Component = {
  name: 'unshare (Linux namespaces)',
  available: spawnSync('unshare', [...namespaces, '-r', '-f', '--mount-proc', 'true']).status === 0,
  howToEnable: 'run the tests on Linux with unprivileged user namespaces allowed',
};

export interface SandboxHostOptions {
  /** Path of the shell that runs scripts, with its arguments. Default `sh`. */
  readonly shell?: readonly string[];
  /** The host has busybox instead of the coreutils: every applet comes before the machine's own command. */
  readonly busybox?: boolean;
}

/**
 * A host made of namespaces: real sh, files, processes and kernel locks, and stand-ins with a memory for systemctl,
 * apt-get, dpkg and dpkg-query (test/support/sandbox-host/bin).
 */
export class SandboxHost implements HostShell {
  readonly target = { address: '192.0.2.10', port: 22, user: 'root' };
  readonly root = mkdtempSync(join(tmpdir(), 'fleetwright-host-'));
  /** How often a script was sent. */
  runs = 0;
  private init: ChildProcess | undefined;
  private initPid = 0;

  private constructor(private readonly shell: readonly string[]) {}

  static async start(options: SandboxHostOptions = {}): Promise<SandboxHost> {
    const host = new SandboxHost(options.shell ?? ['sh']);
    host.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n');
    host.write('/etc/group', 'root:x:0:\nnogroup:x:65534:\n');
    host.write('/etc/hosts', '127.0.0.1 localhost\n127.0.1.1 node-1.example.test node-1\n');
    host.write('/etc/machine-id', '0123456789abcdef0123456789abcdef\n');
    host.write(
      '/etc/os-release',
      'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    );
    for (const name of ['systemctl', 'apt-get', 'apt-mark', 'dpkg', 'dpkg-query']) {
      const source = join(__dirname, 'sandbox-host', 'bin', name);
      host.write(`/usr/local/bin/${name}`, readFileSync(source), 0o755);
    }
    await host.boot();
    if (options.busybox === true) await host.run('busybox --install -s /usr/local/bin');
    host.runs = 0;
    return host;
  }

  async boot(): Promise<void> {
    rmSync(join(this.root, 'run'), { recursive: true, force: true });
    for (const folder of ownFolders) mkdirSync(join(this.root, folder), { recursive: true });
    mkdirSync(join(this.root, 'run/systemd/system'), { recursive: true });
    const setUp = [
      'set -e',
      'mount --bind /usr /usr',
      'mount -o remount,bind,ro /usr',
      ...ownFolders.map((folder) => `mount --bind '${this.root}/${folder}' /${folder}`),
      'hostname node-1',
      'echo up',
      'while :; do sleep 1000 & wait; done',
    ].join('\n');
    const init = spawn('unshare', [...namespaces, '-r', '-f', '--mount-proc', 'sh', '-c', setUp], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.init = init;
    await new Promise<void>((resolve, reject) => {
      init.stdout.once('data', () => {
        resolve();
      });
      init.once('exit', () => {
        reject(new Error('the sandbox host does not start'));
      });
    });
    const [child] = readFileSync(`/proc/${String(init.pid)}/task/${String(init.pid)}/children`, 'utf8').split(
      ' ',
    );
    this.initPid = Number(child);
  }

  /** Everything on the host dies at once; its disk stays. */
  async powerOff(): Promise<void> {
    const { init } = this;
    if (init === undefined || init.exitCode !== null || init.signalCode !== null) return;
    const gone = new Promise((resolve) => init.once('exit', resolve));
    process.kill(this.initPid, 'SIGKILL');
    await gone;
  }

  /** Every process but init dies at once, also the scripts that are running. */
  async killAll(): Promise<void> {
    const child = this.spawn(['sh', '-c', 'kill -9 -1']);
    await new Promise((resolve) => child.once('close', resolve));
  }

  async destroy(): Promise<void> {
    await this.powerOff();
    rmSync(this.root, { recursive: true, force: true });
  }

  async run(script: string, options: ShellRunOptions = {}): Promise<ShellResult> {
    this.runs += 1;
    const child = this.spawn([...this.shell, '-c', 'script=$(cat); exec </dev/null; eval "$script"']);
    const lines = new Lines(options.onStdoutLine);
    const stdout = collect(child.stdout, (chunk) => {
      lines.push(chunk);
    });
    const stderr = collect(child.stderr);
    child.stdin.on('error', () => undefined);
    child.stdin.end(script);
    const abort = (): void => {
      // The link is cut: the script goes on until it notices.
      child.stdout.destroy();
      child.stderr.destroy();
      child.emit('abandoned');
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
      const exitCode = await new Promise<number | 'abandoned'>((resolve) => {
        child.once('abandoned', () => {
          resolve('abandoned');
        });
        child.once('close', (code) => {
          resolve(code ?? 137);
        });
      });
      lines.end();
      if (exitCode === 'abandoned') throw new DOMException('the run was aborted', 'AbortError');
      const result = { exitCode, stdout: stdout(), stderr: stderr() };
      if (exitCode !== 0) throw new SandboxScriptError(result);
      return result;
    } finally {
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async upload(source: ShellUploadSource, remotePath: string, options: ShellUploadOptions): Promise<void> {
    const receive =
      'set -e; cat >"$1.part"; chmod "$2" "$1.part"; chown "$3" "$1.part"; mv -f "$1.part" "$1"';
    const owner = options.owner ?? 'root:root';
    const child = this.spawn(['sh', '-c', receive, 'sh', remotePath, options.mode, owner]);
    const stderr = collect(child.stderr);
    const ended = new Promise((resolve) => child.once('close', resolve));
    await pipeline(createReadStream(source.path), child.stdin);
    if ((await ended) !== 0) throw new Error(`cannot upload to ${remotePath}: ${stderr()}`);
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    const local = join(this.root, path);
    mkdirSync(dirname(local), { recursive: true });
    writeFileSync(local, content, { mode });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  private spawn(command: readonly string[]): ReturnType<typeof spawnPiped> {
    return spawnPiped('nsenter', [
      '--preserve-credentials',
      ...namespaces,
      '-t',
      String(this.initPid),
      ...command,
    ]);
  }
}

export class SandboxScriptError extends Error {
  constructor(readonly result: ShellResult) {
    super(`the script exited with status ${String(result.exitCode)}: ${result.stderr}`);
  }
}

function spawnPiped(command: string, args: readonly string[]) {
  return spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
}

function collect(stream: NodeJS.ReadableStream, onChunk?: (chunk: Buffer) => void): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    onChunk?.(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

class Lines {
  private rest = '';

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  push(chunk: Buffer): void {
    const lines = (this.rest + chunk.toString('latin1')).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine?.(line);
  }

  end(): void {
    if (this.rest !== '') this.onLine?.(this.rest);
  }
}
