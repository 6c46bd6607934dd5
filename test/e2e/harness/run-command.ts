import { spawn } from 'node:child_process';
import { accessSync, appendFileSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Everything the command prints is also appended to this file. */
  readonly logFile?: string;
}

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and returns whatever its exit status is; rejects when it cannot be started. */
export function tryRun(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    const keep = (text: string) => {
      if (options.logFile !== undefined) appendFileSync(options.logFile, text);
      return text;
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += keep(text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += keep(text)));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status: status ?? 128, stdout, stderr: signal === null ? stderr : `${stderr}\n${signal}` });
    });
    // A command may end without reading its input; its exit status tells more than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program without a shell and returns its stdout without the last newline; rejects with the tail of stderr when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await tryRun(command, args, options);
  if (status !== 0) {
    const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n').slice(-15).join('\n');
    throw new Error(`"${[command, ...args].join(' ').slice(0, 300)}" ended with status ${status}:\n${said}`);
  }
  return stdout.replace(/\n$/, '');
}

/** As `run`, through `sudo -n` when this process is not root. */
export function runAsRoot(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  if (process.getuid?.() === 0) return run(command, args, options);
  const variables = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`);
  return run('sudo', ['-n', 'env', ...variables, command, ...args], options);
}

/** The full path of a program, looked for on PATH and where Debian keeps programs for root; undefined when it is not there. */
export function findProgram(name: string): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
    '/usr/local/sbin',
    '/usr/local/go/bin',
  ];
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
