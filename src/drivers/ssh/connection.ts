import type { Duplex } from 'node:stream';
import type { ConnectOptions, RunOptions, RunResult, UploadOptions, UploadSource } from './options';
import type { SshTarget } from './target';

/** One authenticated SSH connection to a host whose key was checked. */
export declare class SshConnection {
  private constructor();
  static connect(target: SshTarget, options: ConnectOptions): Promise<SshConnection>;
  readonly target: SshTarget;
  readonly hostKey: string;
  readonly hostKeyFingerprint: string;
  readonly closed: boolean;
  run(script: string, options?: RunOptions): Promise<RunResult>;
  upload(source: UploadSource, remotePath: string, options: UploadOptions): Promise<void>;
  openTunnel(host: string, port: number): Promise<Duplex>;
  close(): void;
}
