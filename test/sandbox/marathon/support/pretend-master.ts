import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PretendAgent {
  readonly name: string;
  readonly cpus?: number;
  readonly mem?: number;
  readonly disk?: number;
  readonly ports?: { readonly begin: number; readonly end: number };
  readonly attributes?: Readonly<Record<string, string>>;
}

type Json = Record<string, unknown>;

/**
 * A master of Mesos' v1 scheduler API as far as a Marathon needs one, whose tasks run by word alone: for tests of what
 * Marathon makes of what Mesos says.
 */
export class PretendMaster {
  readonly calls: Json[] = [];
  /** What a task that is launched does; running when undefined. */
  onLaunch: (task: Json) => string = () => 'TASK_RUNNING';
  #stream: ServerResponse | undefined;
  #offers = 0;
  readonly #used = new Map<string, { agent: string; task: Json }>();

  static async start(agents: readonly PretendAgent[], role = '*'): Promise<PretendMaster> {
    const master = new PretendMaster(agents, role);
    await new Promise<void>((resolve) => master.#server.listen(0, '127.0.0.1', resolve));
    return master;
  }

  readonly #server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      this.#handle(JSON.parse(body) as Json, response);
    });
  });

  private constructor(
    private readonly agents: readonly PretendAgent[],
    private readonly role: string,
  ) {}

  get address(): string {
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  callsOf(type: string): Json[] {
    return this.calls.filter((call) => call['type'] === type);
  }

  get tasks(): string[] {
    return [...this.#used.keys()];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Breaks the connection of the framework. */
  disconnect(): void {
    this.#stream?.destroy();
  }

  /** Ends a task by word. */
  update(taskId: string, state: string, more: Json = {}): void {
    const used = this.#used.get(taskId);
    if (state !== 'TASK_RUNNING' && state !== 'TASK_KILLING' && state !== 'TASK_UNREACHABLE')
      this.#used.delete(taskId);
    this.#say({
      type: 'UPDATE',
      update: {
        status: {
          task_id: { value: taskId },
          state,
          agent_id: { value: used?.agent ?? 'none' },
          uuid: 'MRiVj/zcR4eEbqVyhjBiYg==',
          timestamp: Date.now() / 1000,
          container_status: {
            network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: '127.0.0.1' }] }],
          },
          ...more,
        },
      },
    });
  }

  #say(event: Json): void {
    const text = JSON.stringify(event);
    this.#stream?.write(`${String(Buffer.byteLength(text))}\n${text}`);
  }

  #handle(call: Json, response: ServerResponse): void {
    this.calls.push(call);
    if (call['type'] === 'SUBSCRIBE') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Mesos-Stream-Id': 'stream' });
      this.#stream = response;
      const known = (call['framework_id'] as { value: string } | undefined)?.value ?? 'framework-0000';
      this.#say({
        type: 'SUBSCRIBED',
        subscribed: {
          framework_id: { value: known },
          heartbeat_interval_seconds: 15,
          master_info: { hostname: '127.0.0.1' },
        },
      });
      this.offer();
      return;
    }
    response.writeHead(202).end();
    if (call['type'] === 'REVIVE') this.offer();
    if (call['type'] === 'ACCEPT') this.#accept(call['accept'] as Json);
    if (call['type'] === 'KILL') {
      const { value } = (call['kill'] as { task_id: { value: string } }).task_id;
      if (this.#used.has(value)) setImmediate(() => this.update(value, 'TASK_KILLED'));
    }
  }

  #accept(accept: Json): void {
    for (const operation of accept['operations'] as Json[]) {
      for (const task of tasksOf(operation)) {
        const id = (task['task_id'] as { value: string }).value;
        this.#used.set(id, { agent: (task['agent_id'] as { value: string }).value, task });
        const state = this.onLaunch(task);
        setImmediate(() => {
          this.update(id, 'TASK_RUNNING');
          if (state !== 'TASK_RUNNING') this.update(id, state, { message: `it is ${state}` });
        });
      }
    }
  }

  /** Offers what is free. */
  offer(): void {
    const offers = this.agents.map((agent) => ({
      id: { value: `offer-${String(this.#offers++)}` },
      agent_id: { value: agent.name },
      hostname: agent.name,
      url: { address: { ip: '127.0.0.1', port: 5051 } },
      allocation_info: { role: this.role },
      attributes: Object.entries(agent.attributes ?? {}).map(([name, value]) => ({
        name,
        type: 'TEXT',
        text: { value },
      })),
      resources: [
        { name: 'ports', type: 'RANGES', ranges: { range: this.#freePorts(agent) }, role: '*' },
        ...(['cpus', 'mem', 'disk'] as const).map((name) => ({
          name,
          type: 'SCALAR',
          role: '*',
          scalar: { value: (agent[name] ?? 10_000) - this.#usedOf(agent, name) },
        })),
      ],
    }));
    this.#say({ type: 'OFFERS', offers: { offers } });
  }

  #usedOf(agent: PretendAgent, name: string): number {
    const resources = [...this.#used.values()]
      .filter((one) => one.agent === agent.name)
      .flatMap(({ task }) => task['resources'] as { name: string; scalar?: { value: number } }[]);
    return resources.reduce(
      (sum, resource) => sum + (resource.name === name ? (resource.scalar?.value ?? 0) : 0),
      0,
    );
  }

  #freePorts(agent: PretendAgent): { begin: number; end: number }[] {
    const { begin, end } = agent.ports ?? { begin: 31000, end: 31100 };
    const taken = new Set(
      [...this.#used.values()]
        .filter((one) => one.agent === agent.name)
        .flatMap(({ task }) => task['resources'] as { ranges?: { range: { begin: number }[] } }[])
        .flatMap(({ ranges }) => ranges?.range.map((range) => range.begin) ?? []),
    );
    const free: { begin: number; end: number }[] = [];
    for (let port = begin; port <= end; port++) if (!taken.has(port)) free.push({ begin: port, end: port });
    return free;
  }
}

function tasksOf(operation: Json): Json[] {
  const group = operation['launch_group'] as { task_group: { tasks: Json[] } } | undefined;
  return (
    (operation['launch'] as { task_infos: Json[] } | undefined)?.task_infos ?? group?.task_group.tasks ?? []
  );
}
