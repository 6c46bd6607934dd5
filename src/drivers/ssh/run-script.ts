import { randomBytes } from 'node:crypto';
import { aborted } from './dial';
import { SshCommandError, SshConfigurationError, SshTimeoutError } from './errors';
import type { RunOptions, RunResult } from './options';
import { LineSplitter, OutputTail } from './output';
import { onAbort } from './patience';
import { Preamble } from './preamble';
import { redact } from './redact';
import { shellRefusal, sudoRefusal, tailOf } from './refusals';
import type { Session, Sessions } from './sessions';
import { shellCommand, shellQuote } from './shell';
import { stopProcessGroup } from './stop-process-group';

/**
 * Runs the script in a process group of its own, whose number it prints first, so that it can be killed with all
 * its children. `exit $?` keeps the shell from replacing itself by setsid, which would then fork and lose the
 * exit code.
 */
const LAUNCHER = 'setsid sh -c "$1"; exit $?';

/**
 * Reads the whole script from stdin before running any of it: what the script starts cannot swallow the rest, a
 * script cut off by a lost link is not run, and nothing of it is in the argument list that `ps` shows.
 */
function reader(nonce: string): string {
  return (
    `echo "${nonce} $$"; fleetwright_script=$(cat); ` +
    `case $fleetwright_script in *"# ${nonce}") exec </dev/null; eval "$fleetwright_script";; ` +
    '*) echo "the script did not arrive whole" >&2; exit 1;; esac'
  );
}

export async function runScript(
  sessions: Sessions,
  script: string,
  options: RunOptions & { asRoot: boolean },
): Promise<RunResult> {
  const { host } = sessions;
  const nonce = `fleetwright-${randomBytes(8).toString('hex')}`;
  const payload = `${exportLines(options.environment ?? {}, host)}${script}\n# ${nonce}`;
  const stdout = new OutputTail();
  const stderr = new OutputTail();
  const interruption = new Interruption(options, host);
  const { onStdoutLine } = options;
  const lines = onStdoutLine
    ? new LineSplitter((line) => {
        interruption.guard(() => {
          onStdoutLine(line);
        });
      })
    : undefined;
  const preamble = new Preamble(nonce, (chunk) => {
    stdout.push(chunk);
    lines?.push(chunk);
  });

  const session = await sessions.open(
    shellCommand(LAUNCHER, [reader(nonce)], options.asRoot),
    {
      onStdout: (chunk) => {
        preamble.push(chunk);
      },
      onStderr: (chunk) => {
        stderr.push(chunk);
      },
    },
    options.signal,
  );
  session.stdin.end(payload);
  interruption.start();
  try {
    const end = await Promise.race([session.ended, interruption.raised]);
    if ('interruptedBy' in end) {
      // Before it is killed: what the shell then says about that is no help.
      const said = tailOf(clean(stderr.toString()));
      const stopped = await stop(sessions, session, preamble, options.asRoot);
      throw end.interruptedBy(
        (stopped ? '' : '; it could not be stopped and may still be running') +
          (said && `; stderr so far: ${said}`),
      );
    }
    if (end.exitCode === undefined) throw sessions.lost('a command', 'unknown');
    lines?.end();
    interruption.rethrow();
    return judge({ exitCode: end.exitCode, stdout: stdout.toString(), stderr: stderr.toString() });
  } finally {
    interruption.end();
  }

  function clean(text: string): string {
    return redact(text, options.secrets ?? []);
  }

  function judge(result: RunResult): RunResult {
    if (preamble.processGroup === undefined) {
      const printed = clean(preamble.before);
      const errors = clean(result.stderr);
      throw (
        (options.asRoot ? sudoRefusal(host, printed, errors) : undefined) ??
        shellRefusal(host, result.exitCode, printed, errors)
      );
    }
    const ok = options.okExitCodes ?? [0];
    if (ok === 'any' || ok.includes(result.exitCode)) return result;
    const printed = clean(result.stdout);
    const errors = clean(result.stderr);
    throw new SshCommandError(
      `command on ${host} exited with code ${result.exitCode}: ${tailOf(errors) || tailOf(printed) || 'it printed nothing'}`,
      { host },
      result.exitCode,
      printed,
      errors,
    );
  }
}

/** What interrupts a run from this side: its time limit, the caller's signal, a listener that throws. */
class Interruption {
  readonly raised: Promise<{ readonly interruptedBy: (suffix: string) => Error }>;
  private raise!: (value: { readonly interruptedBy: (suffix: string) => Error }) => void;
  private stopListening = (): void => undefined;
  private timer: NodeJS.Timeout | undefined;
  private listenerError: { readonly error: unknown } | undefined;

  constructor(
    private readonly options: RunOptions,
    private readonly host: string,
  ) {
    this.raised = new Promise((resolve) => {
      this.raise = resolve;
    });
  }

  start(): void {
    const { timeoutMs, signal } = this.options;
    if (timeoutMs !== undefined) {
      this.timer = setTimeout(() => {
        this.raise({
          interruptedBy: (suffix) =>
            new SshTimeoutError(
              `command on ${this.host} was stopped because it took more than ${timeoutMs} ms${suffix}`,
              {
                host: this.host,
              },
            ),
        });
      }, timeoutMs);
    }
    this.stopListening = onAbort(signal, () => {
      this.raise({
        interruptedBy: (suffix) => {
          const error = aborted(this.host, signal);
          error.message += suffix;
          return error;
        },
      });
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.stopListening();
  }

  /** Calls a listener; the first error that it throws ends the run. */
  guard(call: () => void): void {
    if (this.listenerError) return;
    try {
      call();
    } catch (error) {
      this.listenerError = { error };
      this.raise({ interruptedBy: () => toError(error) });
    }
  }

  rethrow(): void {
    if (this.listenerError) throw toError(this.listenerError.error);
  }
}

async function stop(
  sessions: Sessions,
  session: Session,
  preamble: Preamble,
  asRoot: boolean,
): Promise<boolean> {
  const processGroup = await preamble.complete(session.ended);
  const stopped = processGroup !== undefined && (await stopProcessGroup(sessions, processGroup, asRoot));
  session.close();
  return stopped;
}

function exportLines(environment: Readonly<Record<string, string>>, host: string): string {
  return Object.entries(environment)
    .map(([name, value]) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        throw new SshConfigurationError(
          `environment variable "${name}" for a command on ${host} is no shell name; use letters, digits and "_"`,
          { host },
        );
      }
      return `export ${name}=${shellQuote(value)}\n`;
    })
    .join('');
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
