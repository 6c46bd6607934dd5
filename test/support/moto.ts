import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Component } from './require-component';

/** moto, an EC2 API that nobody here wrote: in the cache folder's virtual environment, or on PATH. */
export function findMoto(): string | undefined {
  const cache = process.env.FLEETWRIGHT_CACHE ?? join(homedir(), '.cache', 'fleetwright');
  const folders = [join(cache, 'moto', 'bin'), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'moto_server')).find((file) => existsSync(file));
}

export const moto: Component = {
  name: 'moto',
  available: findMoto() !== undefined,
  howToEnable:
    'run "python3 -m venv ~/.cache/fleetwright/moto && ~/.cache/fleetwright/moto/bin/pip install \'moto[server]==5.*\'" and run the tests again',
};

/** Credentials that moto takes; EC2 clients read them from the environment. */
export const motoCredentials = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };

/** A moto server of one's own on a loopback port. */
export class MotoServer {
  private constructor(
    readonly endpoint: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<MotoServer> {
    const program = findMoto();
    if (program === undefined) throw new Error(`moto is not available; ${moto.howToEnable}`);
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-moto-'));
    const port = await freePort();
    const log = join(folder, 'log');
    const output = openSync(log, 'a');
    const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...motoCredentials },
    });
    const server = new MotoServer(`http://127.0.0.1:${String(port)}`, child, folder);
    for (let attempt = 0; attempt < 300; attempt++) {
      if (await server.answers()) return server;
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const said = readFileSync(log, 'utf8');
    await server.stop();
    throw new Error(`moto does not answer on ${server.endpoint}:\n${said}`);
  }

  /** Forgets everything that was created. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.endpoint}/moto-api/`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
