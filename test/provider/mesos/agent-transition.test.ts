import { incompatibleChanges } from '../../../src/provider/mesos/agent-transition';
import type { mesosAgentSchema } from '../../../src/provider/schemas/mesos-agent';
import type { Known } from '../../../src/tfplugin';

type Agent = Known<typeof mesosAgentSchema>;

const agent = {
  attributes: { rack: 'r1', disk: 'ssd' },
  resources: { cpus: '4', ports: '[31000-32000]' },
  port: 5051,
  hostname: null,
  domain_region: null,
  domain_zone: null,
  flags: null,
} as unknown as Agent;

const additive = { flags: { reconfiguration_policy: 'additive' } };

test.each<[string, Partial<Agent>, readonly string[]]>([
  ['nothing', {}, []],
  ['other flags', { flags: { log_dir: '/var/log/mesos' } }, []],
  ['attributes in another order', { attributes: { disk: 'ssd', rack: 'r1' } }, []],
  ['another value', { attributes: { rack: 'r2', disk: 'ssd' } }, ['attributes']],
  ['an attribute more', { attributes: { rack: 'r1', disk: 'ssd', zone: 'a' } }, ['attributes']],
  ['no attributes any more', { attributes: null }, ['attributes']],
  [
    'fewer resources and another port',
    { resources: { cpus: '2', ports: '[31000-32000]' }, port: 5052 },
    ['resources', 'port'],
  ],
  ['a name', { hostname: 'agent-1' }, ['hostname']],
  ['a fault domain', { domain_region: 'eu', domain_zone: 'eu-1' }, ['domain_region', 'domain_zone']],
  [
    'an attribute more, where that is allowed',
    { ...additive, attributes: { rack: 'r1', disk: 'ssd', zone: 'a' } },
    [],
  ],
  [
    'more of a resource, where that is allowed',
    { ...additive, resources: { cpus: '8', ports: '[31000-32000]' } },
    [],
  ],
  [
    'less of it, where only more is allowed',
    { ...additive, resources: { cpus: '2', ports: '[31000-32000]' } },
    ['resources'],
  ],
])('%s', (_what, change, expected) => {
  expect(incompatibleChanges(agent, { ...agent, ...change })).toEqual(expected);
});
