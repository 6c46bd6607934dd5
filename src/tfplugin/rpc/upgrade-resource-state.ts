import { DiagnosticError } from '../diagnostics';
import type { ObjectValue } from '../value';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { upgradeResourceStateRequest, upgradeResourceStateResponse } from '../wire/messages';
import { coerceObject } from '../values/coerce';
import { encodeDynamicValue } from '../values/dynamic-value';
import { withoutWriteOnly } from '../values/transform';
import type { Invocation } from './invocation';

/**
 * Reads a state as it was stored. Terraform asks for every resource it reads, also when the schema has not
 * changed; attributes that are gone from the schema are dropped then.
 */
export async function upgradeResourceState(
  invocation: Invocation,
  request: Decoded<typeof upgradeResourceStateRequest>,
): Promise<Encodables<typeof upgradeResourceStateResponse>> {
  const upgraded = await invocation.attempt(async () => {
    invocation.attributes = invocation.session.schemaOf(request.type_name).attributes;
    return encodeDynamicValue(invocation.attributes, await upgrade(invocation, request));
  });
  return { upgraded_state: upgraded, diagnostics: invocation.wireDiagnostics() };
}

async function upgrade(
  invocation: Invocation,
  request: Decoded<typeof upgradeResourceStateRequest>,
): Promise<ObjectValue | null> {
  const { session, attributes } = invocation;
  const { type_name: typeName, version } = request;
  const current = session.schemaOf(typeName).version;
  let stored = parseStored(request);
  if (stored === null) return null;
  if (version > current) {
    throw new DiagnosticError(
      `the state of this ${typeName} was written by a newer version of the provider`,
      `it has schema version ${version}, this provider knows versions up to ${current}; upgrade the provider`,
    );
  }
  if (version < current) {
    const upgrader = (await session.resource(typeName)).upgradeState?.[version];
    if (upgrader === undefined) {
      throw new DiagnosticError(
        `the state of this ${typeName} was written by a version of the provider that is too old`,
        `it has schema version ${version}, which cannot be brought to version ${current}; upgrade in smaller steps`,
      );
    }
    stored = upgrader(stored);
  }
  const source = { name: 'the stored state', dropUnknownAttributes: true };
  return withoutWriteOnly(attributes, coerceObject(attributes, stored, source));
}

function parseStored(request: Decoded<typeof upgradeResourceStateRequest>): unknown {
  const json = request.raw_state?.json ?? new Uint8Array();
  if (json.length > 0) {
    try {
      return JSON.parse(Buffer.from(json).toString('utf8')) as unknown;
    } catch (error) {
      throw new Error('the stored state is not JSON', { cause: error });
    }
  }
  if (Object.keys(request.raw_state?.flatmap ?? {}).length === 0) return null;
  throw new DiagnosticError(
    'the state is in the format of Terraform 0.11, which this provider does not read',
    'bring the state to a current Terraform first',
  );
}
