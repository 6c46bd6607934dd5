import { Token } from 'cdktf';
import { invalidEndpoint, invalidSubscription } from './errors-azure';
import type { FleetwrightProviderAzure } from './generated/provider';
import { given } from './given';

/** One of Azure's clouds, which know nothing of each other. */
export enum AzureCloud {
  PUBLIC = 'public',
  /** For the government of the United States. */
  GOVERNMENT = 'government',
  /** Operated by 21Vianet. */
  CHINA = 'china',
}

/**
 * An Azure subscription. Keys are never given here: they come from where DefaultAzureCredential of the Azure SDK looks
 * for them (environment, workload identity, managed identity, `az login`).
 */
export interface AzureConfiguration {
  /** @example '11111111-2222-3333-4444-555555555555' */
  readonly subscriptionId: string;
  /** @default AzureCloud.PUBLIC */
  readonly cloud?: AzureCloud;
  /**
   * URL of Azure Resource Manager: of a sandbox, or of a private link. Plain http is for the machine that runs Terraform
   * only.
   *
   * @default the cloud's own
   */
  readonly endpoint?: string;
  /**
   * Upper limit of requests per second to this subscription, by one run of Terraform.
   *
   * @default 20
   */
  readonly maxRequestsPerSecond?: number;
}

export function renderAzure(at: string, configuration: AzureConfiguration): FleetwrightProviderAzure {
  const { subscriptionId, cloud, endpoint, maxRequestsPerSecond } = configuration;
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (!Token.isUnresolved(subscriptionId) && !guid.test(subscriptionId)) {
    throw invalidSubscription(`${at}.subscriptionId`, subscriptionId);
  }
  if (endpoint !== undefined && !Token.isUnresolved(endpoint) && !isSafe(endpoint)) {
    throw invalidEndpoint(`${at}.endpoint`, endpoint);
  }
  return given<FleetwrightProviderAzure>({ subscriptionId, cloud, endpoint, maxRequestsPerSecond });
}

/** Plain http to another machine would show the token to whoever can read along. */
function isSafe(endpoint: string): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const here = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(url?.hostname ?? '');
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && here);
}
