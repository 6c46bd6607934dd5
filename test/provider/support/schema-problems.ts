import { Diagnostics, formatPath, type Schema } from '../../../src/tfplugin';
import { validateConfig } from '../../../src/tfplugin/plan/validate';
import { coerceObject } from '../../../src/tfplugin/values/coerce';

/** What the attributes of a schema have against a configuration, each with its place. */
export function problemsOf({ attributes }: Schema, configuration: object): string[] {
  const diagnostics = new Diagnostics();
  const source = { name: 'the configuration', dropUnknownAttributes: false };
  const config = coerceObject(attributes, { ...configuration }, source);
  validateConfig(attributes, config, { writeOnlyAllowed: true }, diagnostics);
  return diagnostics.all.map(({ path, summary }) => `${formatPath(path)}: ${summary}`);
}

/** A host as resources have it, with a key that nobody has the other half of. */
export function sampleHost(address: string) {
  return { address, user: 'root', credential: 'default', host_key: `SHA256:${'A'.repeat(43)}` };
}
