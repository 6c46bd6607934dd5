import { validateConfig } from '../plan/validate';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { validateResourceConfigRequest, validateResourceConfigResponse } from '../wire/messages';
import type { Invocation } from './invocation';

/** Checks a resource block; values may still be unknown, and the provider need not be configured. */
export async function validateResourceConfig(
  invocation: Invocation,
  request: Decoded<typeof validateResourceConfigRequest>,
): Promise<Encodables<typeof validateResourceConfigResponse>> {
  const { session, diagnostics } = invocation;
  await invocation.attempt(async () => {
    invocation.attributes = session.schemaOf(request.type_name).attributes;
    const config = invocation.decodeConfig(request.config);
    if (config === null) return;
    const writeOnlyAllowed = request.client_capabilities?.write_only_attributes_allowed ?? false;
    validateConfig(invocation.attributes, config, { writeOnlyAllowed }, diagnostics);
    if (diagnostics.hasErrors) return;
    const resource = await session.resource(request.type_name);
    await resource.validate?.(config, diagnostics);
  });
  return { diagnostics: invocation.wireDiagnostics() };
}
