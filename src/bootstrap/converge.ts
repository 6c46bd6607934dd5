import type { HostShell } from './host-shell';
import type { Operation } from './operation';
import type { ConvergeReport } from './report';

export interface ConvergeOptions {
  /** `check` changes nothing on the host. */
  readonly mode: 'check' | 'apply';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConvergeProgress) => void;
  /** Debug messages, redacted. */
  readonly log?: (message: string) => void;
}

export interface ConvergeProgress {
  readonly id: string;
  readonly description: string;
  readonly state: 'started' | 'uploading' | 'ok' | 'changed' | 'pending' | 'failed';
}

export async function converge(
  shell: HostShell,
  operations: readonly Operation[],
  options: ConvergeOptions,
): Promise<ConvergeReport> {
  void shell;
  void operations;
  void options;
  throw new Error('operations cannot be run yet');
}
