import type { Encodables } from '../wire/protobuf';
import type { getProviderSchemaResponse } from '../wire/messages';
import { encodeSchema } from '../wire/schema';
import type { Invocation } from './invocation';

/** Tells Terraform all schemas; loads no resource's implementation. */
export async function getProviderSchema(
  invocation: Invocation,
): Promise<Encodables<typeof getProviderSchemaResponse>> {
  const { provider } = invocation.session;
  const schemas = await invocation.attempt(async () => ({
    provider: encodeSchema(provider.schema, false),
    resource_schemas: Object.fromEntries(
      Object.entries(provider.resources).map(([typeName, { schema }]) => [
        typeName,
        encodeSchema(schema, true),
      ]),
    ),
  }));
  return {
    ...schemas,
    server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
    diagnostics: invocation.wireDiagnostics(),
  };
}
