import type { Handlers, UnaryHandler } from '../grpc/server';
import type { Session } from '../session';
import * as messages from '../wire/messages';
import { decode, encode } from '../wire/protobuf';
import type { Decoded, Encodables, Fields, Message } from '../wire/protobuf';
import { applyResourceChange } from './apply-resource-change';
import { configureProvider } from './configure-provider';
import { getProviderSchema } from './get-provider-schema';
import { importResourceState } from './import-resource-state';
import { Invocation } from './invocation';
import { planResourceChange } from './plan-resource-change';
import { readResource } from './read-resource';
import { stopProvider } from './stop-provider';
import { upgradeResourceState } from './upgrade-resource-state';
import { validateProviderConfig } from './validate-provider-config';
import { validateResourceConfig } from './validate-resource-config';

/** One RPC: the messages it speaks and what it does. */
interface Rpc<Request extends Message<Fields>, Response extends Message<Fields>> {
  readonly request: Request;
  readonly response: Response;
  handle(invocation: Invocation, request: Decoded<Request>): Promise<Encodables<Response>>;
}

function define<Request extends Message<Fields>, Response extends Message<Fields>>(
  request: Request,
  response: Response,
  handle: Rpc<Request, Response>['handle'],
): Rpc<Message<Fields>, Message<Fields>> {
  return { request, response, handle: handle as Rpc<Message<Fields>, Message<Fields>>['handle'] };
}

/** The RPCs of `tfplugin6.Provider` that this framework implements; all others are answered as unimplemented. */
export const rpcs: Readonly<Record<string, Rpc<Message<Fields>, Message<Fields>>>> = {
  GetProviderSchema: define(
    messages.getProviderSchemaRequest,
    messages.getProviderSchemaResponse,
    getProviderSchema,
  ),
  ValidateProviderConfig: define(
    messages.validateProviderConfigRequest,
    messages.validateProviderConfigResponse,
    validateProviderConfig,
  ),
  ValidateResourceConfig: define(
    messages.validateResourceConfigRequest,
    messages.validateResourceConfigResponse,
    validateResourceConfig,
  ),
  UpgradeResourceState: define(
    messages.upgradeResourceStateRequest,
    messages.upgradeResourceStateResponse,
    upgradeResourceState,
  ),
  ConfigureProvider: define(
    messages.configureProviderRequest,
    messages.configureProviderResponse,
    configureProvider,
  ),
  ReadResource: define(messages.readResourceRequest, messages.readResourceResponse, readResource),
  PlanResourceChange: define(
    messages.planResourceChangeRequest,
    messages.planResourceChangeResponse,
    planResourceChange,
  ),
  ApplyResourceChange: define(
    messages.applyResourceChangeRequest,
    messages.applyResourceChangeResponse,
    applyResourceChange,
  ),
  ImportResourceState: define(
    messages.importResourceStateRequest,
    messages.importResourceStateResponse,
    importResourceState,
  ),
  StopProvider: define(messages.stopProviderRequest, messages.stopProviderResponse, stopProvider),
};

/** The handlers of the provider service, by path. */
export function providerService(session: Session): Handlers['unary'] {
  return Object.fromEntries(
    Object.entries(rpcs).map(([name, rpc]): [string, UnaryHandler] => [
      `/tfplugin6.Provider/${name}`,
      (bytes, call) => session.run(() => answer(session, name, rpc, bytes, call.signal)),
    ]),
  );
}

async function answer(
  session: Session,
  name: string,
  { request, response, handle }: Rpc<Message<Fields>, Message<Fields>>,
  bytes: Uint8Array,
  callSignal: AbortSignal,
): Promise<Uint8Array> {
  session.log.trace('call', { rpc: name });
  const invocation = new Invocation(session, AbortSignal.any([session.stop.signal, callSignal]));
  const decoded = await invocation.attempt(async () => decode(request, bytes));
  if (decoded !== undefined) return encode(response, await handle(invocation, decoded));
  return encode(response, { diagnostics: invocation.wireDiagnostics() });
}
