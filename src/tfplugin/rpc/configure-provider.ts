import { DiagnosticError } from '../diagnostics';
import { formatPath } from '../path';
import type { Path } from '../path';
import { isUnknown } from '../unknown';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import type { Decoded, Encodables } from '../wire/protobuf';
import type { configureProviderRequest, configureProviderResponse } from '../wire/messages';
import { withDefaults } from '../values/transform';
import type { Invocation } from './invocation';

/** Hands the provider block to the provider and keeps what it returns for the resources. */
export async function configureProvider(
  invocation: Invocation,
  request: Decoded<typeof configureProviderRequest>,
): Promise<Encodables<typeof configureProviderResponse>> {
  const { session } = invocation;
  const { provider, stop, log } = session;
  invocation.attributes = provider.schema.attributes;
  await invocation.attempt(async () => {
    const config = withDefaults(invocation.attributes, invocation.decodeConfig(request.config) ?? {});
    refuseUnknown(config);
    await session.close();
    session.data = await provider.configure(config, {
      terraformVersion: request.terraform_version,
      log,
      signal: stop.signal,
    });
  });
  return { diagnostics: invocation.wireDiagnostics() };
}

function refuseUnknown(config: ObjectValue): void {
  const path = firstUnknown(config, []);
  if (path === undefined) return;
  throw new DiagnosticError(
    `"${formatPath(path)}" in the provider block is not known yet`,
    'the provider block must not depend on resources that are still to be created; give it a value that is known when planning',
    path,
  );
}

function firstUnknown(value: Value, path: Path): Path | undefined {
  if (isUnknown(value)) return path;
  const entries: [string | number, Value][] = Array.isArray(value)
    ? value.map((element, index) => [index, element])
    : isObjectValue(value)
      ? Object.entries(value)
      : [];
  for (const [step, element] of entries) {
    const found = firstUnknown(element, [...path, step]);
    if (found !== undefined) return found;
  }
  return undefined;
}
