import type { AccessToken, TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Answer } from './answer';
import { clouds } from './clouds';
import type { AzureConfiguration, AzureTiming } from './configuration';
import { AzureError } from './errors';
import { parseJson } from './json';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** One request as it goes out. */
export interface RawRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

export interface Connection {
  /** Whatever is answered is an answer; throws only when there is none. */
  send(request: RawRequest): Promise<Answer>;
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
 * Loads the SDK's pipeline and credentials. Not its clients: their pollers neither give the URL of an operation out
 * before they follow it nor take one up again, and they follow it at their own pace. Retries and limits are ours, so the
 * pipeline's are off.
 */
export async function connect(configuration: AzureConfiguration, timing: AzureTiming): Promise<Connection> {
  const endpoint = endpointOf(configuration);
  const plain = new URL(endpoint).protocol === 'http:';
  if (plain && !isLoopback(endpoint)) throw plainHttp(configuration, endpoint);
  const [sdk, identity] = await Promise.all([import('@azure/core-rest-pipeline'), import('@azure/identity')]);
  const { endpoint: audience, authority } = clouds[configuration.cloud ?? 'public'];
  const authorityHost = process.env.AZURE_AUTHORITY_HOST ?? authority;
  const credential = new identity.DefaultAzureCredential({ authorityHost });
  const scope = `${audience}/.default`;
  const pipeline = sdk.createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'fleetwright' },
  });
  pipeline.addPolicy(
    plain
      ? loopbackTokenPolicy(credential, scope)
      : sdk.bearerTokenAuthenticationPolicy({ credential, scopes: scope }),
    { phase: 'Sign' },
  );
  const client = sdk.createDefaultHttpClient();
  return {
    send: async ({ method, url, headers = {}, body, signal }) => {
      requireSameHost(configuration, endpoint, url);
      const response = await pipeline.sendRequest(
        client,
        sdk.createPipelineRequest({
          method,
          url,
          headers: sdk.createHttpHeaders({
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
            ...headers,
          }),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(signal === undefined ? {} : { abortSignal: signal }),
          timeout: timing.requestMs,
          allowInsecureConnection: plain,
        }),
      );
      const text = response.bodyAsText ?? '';
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        text,
        body: parseJson(text),
      };
    },
  };
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

/** Operations are followed at URLs that come from answers and from states: a token must not go to any other server. */
function requireSameHost(configuration: AzureConfiguration, endpoint: string, url: string): void {
  const [wanted, given] = [new URL(endpoint), URL.canParse(url) ? new URL(url) : undefined];
  const same = given?.host === wanted.host || given?.hostname.endsWith(`.${wanted.hostname}`) === true;
  if (same && given.protocol === wanted.protocol) return;
  throw new AzureError(
    `azure ${JSON.stringify(configuration.name)}: an operation is to be followed at ${JSON.stringify(url.slice(0, 200))}, which does not belong to ${endpoint}; no token is sent there`,
    { kind: 'invalid' },
  );
}

function plainHttp({ name }: AzureConfiguration, endpoint: string): AzureError {
  return new AzureError(
    `azure ${JSON.stringify(name)}: the endpoint ${JSON.stringify(endpoint)} is plain http on another machine, where the token could be read on its way; use https, or an address of this machine`,
    { kind: 'invalid' },
  );
}
