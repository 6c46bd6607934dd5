import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Agent,
  type AgentStartOptions,
  type Master,
  MemoryTransport,
  startAgent,
  startMaster,
} from '../../../../src/sandbox/mesos';
import type { Reply, Request } from '../../../../src/sandbox/mesos/transport/http';
import { MemoryZooKeeper } from '../../../../src/sandbox/zookeeper/memory-zookeeper';
import { ManualClock, settle } from './manual-clock';
import { MemoryScheduler } from './memory-scheduler';
import type { Answer } from './recordings';

type Flags = Readonly<Record<string, string | number | boolean>>;

export interface Ended {
  readonly name: string;
  readonly status: number;
  readonly message: string;
}

/** Masters and agents without a network, in a time of their own; tasks are real processes. */
export class TestCluster {
  readonly clock = new ManualClock();
  readonly zookeeper = new MemoryZooKeeper(this.clock);
  readonly transport = new MemoryTransport();
  readonly folder = mkdtempSync(join(tmpdir(), 'mesos-cluster-'));
  /** Who has ended by itself. */
  readonly ended: Ended[] = [];
  readonly masters = new Map<string, Master>();
  readonly agents = new Map<string, Agent>();

  /** @param ip also its name */
  async startMaster(ip: string, flags: Flags = {}): Promise<Master> {
    const master = await startMaster({
      ...this.common(ip),
      flags: {
        ip,
        hostname: ip,
        port: 5050,
        cluster: 'truth',
        zk: 'zk://127.0.0.1:2181/mesos',
        quorum: 1,
        work_dir: `/masters/${ip}`,
        ...flags,
      },
    });
    this.masters.set(ip, master);
    return master;
  }

  async startAgent(port: number, flags: Flags, options: AgentStartOptions = {}): Promise<Agent> {
    const agent = await startAgent({
      ...this.common(`agent ${String(port)}`),
      taskEnvironment: {},
      flags: {
        ip: '127.0.0.1',
        hostname: '127.0.0.1',
        port,
        master: 'zk://127.0.0.1:2181/mesos',
        launcher: 'posix',
        switch_user: false,
        isolation: 'posix/cpu,posix/mem,filesystem/posix',
        systemd_enable_support: false,
        work_dir: `/agents/${String(port)}`,
        ...flags,
      },
      ...options,
    });
    this.agents.set(String(port), agent);
    return agent;
  }

  /** As a request over HTTP. */
  async ask(ip: string, path: string, request: Partial<Request> = {}, port = 5050): Promise<Answer> {
    const [plain = '', search = ''] = path.split('?');
    const reply = await this.during(
      this.transport.fetch({ ip, port }, { path: plain, query: new URLSearchParams(search), ...request }),
    );
    return answerOf(reply);
  }

  call(ip: string, body: object | string, port = 5050): Promise<Answer> {
    return this.ask(
      ip,
      '/api/v1',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
      port,
    );
  }

  scheduler(ip: string): MemoryScheduler {
    return new MemoryScheduler((body, headers) =>
      Promise.resolve(
        this.transport.fetch(
          { ip, port: 5050 },
          {
            method: 'POST',
            path: '/api/v1/scheduler',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify(body),
          },
        ),
      ),
    );
  }

  /** While processes do what they do in real time. */
  async until(what: string, is: () => boolean): Promise<void> {
    for (let attempt = 0; !is(); attempt += 1) {
      if (attempt > 500) throw new Error(`it has not come to this: ${what}`);
      await settle();
      await wait(5);
    }
    await settle();
  }

  async stop(): Promise<void> {
    for (const agent of this.agents.values()) {
      for (const run of agent.runs.all) run.discard();
      await agent.kill();
    }
    for (const master of this.masters.values()) await master.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async during<T>(promise: Promise<T>): Promise<T> {
    await settle();
    return promise;
  }

  private common(name: string): AgentStartOptions {
    return {
      clock: this.clock,
      transport: this.transport,
      root: this.folder,
      zookeeper: () => this.zookeeper,
      onExit: (status, message) => this.ended.push({ name, status, message }),
    };
  }
}

function answerOf({ status, headers = {}, body = '' }: Reply): Answer {
  const text = typeof body === 'string' ? body : streamStart(body);
  return {
    status,
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(text)) } : {}),
    },
    body: text,
  };
}

function streamStart(body: Exclude<Reply['body'], string | undefined>): string {
  const chunks: string[] = [];
  body({
    write: (chunk) => chunks.push(chunk),
    end: () => undefined,
    onClosed: () => undefined,
  });
  return chunks.join('');
}
