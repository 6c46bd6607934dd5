import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMarathon, type Marathon, type MarathonOptions } from '../../src/sandbox/marathon';
import {
  startAgent,
  startMaster,
  type Agent,
  type AgentStartOptions,
  type Master,
} from '../../src/sandbox/mesos';
import { Client, eventually } from '../sandbox/marathon/support/client';

export interface TestAgent {
  readonly cpus?: number;
  readonly mem?: number;
  /** `rack:r1;disk:ssd` */
  readonly attributes?: string;
  /** In place of what it has otherwise, or beside it. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly options?: Pick<AgentStartOptions, 'runner' | 'runImage'>;
}

/** A master, agents whose tasks are processes of this computer, and a Marathon on them, all on the loopback. */
export class TestMarathon {
  private constructor(
    private readonly folder: string,
    readonly master: Master,
    readonly masterUrl: string,
    readonly agents: readonly Agent[],
    readonly marathon: Marathon,
    /** Asks Marathon past our driver. */
    readonly client: Client,
  ) {}

  static async start(
    agents: readonly TestAgent[] = [{ attributes: 'rack:r1' }, { attributes: 'rack:r2' }],
    options: Partial<MarathonOptions> = {},
    onMasterPort: (port: number) => void = () => undefined,
  ): Promise<TestMarathon> {
    const folder = mkdtempSync(join(tmpdir(), 'marathon-'));
    const masterPort = await freePort();
    onMasterPort(masterPort);
    const local = { ip: '127.0.0.1', hostname: '127.0.0.1' };
    const master = await startMaster({
      flags: { ...local, port: masterPort, work_dir: join(folder, 'master') },
    });
    const started = await Promise.all(
      agents.map(async ({ cpus = 4, mem = 4096, attributes, flags, options: how }, index) =>
        startAgent({
          flags: {
            ...local,
            port: await freePort(),
            master: `127.0.0.1:${String(masterPort)}`,
            work_dir: join(folder, `agent-${String(index)}`),
            resources: `cpus:${String(cpus)};mem:${String(mem)};disk:10000;ports:[${String(31000 + index * 500)}-${String(31499 + index * 500)}]`,
            ...(attributes === undefined ? {} : { attributes }),
            ...flags,
          },
          ...how,
          taskEnvironment: { PATH: process.env.PATH ?? '' },
        }),
      ),
    );
    const marathon = await startMarathon({
      leadingMaster: () => Promise.resolve(`127.0.0.1:${String(masterPort)}`),
      ...options,
      settings: { minReviveOffersInterval: 50, declineOfferDuration: 500, ...options.settings },
    });
    await eventually(() => {
      if (!marathon.leads || started.some(({ registered }) => !registered))
        throw new Error('it does not run yet');
    });
    const client = new Client(marathon.url, loginOf(options.credentials));
    return new TestMarathon(
      folder,
      master,
      `http://127.0.0.1:${String(masterPort)}`,
      started,
      marathon,
      client,
    );
  }

  get url(): string {
    return this.marathon.url;
  }

  async stop(): Promise<void> {
    await this.marathon.stop();
    for (const agent of this.agents) await agent.kill();
    await this.master.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Removes whatever is there, for the next test. */
  async clear(): Promise<void> {
    await this.client.ask('DELETE', '/v2/groups/?force=true');
    await eventually(async () => {
      const { body } = await this.client.get('/v2/apps');
      if ((body as { apps: unknown[] }).apps.length > 0) throw new Error('apps are left');
    });
    await this.client.idle();
  }
}

function loginOf(credentials: string | undefined): Record<string, string> {
  return credentials === undefined
    ? {}
    : { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
