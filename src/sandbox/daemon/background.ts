import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultRecord } from '../world/faults';
import { order } from './control-client';
import type { StartReport } from './main';
import type { SandboxPaths } from './paths';
import { FolderTakenError, isRunning, readState, removeRemains, startOf, takeFolder } from './state';
import type { SandboxStatus, UpOptions } from './status';

/** How long a sandbox may take to end by itself. */
const PATIENCE_MS = 20_000;

/** The sandbox that runs in the background for this user, or the absence of one. */
export class BackgroundSandbox {
  readonly #paths: SandboxPaths;

  constructor(paths: SandboxPaths) {
    this.#paths = paths;
  }

  /** Starts it, when it does not run already. */
  async up(
    options: UpOptions,
    version: string,
  ): Promise<{ readonly started: boolean; readonly status: SandboxStatus }> {
    const running = await this.#whatRuns();
    if (running !== undefined) return { started: false, status: running };
    const started = await this.#start(options, version);
    const status = await this.#whatRuns();
    if (status === undefined) throw new Error(`the sandbox ended at once; "${this.#paths.log}" may say why`);
    return { started, status };
  }

  /** Undefined when none runs. */
  async status(): Promise<SandboxStatus | undefined> {
    return (await this.#order('GET', '/status')) as SandboxStatus | undefined;
  }

  async reset(): Promise<SandboxStatus> {
    return (await this.#must('POST', '/reset')) as SandboxStatus;
  }

  async kubeconfig(machine: string | undefined): Promise<string> {
    return (await this.#must('POST', '/kubeconfig', machine)) as string;
  }

  async interruptSpot(id: string): Promise<void> {
    await this.#must('POST', '/interrupt-spot', id);
  }

  async faults(): Promise<readonly FaultRecord[]> {
    return (await this.#must('GET', '/faults')) as readonly FaultRecord[];
  }

  async addFault(fault: Omit<Fault, 'id'>): Promise<string> {
    return ((await this.#must('POST', '/faults', fault)) as { id: string }).id;
  }

  async removeFault(id: string): Promise<boolean> {
    return ((await this.#must('DELETE', `/faults/${encodeURIComponent(id)}`)) as { removed: boolean })
      .removed;
  }

  async clearFaults(): Promise<void> {
    await this.#must('DELETE', '/faults');
  }

  /** Ends it and removes what it left. False when none was running. */
  async down(): Promise<boolean> {
    const state = readState(this.#paths);
    const ran = state !== undefined && isRunning(state);
    if (ran) {
      const answered = await this.#order('POST', '/down').then(
        (answer) => answer !== undefined,
        () => false,
      );
      if (!answered) process.kill(state.pid, 'SIGTERM');
      const deadline = Date.now() + PATIENCE_MS;
      while (isRunning(state) && Date.now() < deadline) await wait(20);
      if (isRunning(state)) process.kill(state.pid, 'SIGKILL');
      while (isRunning(state)) await wait(20);
    }
    this.#removeRemains();
    return ran;
  }

  /** Also what is just starting, or has been started by somebody else meanwhile. */
  async #whatRuns(): Promise<SandboxStatus | undefined> {
    for (let state = readState(this.#paths); ; state = readState(this.#paths)) {
      const status = await this.status();
      if (status !== undefined || state === undefined || !isRunning(state)) return status;
      if (state.up) {
        throw new Error(
          `the sandbox runs as process ${state.pid} and takes no orders; run "fleetwright sandbox down" and try again`,
        );
      }
      await wait(20);
    }
  }

  /** False when another one was faster. */
  async #start(options: UpOptions, version: string): Promise<boolean> {
    mkdirSync(this.#paths.folder, { recursive: true, mode: 0o700 });
    const log = openSync(this.#paths.log, 'a', 0o600);
    const child = spawn(
      process.execPath,
      [join(__dirname, 'main.js'), JSON.stringify({ ...options, version })],
      { detached: true, cwd: '/', stdio: ['ignore', log, log, 'ipc'] },
    );
    closeSync(log);
    const report = await firstReport(child);
    child.unref();
    if ('error' in report) throw new Error(`the sandbox did not start: ${report.error}`);
    return report.started;
  }

  /** What a sandbox left that was killed; not what a new one has begun to make. */
  #removeRemains(): void {
    if (!existsSync(this.#paths.folder)) return;
    const { pid } = process;
    try {
      takeFolder(this.#paths, { pid, start: startOf(pid), up: false });
    } catch (error) {
      if (error instanceof FolderTakenError) return;
      throw error;
    }
    removeRemains(this.#paths);
  }

  async #must(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.#order(method, path, body);
    if (answer === undefined)
      throw new Error('no sandbox is running; start one with "fleetwright sandbox up"');
    return answer;
  }

  async #order(method: string, path: string, body?: unknown): Promise<unknown> {
    return (await order(this.#paths.socket, method, path, body))?.answer;
  }
}

function firstReport(child: ChildProcess): Promise<StartReport> {
  return new Promise((resolve) => {
    child.once('message', (message) => {
      resolve(message as StartReport);
    });
    child.once('error', ({ message }) => {
      resolve({ error: message });
    });
    child.once('exit', (code, signal) => {
      resolve({ error: `it ended with ${signal ?? `status ${code ?? 'unknown'}`}` });
    });
  });
}
