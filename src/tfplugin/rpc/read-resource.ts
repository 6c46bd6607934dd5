import { PrivateState } from '../private-state';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { readResourceRequest, readResourceResponse } from '../wire/messages';
import { coerceObject } from '../values/coerce';
import { encodeDynamicValue } from '../values/dynamic-value';
import { withoutWriteOnly } from '../values/transform';
import type { Invocation } from './invocation';

/** Refreshes a state. When reading fails, the state stays as it was. */
export async function readResource(
  invocation: Invocation,
  request: Decoded<typeof readResourceRequest>,
): Promise<Encodables<typeof readResourceResponse>> {
  const { session } = invocation;
  const { type_name: typeName } = request;
  const outcome = await invocation.attempt(async () => {
    invocation.attributes = session.schemaOf(typeName).attributes;
    const { attributes } = invocation;
    const state = invocation.decodeState(request.current_state, 'the state');
    if (state === null) return { new_state: encodeDynamicValue(attributes, null), private: request.private };
    invocation.refuseWhenInterrupted();
    const privateState = PrivateState.decode(request.private);
    const resource = await session.resource(typeName);
    const read = await resource.read({ ...invocation.resourceContext(typeName, privateState), state });
    const source = { name: `the state that reading ${typeName} returned`, dropUnknownAttributes: false };
    const newState =
      read === null ? null : withoutWriteOnly(attributes, coerceObject(attributes, read, source));
    return { new_state: encodeDynamicValue(attributes, newState), private: privateState.encode() };
  });
  return {
    new_state: outcome?.new_state ?? request.current_state,
    private: outcome?.private ?? request.private,
    diagnostics: invocation.wireDiagnostics(),
  };
}
