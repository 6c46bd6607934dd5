import { plan } from '../plan/plan';
import { PrivateState } from '../private-state';
import { encodePath } from '../wire/diagnostics';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { planResourceChangeRequest, planResourceChangeResponse } from '../wire/messages';
import { encodeDynamicValue } from '../values/dynamic-value';
import type { Invocation } from './invocation';

/** Says what applying would do, also for a resource that is to be destroyed. */
export async function planResourceChange(
  invocation: Invocation,
  request: Decoded<typeof planResourceChangeRequest>,
): Promise<Encodables<typeof planResourceChangeResponse>> {
  const { session } = invocation;
  const { type_name: typeName } = request;
  const outcome = await invocation.attempt(async () => {
    invocation.attributes = session.schemaOf(typeName).attributes;
    const { attributes } = invocation;
    const prior = invocation.decodeState(request.prior_state, 'the prior state');
    const proposed = invocation.decodeState(request.proposed_new_state, 'the proposed state');
    const config = proposed === null ? null : invocation.decodeConfig(request.config);
    const privateState = PrivateState.decode(request.prior_private);
    const resource = await session.resource(typeName);
    const context = invocation.resourceContext(typeName, privateState);
    const { planned, requiresReplace } = await plan(resource, prior, config, context);
    return {
      planned_state: encodeDynamicValue(attributes, planned),
      requires_replace: requiresReplace.map((path) => encodePath(attributes, path)),
      planned_private: privateState.encode(),
    };
  });
  return {
    planned_state: outcome?.planned_state ?? request.prior_state,
    requires_replace: outcome?.requires_replace,
    planned_private: outcome?.planned_private ?? request.prior_private,
    diagnostics: invocation.wireDiagnostics(),
  };
}
