import { constants } from 'node:os';
import type { Writable } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { aborted } from './dial';
import { SshLinkLostError, SshUnreachableError } from './errors';
import { onAbort } from './patience';

/** sshd allows 10 sessions per connection (MaxSessions); two stay free to stop what runs on the others. */
const MAX_SESSIONS = 8;

/** How long output may stay silent after a command's end until whatever still holds it open is left alone. */
const LINGER_MS = 2_000;

export interface SessionOutput {
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

export interface SessionEnd {
  /** Absent when the session ended without telling one: the link is lost. */
  readonly exitCode?: number;
}

export interface Session {
  readonly stdin: Writable;
  readonly ended: Promise<SessionEnd>;
  /** Gives up on the session; `ended` resolves at once. */
  close(): void;
}

/** Opens the command sessions of one connection, no more at a time than the host allows. */
export class Sessions {
  private limit = MAX_SESSIONS;
  private active = 0;
  private readonly waiting: (() => void)[] = [];
  private linkClosed = false;
  private lossReason = 'the connection was closed';

  constructor(
    private readonly client: Client,
    readonly host: string,
  ) {
    client.on('error', (error) => {
      this.lossReason = error.message;
    });
    client.on('close', () => {
      this.linkClosed = true;
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  get closed(): boolean {
    return this.linkClosed;
  }

  close(): void {
    this.linkClosed = true;
    this.lossReason = 'this side closed the connection';
    for (const wake of this.waiting.splice(0)) wake();
    this.client.end();
  }

  /** Waits until a session is free. @throws SshAbortError, SshLinkLostError with outcome `not-started` */
  async open(command: string, output: SessionOutput, signal?: AbortSignal): Promise<Session> {
    for (;;) {
      await this.slot(signal);
      try {
        const session = await this.exec(command, output);
        void session.ended.then(() => {
          this.release();
        });
        return session;
      } catch (error) {
        this.release();
        if (this.linkClosed || this.active === 0) throw error;
        // The host allows fewer sessions than sshd's default: make do with those that it gave.
        this.limit = this.active;
      }
    }
  }

  /** Opens a session at once, in the reserve: only to stop what runs on another. */
  openUrgent(command: string, output: SessionOutput): Promise<Session> {
    return this.exec(command, output);
  }

  lost(what: string, outcome: SshLinkLostError['outcome']): SshLinkLostError {
    const consequence =
      outcome === 'unknown'
        ? 'it may have run in part or to its end, so look at the host before running it again'
        : 'it was not started; connect again';
    return new SshLinkLostError(
      `lost the connection to ${this.host} during ${what}: ${this.lossReason}; ${consequence}`,
      { host: this.host, retryable: outcome === 'not-started' },
      outcome,
    );
  }

  private async slot(signal: AbortSignal | undefined): Promise<void> {
    while (!this.linkClosed && !signal?.aborted && this.active >= this.limit) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          stopListening();
          resolve();
        };
        this.waiting.push(wake);
        const stopListening = onAbort(signal, () => {
          this.waiting.splice(this.waiting.indexOf(wake), 1);
          resolve();
        });
      });
    }
    if (signal?.aborted) throw aborted(this.host, signal);
    if (this.linkClosed) throw this.lost('the wait for a free session', 'not-started');
    this.active += 1;
  }

  private release(): void {
    this.active -= 1;
    this.waiting.shift()?.();
  }

  private exec(command: string, output: SessionOutput): Promise<Session> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        if (this.linkClosed) {
          reject(this.lost('the start of a command', 'not-started'));
          return;
        }
        const reason = error instanceof Error ? error.message : String(error);
        reject(
          new SshUnreachableError(
            `${this.host} opens no further session: ${reason}; raise MaxSessions in its sshd_config, and check ` +
              'that the user may run commands',
            { host: this.host, cause: error, retryable: true },
          ),
        );
      };
      const onClose = (): void => {
        fail(new Error('the connection was closed'));
      };
      this.client.once('close', onClose);
      try {
        this.client.exec(command, (error, channel) => {
          this.client.removeListener('close', onClose);
          if (error) fail(error);
          else resolve(attach(channel, output));
        });
      } catch (error) {
        this.client.removeListener('close', onClose);
        fail(error);
      }
    });
  }
}

function attach(channel: ClientChannel, output: SessionOutput): Session {
  let exitCode: number | undefined;
  let lingering: NodeJS.Timeout | undefined;
  let end: (value: SessionEnd) => void;
  const ended = new Promise<SessionEnd>((resolve) => {
    end = resolve;
  });
  const finish = (): void => {
    clearTimeout(lingering);
    end(exitCode === undefined ? {} : { exitCode });
  };
  const linger = (): void => {
    if (exitCode === undefined) return;
    clearTimeout(lingering);
    lingering = setTimeout(() => {
      finish();
      channel.destroy();
    }, LINGER_MS);
  };
  channel.on('data', (chunk: Buffer) => {
    output.onStdout(chunk);
    linger();
  });
  channel.stderr.on('data', (chunk: Buffer) => {
    output.onStderr(chunk);
    linger();
  });
  channel.on('exit', (code: number | null, signal?: string) => {
    exitCode = code ?? 128 + signalNumber(signal);
    linger();
  });
  channel.on('close', finish);
  channel.on('error', finish);
  return {
    stdin: channel,
    ended,
    close: () => {
      finish();
      channel.destroy();
    },
  };
}

function signalNumber(name: string | undefined): number {
  return Object.entries(constants.signals).find(([signal]) => signal === name)?.[1] ?? 0;
}
