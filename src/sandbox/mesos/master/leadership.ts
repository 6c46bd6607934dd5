import type { Receivers } from '../protocol/post';
import type { ReplicatedLog } from '../log/replicated-log';
import type { Access } from './access';
import { Agents } from './agents';
import { AgentAuthentication } from './authentication';
import type { MasterCore } from './core';
import { Draining } from './draining';
import { Frameworks } from './frameworks';
import { Offers } from './offers';
import { Maintenance } from './operator/maintenance';
import { Accepting } from './scheduler/accept';
import { SchedulerApi } from './scheduler/scheduler-api';
import { Tasks } from './tasks';

/** What a master does from its election to its end. */
export class Leadership {
  readonly electedTime: number;
  readonly tasks: Tasks;
  readonly offers: Offers;
  readonly frameworks: Frameworks;
  readonly agents: Agents;
  readonly draining: Draining;
  readonly maintenance: Maintenance;
  readonly scheduler: SchedulerApi;
  /** What agents tell it. */
  readonly receivers: Receivers;
  /** Whether it has the registry: before, it does nothing. */
  recovered = false;
  loggingLevel = 0;

  constructor(
    private readonly core: MasterCore,
    readonly log: ReplicatedLog,
    access: Access,
  ) {
    core.elected = true;
    this.electedTime = core.now;
    this.tasks = new Tasks(core);
    this.offers = new Offers(core);
    this.frameworks = new Frameworks(core, this.tasks, this.offers);
    this.agents = new Agents(core, this.tasks, this.offers, this.frameworks);
    this.draining = new Draining(core, this.agents, this.offers);
    this.maintenance = new Maintenance(core, this.agents);
    const authentication = new AgentAuthentication(core, access);
    const { counters } = core;
    this.scheduler = new SchedulerApi(
      core,
      this.frameworks,
      this.tasks,
      this.offers,
      new Accepting(core, this.tasks, this.offers),
    );
    this.tasks.onSettled = (agentId) => {
      this.draining.check(agentId);
    };
    this.tasks.onFreed = () => {
      this.offers.soon();
    };
    this.agents.onIdle = (agentId) => {
      this.draining.check(agentId);
    };
    const quietly = (done: Promise<void>): void => {
      // A registry that cannot be changed ends the master; nobody else waits for it.
      done.catch(() => undefined);
    };
    this.receivers = {
      AuthenticateMessage: (_message, from) => {
        counters.count('master/messages_authenticate');
        authentication.begin(from);
      },
      AuthenticationProofMessage: (message, from) => {
        authentication.prove(message, from);
      },
      RegisterSlaveMessage: (message, from) => {
        counters.count('master/messages_register_slave');
        if (authentication.mayNotRegister(from)) return;
        quietly(this.agents.register(message, from));
      },
      ReregisterSlaveMessage: (message, from) => {
        counters.count('master/messages_reregister_slave');
        if (authentication.mayNotRegister(from)) return;
        quietly(this.agents.reregister(message, from));
      },
      UnregisterSlaveMessage: ({ id }, from) => {
        counters.count('master/messages_unregister_slave');
        quietly(this.agents.unregister(id, from));
      },
      PongSlaveMessage: (_message, from) => {
        this.agents.pong(from);
      },
      StatusUpdateMessage: (message) => {
        counters.count('master/messages_status_update');
        this.tasks.update(message);
      },
    };
  }

  /** @throws Error when the registry cannot be had */
  async recover(): Promise<void> {
    const { registrar, info, state } = this.core;
    await registrar.recover(info);
    state.quotas = registrar.registry.quota_configs ?? [];
    this.agents.recover();
    this.recovered = true;
    this.core.world.log(`Recovered ${String(state.recovered.size)} agents from the registry`);
  }

  stop(): void {
    this.offers.stop();
    this.agents.stop();
    this.frameworks.stop();
  }
}
