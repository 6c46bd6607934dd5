import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMarathon, type Marathon, type MarathonOptions } from '../../../../src/sandbox/marathon';
import {
  startAgent,
  startMaster,
  type Agent,
  type AgentStartOptions,
  type Master,
} from '../../../../src/sandbox/mesos';
import { Client, eventually } from './client';

/** A master and agents that run tasks as processes of this computer, with a Marathon that leads. */
export interface Cluster {
  readonly master: Master;
  readonly agents: readonly Agent[];
  readonly marathon: Marathon;
  readonly client: Client;
  /** `host:port` of the master. */
  readonly masterAddress: string;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface ClusterOptions {
  /** Attributes of each agent. */
  readonly agents?: readonly string[];
  readonly marathon?: Partial<MarathonOptions>;
  readonly agent?: Partial<AgentStartOptions>;
}

export async function cluster({
  agents: attributes = ['rack:r1', 'rack:r2'],
  marathon: options = {},
  agent: more = {},
}: ClusterOptions = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'marathon-'));
  const masterPort = await freePort();
  const masterAddress = `127.0.0.1:${String(masterPort)}`;
  const master = await startMaster({
    flags: {
      ip: '127.0.0.1',
      hostname: '127.0.0.1',
      port: masterPort,
      work_dir: join(folder, 'master'),
      allocation_interval: '100ms',
    },
  });
  const agents: Agent[] = [];
  for (const [index, one] of attributes.entries()) {
    const first = 20_000 + Math.floor(Math.random() * 20_000);
    agents.push(
      await startAgent({
        ...more,
        flags: {
          ip: '127.0.0.1',
          hostname: '127.0.0.1',
          port: await freePort(),
          work_dir: join(folder, `agent-${String(index)}`),
          master: masterAddress,
          registration_backoff_factor: '100ms',
          attributes: one,
          resources: `cpus:4;mem:4096;disk:10000;ports:[${String(first)}-${String(first + 50)}]`,
        },
      }),
    );
  }
  const marathon = await startMarathon({
    leadingMaster: () => Promise.resolve(masterAddress),
    ...options,
    settings: { minReviveOffersInterval: 100, declineOfferDuration: 1000, ...options.settings },
  });
  const client = new Client(marathon.url);
  await eventually(async () => {
    const { body } = await client.get('/v2/info');
    if ((body as { frameworkId?: string }).frameworkId === undefined)
      throw new Error('it has not registered yet');
  });
  return {
    master,
    agents,
    marathon,
    client,
    masterAddress,
    async stop() {
      await marathon.stop();
      for (const agent of agents) {
        for (const run of agent.runs.all) run.discard();
        await agent.kill();
      }
      await master.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
