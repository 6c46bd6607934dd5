import { ZooKeeperClient } from '../../zookeeper/zookeeper-client';
import { FlagError } from './load-flags';
import { startMarathonFromFlags } from './start';

/** The program `marathon`: as a real one, it ends when it leads no more, and whoever started it starts it again. */
async function main(): Promise<void> {
  const log = (line: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${line}\n`);
  };
  const marathon = await startMarathonFromFlags({
    arguments: process.argv.slice(2),
    environment: process.env,
    zookeeper: (servers) => new ZooKeeperClient(servers),
    log,
    onExit: (reason) => {
      log(`exiting: ${reason}`);
      // The answer to what has asked for it goes out first.
      setTimeout(() => process.exit(1), 100);
    },
  });
  log(`listening at ${marathon.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log(`${signal}: stopping`);
      void marathon.stop().finally(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof FlagError ? `[scallop] Error: ${message}\n` : `marathon: ${message}\n`,
  );
  process.exit(1);
});
