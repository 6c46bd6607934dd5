import { DiagnosticError } from '../diagnostics';
import { PrivateState } from '../private-state';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { importResourceStateRequest, importResourceStateResponse } from '../wire/messages';
import { coerceObject } from '../values/coerce';
import { encodeDynamicValue } from '../values/dynamic-value';
import { withDefaults, withoutWriteOnly } from '../values/transform';
import type { Invocation } from './invocation';

/** Begins the state of what exists already; Terraform refreshes it next. Defaults fill what is left out. */
export async function importResourceState(
  invocation: Invocation,
  request: Decoded<typeof importResourceStateRequest>,
): Promise<Encodables<typeof importResourceStateResponse>> {
  const { session } = invocation;
  const { type_name: typeName, id } = request;
  const imported = await invocation.attempt(async () => {
    invocation.attributes = session.schemaOf(typeName).attributes;
    const { attributes } = invocation;
    const resource = await session.resource(typeName);
    if (resource.importState === undefined) {
      throw new DiagnosticError(
        `${typeName} cannot be imported`,
        'create it with Terraform, or leave it out',
      );
    }
    const privateState = new PrivateState();
    const partial = await resource.importState({ ...invocation.resourceContext(typeName, privateState), id });
    const source = { name: `the state that importing ${typeName} returned`, dropUnknownAttributes: false };
    const state = withDefaults(attributes, coerceObject(attributes, partial, source));
    return {
      type_name: typeName,
      state: encodeDynamicValue(attributes, withoutWriteOnly(attributes, state)),
      private: privateState.encode(),
    };
  });
  return {
    imported_resources: imported === undefined ? [] : [imported],
    diagnostics: invocation.wireDiagnostics(),
  };
}
