import { lookup, reverse } from 'node:dns/promises';
import { hostname } from 'node:os';
import { Exit, messageOf } from '../failure';
import type { FlagSpec } from '../flags/flag-table';
import { FlagError, loadFlags } from '../flags/load-flags';
import type { StartOptions } from '../start';
import { VERSION } from '../version';

/** What ends by the check that failed has this status for a shell: SIGABRT. */
const ABORTED = 134;

export interface Program {
  /** As in `mesos-master`. */
  readonly name: string;
  readonly flags: readonly FlagSpec[];
  start(options: StartOptions): Promise<{ kill(): Promise<void> }>;
}

/** Runs a stand-in as a program of its own, with the words and the statuses of the real one. */
export async function runProgram({ name, flags, start }: Program): Promise<void> {
  const given = process.argv.slice(2);
  try {
    const values = loadFlags(flags, { arguments: given, environment: process.env });
    if (values.help === 'true') {
      process.stdout.write(usage(name, flags));
      return;
    }
    if (values.version === 'true') {
      process.stdout.write(`mesos ${VERSION}\n`);
      return;
    }
    log(`Version: ${VERSION} (a stand-in)`);
    const place = await placeOf(values);
    const running = await start({
      arguments: given,
      environment: process.env,
      ...place,
      log,
      onExit: (status, message) => {
        end(name, new Exit(status, message));
      },
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        void running.kill().finally(() => process.kill(process.pid, signal));
      });
    }
  } catch (error) {
    end(name, error);
  }
}

/** Where it listens and what it is called when no flag says it: what its host's name means, and the name of that. */
async function placeOf(values: Readonly<Record<string, string>>): Promise<{ ip: string; hostname: string }> {
  const ip = values.ip ?? process.env.LIBPROCESS_IP ?? (await addressOf(hostname()));
  const name = values.hostname_lookup === 'true' ? await nameOf(ip) : ip;
  return { ip, hostname: name };
}

async function addressOf(name: string): Promise<string> {
  try {
    return (await lookup(name, 4)).address;
  } catch {
    return '127.0.0.1';
  }
}

async function nameOf(ip: string): Promise<string> {
  try {
    return (await reverse(ip))[0] ?? ip;
  } catch {
    return ip === (await addressOf(hostname())) ? hostname() : ip;
  }
}

function end(name: string, error: unknown): void {
  if (error instanceof FlagError) {
    process.stderr.write(`${error.message}\n\nSee \`${name} --help\` for a list of supported flags.\n`);
    process.exit(1);
  }
  const status = error instanceof Exit ? error.status : 1;
  if (status === ABORTED) {
    line('F', messageOf(error));
    process.stderr.write('*** Check failure stack trace: ***\n');
    process.abort();
  }
  if (status === 0) log(messageOf(error));
  else line('E', `EXIT with status ${String(status)}: ${messageOf(error)}`);
  process.exit(status);
}

function log(text: string): void {
  line('I', text);
}

/** As the real ones do it: kind, date, time and process before what is said. */
function line(kind: 'I' | 'E' | 'F', text: string): void {
  const now = new Date().toISOString();
  const date = now.slice(0, 10).replaceAll('-', '');
  process.stderr.write(
    `${kind}${date} ${now.slice(11, 23)}000 ${String(process.pid)} stand-in.cpp:1] ${text}\n`,
  );
}

function usage(name: string, flags: readonly FlagSpec[]): string {
  const lines = flags.map(({ name: flag, type, default: value }) => {
    const form = type === 'boolean' ? `--[no-]${flag}` : `--${flag}=VALUE`;
    return `  ${form}${value === undefined ? '' : ` (default: ${value})`}`;
  });
  return `Usage: ${name} [options]\n\n${lines.join('\n')}\n`;
}
