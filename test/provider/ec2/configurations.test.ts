import { Ec2Configurations } from '../../../src/provider/ec2/configurations';
import { providerSchema } from '../../../src/provider/configuration';
import { Diagnostics } from '../../../src/tfplugin';
import { validateConfig } from '../../../src/tfplugin/plan/validate';
import { coerceObject } from '../../../src/tfplugin/values/coerce';

const region = 'eu-central-1';
const role_arn = 'arn:aws:iam::123456789012:role/deploy';

function problemsOf(configuration: object): string[] {
  const diagnostics = new Diagnostics();
  const source = { name: 'the configuration', dropUnknownAttributes: false };
  const config = coerceObject(providerSchema.attributes, { ec2: { here: configuration } }, source);
  validateConfig(providerSchema.attributes, config, { writeOnlyAllowed: true }, diagnostics);
  return diagnostics.all.map(({ summary }) => summary);
}

test.each<object>([
  { region },
  { region: 'us-gov-west-1', endpoint: 'https://ec2.example.org', profile: 'ops' },
  { region, endpoint: 'http://127.0.0.1:5000', max_requests_per_second: 0.5 },
  { region, assume_role: { role_arn, session_name: 's', external_id: 'x', duration: '12h' } },
])('%j is an account and region', (configuration) => {
  expect(problemsOf(configuration)).toEqual([]);
});

test.each<[object, string]>([
  [{ region: 'Frankfurt' }, 'must be a region such as "eu-central-1", is "Frankfurt"'],
  [{ region, endpoint: '127.0.0.1:5000' }, 'must be an http(s) URL'],
  [{ region, max_requests_per_second: 0 }, 'must be above 0, is 0'],
  [{ region, assume_role: { role_arn: 'deploy' } }, 'must be the ARN of a role'],
  [{ region, assume_role: { role_arn, duration: '5m' } }, 'must be from "15m" to "12h", is "5m"'],
  [{ region, assume_role: { role_arn, duration: '13h' } }, 'must be from "15m" to "12h", is "13h"'],
])('%j is none', (configuration, problem) => {
  expect(problemsOf(configuration)).toEqual([expect.stringContaining(problem)]);
});

const declared = {
  region,
  endpoint: null,
  profile: null,
  assume_role: null,
  max_requests_per_second: 20,
};

test('a name that is not declared is an error at the attribute that has it', () => {
  const configurations = new Ec2Configurations({ one: declared, two: declared });
  expect(() => configurations.require('three', ['configuration'])).toThrow(
    expect.objectContaining({
      summary: 'no EC2 configuration is named "three"',
      detail: 'the provider block\'s ec2 has "one", "two"',
      path: ['configuration'],
    }) as Error,
  );
  expect(() => new Ec2Configurations({}).require('default', [])).toThrow('region = "eu-central-1"');
  expect(() => new Ec2Configurations({}).require('toString', [])).toThrow('no EC2 configuration is named');
});

test('two names of one account and region share what it is asked through', async () => {
  const configurations = new Ec2Configurations({
    one: declared,
    two: declared,
    three: { ...declared, region: 'us-east-1' },
  });
  const [one, two, three] = await Promise.all(
    ['one', 'two', 'three'].map((name) => configurations.get(name, [])),
  );
  expect(one).toBe(two);
  expect(one).not.toBe(three);
  await configurations.close();
});
