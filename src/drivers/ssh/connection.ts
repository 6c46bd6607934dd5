import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { connect } from './connect';
import { SshTunnelError } from './errors';
import { fingerprintOf, publicKeyLine } from './host-key';
import type { ConnectOptions, RunOptions, RunResult, UploadOptions, UploadSource } from './options';
import { runScript } from './run-script';
import { Sessions } from './sessions';
import { describeTarget, type SshTarget } from './target';
import { uploadFile } from './upload';

/** One authenticated connection to a host whose key was checked. Lost links are noticed within 40 seconds. */
export class SshConnection {
  /** The host key that was presented, as a line: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  /** `SHA256:…` of `hostKey`. */
  readonly hostKeyFingerprint: string;
  private readonly sessions: Sessions;

  private constructor(
    readonly target: SshTarget,
    private readonly client: Client,
    hostKey: Buffer,
  ) {
    this.hostKey = publicKeyLine(hostKey);
    this.hostKeyFingerprint = fingerprintOf(hostKey);
    this.sessions = new Sessions(client, describeTarget(target));
  }

  /**
   * Connects and logs in, trying again while the host may be booting.
   * @throws HostKeyMismatchError, HostKeyRevokedError, HostKeyUnknownError, SshCredentialError,
   *   SshConfigurationError, SshProtocolError at once; SshUnreachableError, SshAuthenticationError after the
   *   deadline; SshAbortError
   */
  static async connect(target: SshTarget, options: ConnectOptions = {}): Promise<SshConnection> {
    const { client, hostKey } = await connect(target, options);
    return new SshConnection(target, client, hostKey);
  }

  get closed(): boolean {
    return this.sessions.closed;
  }

  /**
   * Runs a POSIX sh script with an empty stdin. The script reaches the host over the connection, never as an
   * argument, so what it holds is not in the host's process list. At most eight run at a time, others wait.
   * @throws SshCommandError, SshSudoError, SshShellError, SshTimeoutError, SshAbortError, SshLinkLostError
   */
  run(script: string, options: RunOptions = {}): Promise<RunResult> {
    return runScript(this.sessions, script, { ...options, asRoot: this.needsSudo(options.sudo) });
  }

  /**
   * Replaces a file on the host atomically: it is written beside the target, its SHA-256 compared there, and
   * renamed. After a failure the target is as it was and nothing is left beside it. The folder must exist.
   * @throws ChecksumMismatchError, SshCommandError, SshSudoError, SshShellError, SshConfigurationError,
   *   SshAbortError, SshLinkLostError
   */
  upload(source: UploadSource, remotePath: string, options: UploadOptions): Promise<void> {
    return uploadFile(this.sessions, source, remotePath, {
      ...options,
      asRoot: this.needsSudo(options.sudo),
    });
  }

  /** A TCP connection that the host makes, e.g. to a service that listens on its loopback only. @throws SshTunnelError */
  openTunnel(host: string, port: number): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        const via = describeTarget(this.target);
        const reason = error instanceof Error ? error.message : String(error);
        reject(
          new SshTunnelError(
            `no tunnel over ${via} to ${host}:${port}: ${reason}; check that it listens there and that sshd has ` +
              'AllowTcpForwarding on',
            { host: via, cause: error, retryable: true },
          ),
        );
      };
      if (this.closed) {
        fail(new Error('the connection is closed'));
        return;
      }
      try {
        this.client.forwardOut('127.0.0.1', 0, host, port, (error, channel) => {
          if (error) fail(error);
          else resolve(channel);
        });
      } catch (error) {
        fail(error);
      }
    });
  }

  /** Ends the connection; what runs on it fails with SshLinkLostError. */
  close(): void {
    this.sessions.close();
  }

  private needsSudo(asked: boolean | undefined): boolean {
    return asked === true && this.target.user !== 'root';
  }
}
