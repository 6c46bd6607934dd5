import { AzureApi } from './api';
import type { AzureConfiguration, AzureTiming } from './configuration';
import { Machines } from './machines';
import { Networks } from './networks';
import type { MachineOperations, NetworkOperations } from './operations';
import { Resources } from './resources';

/** One subscription. Everything done through it shares one rate limiter. */
export class AzureSubscription {
  readonly machines: MachineOperations;
  readonly networks: NetworkOperations;
  private readonly api: AzureApi;

  /** Loads nothing and asks nothing: the SDK and the credentials come with the first request. */
  constructor(configuration: AzureConfiguration, timing: Partial<AzureTiming> = {}) {
    this.api = new AzureApi(configuration, timing);
    const resources = new Resources(this.api);
    this.machines = new Machines(resources);
    this.networks = new Networks(resources);
  }

  get configuration(): AzureConfiguration {
    return this.api.configuration;
  }

  /** Nothing is sent any more. */
  close(): void {
    this.api.close();
  }
}

/** The subscriptions of a run: configurations that mean the same subscription share one, whatever their names. */
export class AzureSubscriptions {
  private readonly subscriptions = new Map<string, AzureSubscription>();

  constructor(private readonly timing: Partial<AzureTiming> = {}) {}

  open(configuration: AzureConfiguration): AzureSubscription {
    const { subscriptionId, cloud = 'public', endpoint } = configuration;
    const key = JSON.stringify([subscriptionId.toLowerCase(), cloud, endpoint]);
    const subscription = this.subscriptions.get(key) ?? new AzureSubscription(configuration, this.timing);
    this.subscriptions.set(key, subscription);
    return subscription;
  }

  closeAll(): void {
    for (const subscription of this.subscriptions.values()) subscription.close();
    this.subscriptions.clear();
  }
}
