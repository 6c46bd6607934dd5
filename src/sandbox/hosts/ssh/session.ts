import type { ServerChannel, Session } from 'ssh2';
import type { MachineProcess } from '../system/namespace';
import type { Account } from './accounts';

/** Starts what somebody who has logged in asks for. */
export interface CommandRunner {
  /**
   * @param command undefined for an interactive shell
   * @throws when the machine is going down
   */
  run(account: Account, command: string | undefined): Promise<MachineProcess>;
}

/** One session of a connection: a command or a shell, with its standard streams and signals. */
export function serveSession(session: Session, account: Account, runner: CommandRunner): void {
  let running: MachineProcess | undefined;
  // A terminal would need devices of its own: `ssh` goes on without one.
  session.on('pty', (_accept, reject) => {
    reject?.();
  });
  // As sshd does with variables that AcceptEnv does not name.
  session.on('env', (_accept, reject) => {
    reject?.();
  });
  session.on('signal', (accept, _reject, { name }) => {
    accept?.();
    running?.signal(`SIG${name.replace(/^SIG/, '')}` as NodeJS.Signals);
  });
  session.on('subsystem', (_accept, reject) => {
    reject();
  });
  const start = (channel: ServerChannel, command: string | undefined): void => {
    channel.on('error', () => undefined);
    runner.run(account, command).then(
      (process) => {
        running = process;
        join(channel, process);
      },
      (error: unknown) => {
        channel.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        channel.exit(255);
        channel.end();
      },
    );
  };
  session.once('exec', (accept, _reject, { command }) => {
    start(accept(), command);
  });
  session.once('shell', (accept) => {
    start(accept(), undefined);
  });
}

function join(channel: ServerChannel, { child }: MachineProcess): void {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null)
    throw new Error('a session needs standard streams');
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
  channel.pipe(stdin);
  stdout.pipe(channel, { end: false });
  stderr.pipe(channel.stderr, { end: false });
  let open = true;
  // The command is not told when the link is gone: it finds out when it writes the next time.
  channel.once('close', () => {
    open = false;
    stdin.end();
    stdout.destroy();
    stderr.destroy();
  });
  child.once('exit', (code, signal) => {
    if (!open) return;
    // ssh2 takes the name of the signal, too, and its types do not say so.
    if (code !== null) channel.exit(code);
    else channel.exit((signal ?? 'SIGKILL').slice(3), false, '');
  });
  // After the streams have been read to their ends, which whatever still holds them open delays, as it does with sshd.
  child.once('close', () => {
    if (open) channel.end();
  });
}
