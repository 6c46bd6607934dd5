import { failureDomainOf } from '../../../src/provider/mesos/failure-domain';
import { sampleHost } from '../support/schema-problems';

const agent = {
  failure_domain: null,
  domain_region: null,
  domain_zone: null,
  attributes: null,
  host: { ...sampleHost('10.0.0.11'), port: 22 },
};
const rack = { attributes: { rack: 'r1', disk: 'ssd' } };
const domain = { domain_region: 'eu', domain_zone: 'eu-1' };

test.each([
  ['nothing is said', {}, 'host 10.0.0.11'],
  ['other attributes', { attributes: { disk: 'ssd' } }, 'host 10.0.0.11'],
  ['a rack', rack, 'rack r1'],
  ['a rack in a fault domain', { ...rack, ...domain }, 'zone eu-1 of region eu'],
  ['all, and a failure domain', { ...rack, ...domain, failure_domain: 'row-7' }, 'row-7'],
])('with %s', (_what, change, expected) => {
  expect(failureDomainOf({ ...agent, ...change })).toBe(expected);
});
