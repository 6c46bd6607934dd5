import { ruleKey, toRules } from '../../../src/drivers/ec2/security-group-rules';

test('a protocol without ports is the same rule whatever ports EC2 tells of it', () => {
  const esp = { protocol: '50', cidr: '198.51.100.0/24' };
  const told = { IpProtocol: '50', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: esp.cidr }] };
  expect(toRules([told], 'sg-1')).toEqual([esp]);
  expect(ruleKey({ ...esp, fromPort: 0, toPort: 0 })).toBe(ruleKey(esp));
});
