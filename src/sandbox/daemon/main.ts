// The background process of `fleetwright sandbox up`. It reports to the process that started it, and then lives on its own.
import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { Sandbox } from '../index';
import { serveOrders } from './orders';
import { sandboxPaths } from './paths';
import { FolderTakenError, removeRemains, startOf, takeFolder, writeState } from './state';
import type { UpOptions } from './status';

/** What the process that ran `up` hears, once: also that another sandbox was faster, which is no failure. */
export type StartReport =
  { readonly started: true } | { readonly started: false } | { readonly error: string };

async function main(options: UpOptions & { readonly version: string }): Promise<void> {
  const { seed, speed, port, azurePort, rackMachines, version } = options;
  const paths = sandboxPaths(process.env);
  const { pid } = process;
  const state = { pid, start: startOf(pid) };
  // Before anything is touched: two of them may be started at once.
  takeFolder(paths, { ...state, up: false });
  // Of a sandbox that was killed.
  for (const path of [paths.world, paths.socket]) rmSync(path, { recursive: true, force: true });
  const log = (line: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${line}\n`);
  };
  const sandbox = await Sandbox.start({ seed, speed, port, azurePort, folder: paths.world, log }).catch(
    (error: unknown) => {
      removeRemains(paths);
      throw error;
    },
  );
  let server: Server | undefined;
  const end = async (): Promise<void> => {
    await sandbox.stop();
    server?.close();
    removeRemains(paths);
    // Whatever still holds the process has no sandbox to serve.
    setTimeout(() => process.exit(), 1000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      log(`${signal}: going down`);
      void end().finally(() => process.exit());
    });
  }
  try {
    if (Sandbox.machineSupport().ok) {
      const names = Array.from({ length: rackMachines }, (_, index) => `rack-${index + 1}`);
      await Promise.all(names.map((name) => sandbox.addRackMachine({ name })));
    }
    server = await serveOrders(paths, sandbox, { pid, version, seed, speed }, end);
    writeState(paths, { ...state, up: true });
  } catch (error) {
    await end();
    throw error;
  }
  log(`up: EC2 at ${sandbox.ec2.endpoint}, Azure at ${sandbox.azure.endpoint}`);
}

function report(message: StartReport): void {
  // Nobody listens when the process that ran `up` was interrupted.
  if (!process.connected) return;
  process.send?.(message, () => {
    if (process.connected) process.disconnect();
  });
}

main(JSON.parse(process.argv[2] ?? '{}') as UpOptions & { readonly version: string }).then(
  () => {
    report({ started: true });
  },
  (error: unknown) => {
    process.exitCode = 1;
    if (error instanceof FolderTakenError) report({ started: false });
    else report({ error: error instanceof Error ? error.message : String(error) });
  },
);
