import type { HostShell } from './host-shell';
import type { TransferOperation } from './operation';

/** Uploads at a time to one host: enough to hide the round trips, few enough to leave the link to others. */
const parallelUploads = 3;

export interface UploadAllOptions {
  readonly signal?: AbortSignal;
  readonly onStart: (operation: TransferOperation) => void;
  readonly onDone: (operation: TransferOperation) => void;
}

/** Uploads the files; after a failure none is begun, and those under way are awaited. Rejects with the first failure. */
export async function uploadAll(
  shell: HostShell,
  operations: readonly TransferOperation[],
  options: UploadAllOptions,
): Promise<void> {
  const queue = [...operations];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && failures.length === 0; next = queue.shift()) {
      try {
        options.onStart(next);
        await upload(shell, next, options.signal);
        options.onDone(next);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: parallelUploads }, worker));
  if (failures.length > 0) throw failures[0];
}

async function upload(
  shell: HostShell,
  { path, mode, sha256, source }: TransferOperation,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (source.kind !== 'push') return;
  await shell.upload({ kind: 'file', path: source.localPath }, path, {
    mode,
    sha256,
    owner: 'root:root',
    sudo: true,
    ...(signal === undefined ? {} : { signal }),
  });
}
