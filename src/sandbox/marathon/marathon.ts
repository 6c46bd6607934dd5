import { createServer, type Server as HttpServer } from 'node:http';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { Routes } from './api/routes';
import { Server } from './api/server';
import { networkProber, type Connect } from './checks/prober';
import { realClock, type MarathonClock } from './clock';
import { MemoryElection, type Candidacy, type Election } from './election';
import { EventBus } from './events';
import type { JsonMap } from './json';
import { Leader } from './leader';
import { SchedulerDriver } from './mesos/scheduler-driver';
import { defaultSettings, type Settings } from './settings';
import { MemoryStore, type Store } from './storage/store';

export interface MarathonOptions {
  /** `host:port` of the master that leads; undefined while none does. Asked anew for every connection. */
  readonly leadingMaster: () => Promise<string | undefined>;
  /** By the names of Marathon's flags. @default Marathon's own, and port 0: a free one */
  readonly settings?: Partial<Settings> | undefined;
  /** Where it listens. @default 127.0.0.1 */
  readonly address?: string | undefined;
  /** `user:password` that clients must give. @default everybody may do everything */
  readonly credentials?: string | undefined;
  /** What several Marathons share. @default one of its own */
  readonly store?: Store | undefined;
  /** @default it leads by itself */
  readonly election?: Election | undefined;
  readonly clock?: MarathonClock | undefined;
  /** How masters, tasks and the other Marathons are reached. @default over the network */
  readonly connect?: Connect | undefined;
  /** From 0 up to, and without, 1. @default chance */
  readonly random?: (() => number) | undefined;
  readonly log?: ((line: string) => void) | undefined;
  /** Ends what the other options hold, when it has stopped. */
  readonly release?: (() => Promise<void>) | undefined;
  /** A real Marathon exits when it leads no more. @default it stands for election again */
  readonly onExit?: ((reason: string) => void) | undefined;
}

/** One Marathon: it serves its API, stands for election, and does Marathon's work while it leads. */
export class Marathon {
  readonly events: EventBus;
  readonly #settings: Settings;
  readonly #clock: MarathonClock;
  readonly #election: Election;
  readonly #store: Store;
  readonly #connect: Connect;
  readonly #log: (line: string) => void;
  #candidacy: Candidacy | undefined;
  #leading:
    { readonly leader: Leader; readonly routes: Routes; readonly driver: SchedulerDriver } | undefined;
  /** Of each time that it leads, so that what comes too late is told from what does not. */
  #term = 0;
  #stopped = false;

