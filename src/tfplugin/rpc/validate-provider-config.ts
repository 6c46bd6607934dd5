import { validateConfig } from '../plan/validate';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { validateProviderConfigRequest, validateProviderConfigResponse } from '../wire/messages';
import type { Invocation } from './invocation';

/** Checks the provider block; values may still be unknown. */
export async function validateProviderConfig(
  invocation: Invocation,
  request: Decoded<typeof validateProviderConfigRequest>,
): Promise<Encodables<typeof validateProviderConfigResponse>> {
  const { provider } = invocation.session;
  const { diagnostics } = invocation;
  invocation.attributes = provider.schema.attributes;
  await invocation.attempt(async () => {
    const config = invocation.decodeConfig(request.config);
    if (config === null) return;
    validateConfig(invocation.attributes, config, { writeOnlyAllowed: true }, diagnostics);
    if (!diagnostics.hasErrors) await provider.validate?.(config, diagnostics);
  });
  return { diagnostics: invocation.wireDiagnostics() };
}
