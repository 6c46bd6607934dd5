import type { ComputeManagementClient } from '@azure/arm-compute' with { 'resolution-mode': 'import' };
import type { NetworkManagementClient } from '@azure/arm-network' with { 'resolution-mode': 'import' };
import type { ResourceManagementClient } from '@azure/arm-resources' with { 'resolution-mode': 'import' };
import type { AccessToken, TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { clouds } from './clouds';
import type { AzureConfiguration } from './configuration';
import { AzureError } from './errors';

/** The SDK's clients of one subscription. */
export interface Clients {
  readonly compute: ComputeManagementClient;
  readonly network: NetworkManagementClient;
  readonly resources: ResourceManagementClient;
}

/** A token is asked for again this long before it ends. */
const renewBeforeMs = 120_000;

/** The URL of Resource Manager, without a slash at its end. */
export function endpointOf({ endpoint, cloud = 'public' }: AzureConfiguration): string {
  return (endpoint ?? clouds[cloud].endpoint).replace(/\/+$/, '');
}

/** Whether it is this very machine, so that nothing between here and there can read along. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Loads the SDK's clients and credentials.
 * @param policy Has the place of the SDK's own retries in the pipelines of all clients.
 */
export async function connect(configuration: AzureConfiguration, policy: PipelinePolicy): Promise<Clients> {
  const { subscriptionId, cloud = 'public' } = configuration;
  const endpoint = endpointOf(configuration);
  const plain = new URL(endpoint).protocol === 'http:';
  if (plain && !isLoopback(endpoint)) throw plainHttp(configuration, endpoint);
  const [compute, network, resources, pipelines, identity] = await Promise.all([
    import('@azure/arm-compute'),
    import('@azure/arm-network'),
    import('@azure/arm-resources'),
    import('@azure/core-rest-pipeline'),
    import('@azure/identity'),
  ]);
  const { endpoint: audience, authority } = clouds[cloud];
  const authorityHost = process.env.AZURE_AUTHORITY_HOST ?? authority;
  const credential = new identity.DefaultAzureCredential({ authorityHost });
  const scope = `${audience}/.default`;
  const options = {
    endpoint,
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'fleetwright' },
  };
  const clients: Clients = {
    compute: new compute.ComputeManagementClient(credential, subscriptionId, options),
    network: new network.NetworkManagementClient(credential, subscriptionId, options),
    resources: new resources.ResourceManagementClient(credential, subscriptionId, options),
  };
  // One for all clients: some credentials start a program for each token.
  const tokens = plain
    ? loopbackTokenPolicy(credential, scope)
    : pipelines.bearerTokenAuthenticationPolicy({ credential, scopes: scope });
  for (const { pipeline } of [clients.compute, clients.network, clients.resources]) {
    pipeline.removePolicy({ name: pipelines.bearerTokenAuthenticationPolicyName });
    pipeline.removePolicy({ phase: 'Retry' });
    pipeline.addPolicy(policy, { phase: 'Retry' });
    pipeline.addPolicy(tokens, { phase: 'Sign' });
  }
  return clients;
}

/**
 * The SDK's own policy refuses to send a token over plain http, wherever to. To a stand-in on this machine it goes
 * nevertheless, and nowhere else: `connect` refuses any other address before a token is asked for.
 */
function loopbackTokenPolicy(credential: TokenCredential, scope: string): PipelinePolicy {
  let known: AccessToken | undefined;
  return {
    name: 'loopbackTokenPolicy',
    sendRequest: async (request, next) => {
      if (known === undefined || known.expiresOnTimestamp - Date.now() < renewBeforeMs) {
        known = (await credential.getToken(scope)) ?? undefined;
      }
      if (known !== undefined) request.headers.set('authorization', `Bearer ${known.token}`);
      return next(request);
    },
  };
}

function plainHttp({ name }: AzureConfiguration, endpoint: string): AzureError {
  return new AzureError(
    `azure ${JSON.stringify(name)}: the endpoint ${JSON.stringify(endpoint)} is plain http on another machine, where the token could be read on its way; use https, or an address of this machine`,
    { kind: 'invalid' },
  );
}
