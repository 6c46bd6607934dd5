import { marathonAppSchema } from '../../../src/provider/schemas/marathon-app';
import { marathonGroupSchema } from '../../../src/provider/schemas/marathon-group';
import { problemsOf, sampleHost } from '../support/schema-problems';

const declared = { access: { hosts: [sampleHost('10.0.0.1')] }, definition: '{"id": "/web"}' };

describe.each([
  ['app', marathonAppSchema],
  ['group', marathonGroupSchema],
])('an %s', (_, schema) => {
  test.each<object>([
    {},
    { access: { url: 'http://marathon.example.org:8080', login: 'ops' } },
    { definition: '{"id": "shop/web-1.x", "instances": 3}' },
    { timeout: '1h', on_failure: 'rollback', force: true },
  ])('%j', (change) => {
    expect(problemsOf(schema, { ...declared, ...change })).toEqual([]);
  });

  test.each<[object, string]>([
    [{ definition: 'id: /web' }, 'definition: invalid "definition": is not JSON'],
    [{ definition: '[{"id": "/web"}]' }, 'must be one JSON object, as Marathon takes it'],
    [{ definition: '{"cmd": "sleep 1"}' }, 'has no id; set it to a path such as "/shop/web"'],
    [{ definition: '{"id": "/Web"}' }, 'id must be a path of lower-case letters'],
    [{ definition: '{"id": "../web"}' }, 'is "../web"'],
    [{ definition: '{"id": "/"}' }, 'id must be a path'],
    [{ timeout: '10' }, 'must be a duration such as "90s", "5m" or "1h30m", is "10"'],
    [{ on_failure: 'ignore' }, 'must be "keep" or "rollback", is "ignore"'],
  ])('%j is none', (change, problem) => {
    expect(problemsOf(schema, { ...declared, ...change })).toEqual([expect.stringContaining(problem)]);
  });
});