  /** Resolves when it serves its API. */
  static async start(options: MarathonOptions): Promise<Marathon> {
    const http = createServer();
    const settings = { ...defaultSettings, httpPort: 0, ...options.settings };
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(settings.httpPort, options.address ?? '127.0.0.1', resolve);
    });
    const { port } = http.address() as AddressInfo;
    const marathon = new Marathon(options, { ...settings, httpPort: port }, http);
    marathon.#stand();
    return marathon;
  }

  private constructor(
    private readonly options: MarathonOptions,
    settings: Settings,
    private readonly http: HttpServer,
  ) {
    this.#settings = settings;
    this.#clock = options.clock ?? realClock;
    this.#election = options.election ?? new MemoryElection();
    this.#store = options.store ?? new MemoryStore();
    this.#connect = options.connect ?? ((host, port) => connectSocket(port, host));
    this.#log = options.log ?? (() => undefined);
    this.events = new EventBus(this.#clock);
    const server = new Server({
      settings: () => this.#settings,
      clock: this.#clock,
      connect: this.#connect,
      events: this.events,
      credentials: options.credentials,
      own: () => this.own,
      leaderAddress: async () => this.#candidacy?.leader(),
      leading: () => this.#leading,
      abdicate: () => {
        void this.#abdicate('it was asked to');
      },
      log: this.#log,
    });
    http.on('request', (request, response) => void server.handle(request, response));
  }

  /** `host:port`, by which the others know it. */
  get own(): string {
    return `${this.#settings.hostname}:${String(this.#settings.httpPort)}`;
  }

  /** Where it listens. */
  get url(): string {
    const { address, port } = this.http.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
  }

  get leads(): boolean {
    return this.#leading !== undefined;
  }

  /** Its tasks go on: Mesos keeps them until the failover timeout is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#resign();
    await this.#candidacy?.withdraw().catch(() => undefined);
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
    await this.options.release?.();
  }

  #stand(): void {
    if (this.#stopped) return;
    this.#candidacy = this.#election.stand(this.own, {
      elected: () => void this.#lead(),
      defeated: () => {
        this.#defeated('it has lost the lead');
      },
    });
  }

  async #lead(): Promise<void> {
    const term = ++this.#term;
    this.#log(`${this.own} is elected`);
    const { clock, prober } = { clock: this.#clock, prober: networkProber(this.#connect) };
    let driver: SchedulerDriver | undefined;
    try {
      const leader = await Leader.begin({
        clock,
        prober,
        settings: this.#settings,
        store: this.#store,
        events: this.events,
        random: this.options.random ?? Math.random,
        log: this.#log,
        call: (type, body) => driver?.call(type, body),
        onFailure: (error) => void this.#abdicate(`what it knows could not be stored: ${error.message}`),
      });
      if (this.#stopped || term !== this.#term) {
        await leader.stop();
        return;
      }
      driver = this.#driverOf(leader);
      const { features, mesosRole: role, defaultNetworkName } = this.#settings;
      const routes = new Routes({ leader, rules: { features, role, defaultNetworkName } });
      this.#leading = { leader, routes, driver };
      driver.start();
      leader.settle();
    } catch (error) {
      await this.#abdicate(
        `what is stored could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  #driverOf(leader: Leader): SchedulerDriver {
    const { principal, secret } = this.#settings;
    return new SchedulerDriver({
      clock: this.#clock,
      connect: this.#connect,
      leader: this.options.leadingMaster,
      framework: () => frameworkInfo(this.#settings, this.own, leader.frameworkId),
      ...(principal === undefined || secret === undefined ? {} : { credential: { principal, secret } }),
      log: this.#log,
      handlers: {
        subscribed: (id, master) => {
          leader.subscribed(id, master);
        },
        offers: (offers) => {
          leader.offers(offers);
        },
        status: (status) => {
          leader.status(status);
        },
        error: (message) => void this.#abdicate(`mesos wants the framework no more: ${message}`),
      },
    });
  }

  async #abdicate(reason: string): Promise<void> {
    const candidacy = this.#candidacy;
    this.#defeated(reason);
    await candidacy?.withdraw().catch(() => undefined);
  }

  #defeated(reason: string): void {
    if (this.#stopped) return;
    this.#log(`${this.own} leads no more: ${reason}`);
    // What is not stored yet is not waited for: the store may be what is out of reach.
    void this.#resign();
    if (this.options.onExit !== undefined) this.options.onExit(reason);
    else {
      this.#clock.after(1, () => {
        this.#stand();
      });
    }
  }

  async #resign(): Promise<void> {
    this.#term++;
    const leading = this.#leading;
    this.#leading = undefined;
    leading?.driver.stop();
    await leading?.leader.stop();
  }
}

/** Starts a Marathon. Resolves when it serves its API; it leads a moment later. */
export function startMarathon(options: MarathonOptions): Promise<Marathon> {
  return Marathon.start(options);
}

function frameworkInfo(settings: Settings, own: string, id: string | undefined): JsonMap {
  const { frameworkName, mesosUser, mesosRole, failoverTimeout, hostname, webuiUrl, principal, features } =
    settings;
  const capabilities = ['PARTITION_AWARE', 'TASK_KILLING_STATE', 'REGION_AWARE', 'MULTI_ROLE'];
  if (features.has('gpu_resources')) capabilities.push('GPU_RESOURCES');
  return {
    ...(id === undefined ? {} : { id: { value: id } }),
    user: mesosUser ?? 'root',
    name: frameworkName,
    roles: [mesosRole],
    checkpoint: true,
    failover_timeout: failoverTimeout,
    hostname,
    webui_url: webuiUrl ?? `http://${own}`,
    capabilities: capabilities.map((type) => ({ type })),
    ...(principal === undefined ? {} : { principal }),
  };
}
