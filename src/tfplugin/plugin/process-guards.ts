import type { Logger } from '../log';

/** What has to happen to this process for a plugin to live in it. */
export interface ProcessGuards {
  /** Writes to the real standard output, which is otherwise closed to everybody. */
  writeLine(line: string): Promise<void>;
}

/**
 * Keeps standard output for the handshake: what libraries write there goes to the log. Keeps the process
 * alive when Ctrl-C reaches the whole process group, and when something is thrown that nobody catches: the
 * resources that are being changed have to get into the state first.
 *
 * @param abort Asks everything under way to stop.
 */
export function guardProcess(log: Logger, abort: (reason: Error) => void): ProcessGuards {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    log.debug(
      Buffer.from(chunk as string)
        .toString('utf8')
        .trimEnd(),
      { stream: 'stdout' },
    );
    const written = rest.find((argument) => typeof argument === 'function');
    if (written !== undefined) process.nextTick(written);
    return true;
  }) as typeof process.stdout.write;

  // Terraform reads the log; without it an error of that pipe would be logged, which would be the next one.
  process.stderr.on('error', () => undefined);
  process.on('SIGINT', () => log.debug('ignoring SIGINT: Terraform says when to stop'));
  process.on('SIGTERM', () => abort(new Error('the provider was asked to terminate')));
  process.on('uncaughtException', (error) => {
    log.error('uncaught error', { error });
    abort(new Error('the provider has failed', { cause: error }));
  });
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error }));
  return {
    writeLine: (line) =>
      new Promise((resolve, reject) => {
        write(line, (error) => (error ? reject(error) : resolve()));
      }),
  };
}
