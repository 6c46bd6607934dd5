import type {
  AzureConfiguration,
  AzureSubscription,
  AzureSubscriptions,
  CloudName,
} from '../../drivers/azure';
import { DiagnosticError, type Path } from '../../tfplugin';
import type { ProviderConfiguration } from '../configuration';

type Declared = NonNullable<ProviderConfiguration['azure']>;

/** The provider block's Azure subscriptions. The driver is loaded when the first of them is used. */
export class AzureConfigurations {
  private subscriptions: Promise<AzureSubscriptions> | undefined;

  constructor(private readonly declared: Declared) {}

  /** @throws DiagnosticError, at the attribute that names it, when there is none of that name. */
  require(name: string, path: Path): Declared[string] {
    const found = Object.hasOwn(this.declared, name) ? this.declared[name] : undefined;
    if (found !== undefined) return found;
    const known = Object.keys(this.declared);
    throw new DiagnosticError(
      `no Azure configuration is named "${name}"`,
      known.length === 0
        ? `add azure = { ${name} = { subscription_id = "…" } } to the provider block`
        : `the provider block's azure has ${known.map((one) => `"${one}"`).join(', ')}`,
      path,
    );
  }

  async get(name: string, path: Path): Promise<AzureSubscription> {
    const declared = this.require(name, path);
    this.subscriptions ??= import('../../drivers/azure/index.js').then(
      ({ AzureSubscriptions }) => new AzureSubscriptions(),
    );
    return (await this.subscriptions).open(driverConfiguration(name, declared));
  }

  async close(): Promise<void> {
    (await this.subscriptions)?.closeAll();
  }
}

function driverConfiguration(name: string, declared: Declared[string]): AzureConfiguration {
  const { subscription_id, cloud, endpoint, max_requests_per_second: limit } = declared;
  return {
    name,
    subscriptionId: subscription_id,
    cloud: cloud as CloudName,
    ...(endpoint === null ? {} : { endpoint }),
    ...(limit === null ? {} : { maxRequestsPerSecond: limit }),
  };
}
