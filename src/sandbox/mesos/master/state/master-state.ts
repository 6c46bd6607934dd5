import { rolesOf } from '../../protocol/frameworks';
import type { Offer } from '../../protocol/frameworks';
import { isTerminal, type Task } from '../../protocol/tasks';
import type { Resources } from '../../values/resource';
import { add } from '../../values/resources';
import type { QuotaConfig, RegisteredAgent } from '../registry/registry';
import type { KnownAgent } from './known-agent';
import type { KnownFramework } from './known-framework';

/** What the leading master knows while it leads. */
export class MasterState {
  readonly agents = new Map<string, KnownAgent>();
  /** Those of the registry that have not come back yet. */
  readonly recovered = new Map<string, RegisteredAgent>();
  readonly frameworks = new Map<string, KnownFramework>();
  completedFrameworks: readonly KnownFramework[] = [];
  readonly offers = new Map<string, Offer>();
  /** Quotas that were set since this master leads, also those that were taken back. */
  quotas: readonly QuotaConfig[] = [];
  private nextAgent = 0;
  private nextFramework = 0;
  private nextOffer = 0;

  constructor(private readonly masterId: string) {}

  newAgentId(): string {
    return `${this.masterId}-S${String(this.nextAgent++)}`;
  }

  newFrameworkId(): string {
    return `${this.masterId}-${String(this.nextFramework++).padStart(4, '0')}`;
  }

  newOfferId(): string {
    return `${this.masterId}-O${String(this.nextOffer++)}`;
  }

  /** Those that have not been acknowledged to their end. */
  tasksOn(agentId: string): readonly Task[] {
    return [...this.frameworks.values()].flatMap(({ tasks }) =>
      [...tasks.values()].filter((task) => task.agent_id.value === agentId),
    );
  }

  usedOn(agentId: string): Resources {
    return add(
      ...this.tasksOn(agentId)
        .filter(holdsResources)
        .map(({ resources }) => resources),
    );
  }

  offersOf(agentId: string): readonly Offer[] {
    return [...this.offers.values()].filter((offer) => offer.agent_id.value === agentId);
  }

  offeredOn(agentId: string): Resources {
    return add(...this.offersOf(agentId).map(({ resources }) => resources));
  }

  usedBy({ tasks }: KnownFramework): Resources {
    return add(...[...tasks.values()].filter(holdsResources).map(({ resources }) => resources));
  }

  offeredTo({ id }: KnownFramework): Resources {
    return add(
      ...[...this.offers.values()]
        .filter((offer) => offer.framework_id.value === id)
        .map(({ resources }) => resources),
    );
  }

  frameworksIn(role: string): readonly KnownFramework[] {
    return [...this.frameworks.values()].filter(({ info }) => rolesOf(info).includes(role));
  }

  quotaOf(role: string): QuotaConfig | undefined {
    return this.quotas.find((quota) => quota.role === role);
  }
}

/** What has ended has given its resources back, also while nobody has acknowledged it. */
function holdsResources({ state }: Task): boolean {
  return !isTerminal(state);
}
