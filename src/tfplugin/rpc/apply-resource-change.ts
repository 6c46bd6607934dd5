import { PrivateState } from '../private-state';
import type { CreateContext, ResourceContext } from '../resource';
import type { Schema } from '../schema/schema';
import type { AnyResource } from '../session';
import type { ObjectValue } from '../value';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { applyResourceChangeRequest, applyResourceChangeResponse } from '../wire/messages';
import { coerceObject } from '../values/coerce';
import { withoutUnknown } from '../values/contradictions';
import { copyObject } from '../values/copy';
import { encodeDynamicValue } from '../values/dynamic-value';
import { withoutWriteOnly } from '../values/transform';
import type { Invocation } from './invocation';
import { settleResult } from './settle-result';

/** Creates, changes or destroys. Whatever happens, what exists afterwards is in the state it returns. */
export async function applyResourceChange(
  invocation: Invocation,
  request: Decoded<typeof applyResourceChangeRequest>,
): Promise<Encodables<typeof applyResourceChangeResponse>> {
  const { session } = invocation;
  const { type_name: typeName } = request;
  const outcome = await invocation.attempt(async () => {
    invocation.attributes = session.schemaOf(typeName).attributes;
    const prior = invocation.decodeState(request.prior_state, 'the prior state');
    const planned = invocation.decodeState(request.planned_state, 'the plan');
    const config = invocation.decodeConfig(request.config);
    invocation.refuseWhenInterrupted();
    const privateState = PrivateState.decode(request.planned_private);
    const resource = await session.resource(typeName);
    const context = invocation.resourceContext(typeName, privateState);
    const state =
      planned === null
        ? await destroy(invocation, resource, prior, context)
        : await createOrUpdate(invocation, resource, { prior, planned, config: config ?? {} }, context);
    return { new_state: encodeDynamicValue(invocation.attributes, state), private: privateState.encode() };
  });
  return {
    new_state: outcome?.new_state ?? request.prior_state,
    private: outcome?.private ?? request.planned_private,
    diagnostics: invocation.wireDiagnostics(),
  };
}

async function destroy(
  invocation: Invocation,
  resource: AnyResource,
  prior: ObjectValue | null,
  context: ResourceContext<unknown>,
): Promise<ObjectValue | null> {
  if (prior === null) return null;
  const before = invocation.diagnostics.errorCount;
  await invocation.attempt(() => resource.delete({ ...context, state: copyObject(prior) }));
  return invocation.diagnostics.errorCount > before ? prior : null;
}

interface Change {
  /** null when the resource is to be created. */
  readonly prior: ObjectValue | null;
  readonly planned: ObjectValue;
  readonly config: ObjectValue;
}

async function createOrUpdate(
  invocation: Invocation,
  resource: AnyResource,
  change: Change,
  context: ResourceContext<unknown>,
): Promise<ObjectValue | null> {
  const { attributes } = resource.schema;
  const { prior, planned, config } = change;
  let recorded = prior;
  const checkpoint = (partial: Readonly<Record<string, unknown>>): void => {
    const base = prior ?? (withoutUnknown(planned) as ObjectValue);
    const source = { name: 'the state at a checkpoint', dropUnknownAttributes: false };
    const state = coerceObject(attributes, { ...base, ...partial }, source);
    recorded = withoutWriteOnly(attributes, withoutUnknown(state) as ObjectValue);
  };
  const createContext: CreateContext<Schema, unknown> = {
    ...context,
    planned: copyObject(planned),
    config: copyObject(config),
    checkpoint,
  };
  const returned = await invocation.attempt(() =>
    prior === null
      ? resource.create(createContext)
      : resource.update({ ...createContext, prior: copyObject(prior) }),
  );
  if (returned === undefined) return recorded;
  return settleResult(invocation, resource, planned, returned);
}
