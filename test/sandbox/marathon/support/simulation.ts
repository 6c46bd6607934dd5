import { EventBus } from '../../../../src/sandbox/marathon/events';
import { Leader } from '../../../../src/sandbox/marathon/leader';
import { readOffer } from '../../../../src/sandbox/marathon/mesos/offer';
import { defaultSettings, type Settings } from '../../../../src/sandbox/marathon/settings';
import { MemoryStore, type Store } from '../../../../src/sandbox/marathon';
import { FakeClock } from './fake-clock';

type Json = Record<string, unknown>;

interface SimulatedTask {
  readonly id: string;
  state: string;
}

/**
 * A leading Marathon with a Mesos that does what a test says, step by step, without time or network: tasks start, get
 * well, fail and end when they are told to.
 */
export class Simulation {
  readonly clock = new FakeClock();
  readonly tasks = new Map<string, SimulatedTask>();
  /** Those whose end was asked for. */
  readonly killed = new Set<string>();
  readonly calls: Json[] = [];
  leader: Leader;
  #offers = 0;

  static async begin(
    settings: Partial<Settings> = {},
    store: Store = new MemoryStore(),
  ): Promise<Simulation> {
    const simulation = new Simulation();
    await simulation.lead(settings, store);
    return simulation;
  }

  private constructor() {
    this.leader = undefined as unknown as Leader;
  }

  async lead(settings: Partial<Settings>, store: Store): Promise<void> {
    this.leader = await Leader.begin({
      clock: this.clock,
      settings: { ...defaultSettings, minReviveOffersInterval: 1, maxInstancesPerOffer: 100, ...settings },
      store,
      events: new EventBus(this.clock),
      prober: {
        http: () => Promise.reject(new Error('no network')),
        tcp: () => Promise.reject(new Error('no network')),
      },
      random: () => 0.5,
      log: () => undefined,
      call: (type, body) => {
        this.#call(type, body as Json);
      },
      onFailure: (error) => {
        throw error;
      },
    });
    this.leader.subscribed('framework', 'master');
  }

  /** Offers one large agent. */
  offer(): void {
    const offer = {
      id: { value: `offer-${String(this.#offers++)}` },
      agent_id: { value: 'agent' },
      hostname: 'host',
      allocation_info: { role: '*' },
      resources: [
        { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 1000 } },
        { name: 'mem', type: 'SCALAR', role: '*', scalar: { value: 1_000_000 } },
        { name: 'ports', type: 'RANGES', role: '*', ranges: { range: [{ begin: 1, end: 60_000 }] } },
      ],
    };
    this.leader.offers([readOffer(offer)]);
  }

  /** Mesos says that of a task. */
  say(id: string, state: string, healthy?: boolean): void {
    const task = this.tasks.get(id);
    if (task === undefined) return;
    task.state = state;
    if (state !== 'TASK_RUNNING') this.tasks.delete(id);
    this.leader.status({
      taskId: id,
      state,
      message: '',
      reason: '',
      source: '',
      agentId: 'agent',
      addresses: [],
      ...(healthy === undefined ? {} : { healthy }),
    });
  }

  /** The healthy instances of an app at this moment, past Marathon's own account: those that run and are not ending. */
  get healthy(): string[] {
    return [...this.tasks.values()]
      .filter(({ id, state }) => state === 'TASK_RUNNING' && !this.killed.has(id))
      .map(({ id }) => id);
  }

  #call(type: string, body: Json): void {
    this.calls.push({ type, ...body });
    if (type === 'KILL') this.killed.add((body['kill'] as { task_id: { value: string } }).task_id.value);
    if (type !== 'ACCEPT') return;
    for (const operation of (body['accept'] as { operations: Json[] }).operations) {
      for (const info of (operation['launch'] as { task_infos: Json[] }).task_infos) {
        const id = (info['task_id'] as { value: string }).value;
        this.tasks.set(id, { id, state: 'TASK_STAGING' });
      }
    }
  }
}
