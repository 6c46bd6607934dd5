import { AzureConfigurations } from '../../../src/provider/azure/configurations';
import { providerSchema } from '../../../src/provider/configuration';
import { Diagnostics } from '../../../src/tfplugin';
import { validateConfig } from '../../../src/tfplugin/plan/validate';
import { coerceObject } from '../../../src/tfplugin/values/coerce';

const subscription_id = '11111111-2222-3333-4444-555555555555';

function problemsOf(configuration: object): string[] {
  const diagnostics = new Diagnostics();
  const source = { name: 'the configuration', dropUnknownAttributes: false };
  const config = coerceObject(providerSchema.attributes, { azure: { here: configuration } }, source);
  validateConfig(providerSchema.attributes, config, { writeOnlyAllowed: true }, diagnostics);
  return diagnostics.all.map(({ summary }) => summary);
}

test.each<object>([
  { subscription_id },
  { subscription_id, cloud: 'government', endpoint: 'https://arm.example.org' },
  { subscription_id, endpoint: 'http://127.0.0.1:4000', max_requests_per_second: 0.5 },
  { subscription_id, endpoint: 'http://[::1]:4000' },
])('%j is a subscription', (configuration) => {
  expect(problemsOf(configuration)).toEqual([]);
});

test.each<[object, string]>([
  [{ subscription_id: 'mine' }, 'must be a GUID'],
  [{ subscription_id, cloud: 'moon' }, 'must be "public", "government" or "china", is "moon"'],
  [{ subscription_id, endpoint: 'http://arm.example.org' }, 'must be an https URL'],
  [{ subscription_id, endpoint: 'http://localhost.example.org' }, 'must be an https URL'],
  [{ subscription_id, max_requests_per_second: 0 }, 'must be above 0, is 0'],
])('%j is none', (configuration, problem) => {
  expect(problemsOf(configuration)).toEqual([expect.stringContaining(problem)]);
});

const declared = { subscription_id, cloud: 'public', endpoint: null, max_requests_per_second: 20 };

test('a name that is not declared is an error at the attribute that has it', () => {
  const configurations = new AzureConfigurations({ one: declared, two: declared });
  expect(() => configurations.require('three', ['configuration'])).toThrow(
    expect.objectContaining({
      summary: 'no Azure configuration is named "three"',
      detail: 'the provider block\'s azure has "one", "two"',
      path: ['configuration'],
    }) as Error,
  );
  expect(() => new AzureConfigurations({}).require('default', [])).toThrow('subscription_id');
  expect(() => new AzureConfigurations({}).require('toString', [])).toThrow(
    'no Azure configuration is named',
  );
});

test('two names of one subscription share what it is asked through', async () => {
  const configurations = new AzureConfigurations({
    one: declared,
    two: declared,
    other: { ...declared, cloud: 'china' },
  });
  const one = await configurations.get('one', []);
  expect(await configurations.get('two', [])).toBe(one);
  expect(await configurations.get('other', [])).not.toBe(one);
  await configurations.close();
});
