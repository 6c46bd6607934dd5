import { fromDriver, toDriver, type Rule } from '../../../src/provider/ec2/security-group-rules';

const rule = (changes: Partial<Rule>): Rule => ({
  protocol: 'tcp',
  from_port: 22,
  to_port: 22,
  cidr: null,
  security_group_id: null,
  self: null,
  prefix_list_id: null,
  description: null,
  ...changes,
});
const id = 'sg-0123456789abcdef0';

test('what EC2 answers is told as the user wrote it, when it is the same', () => {
  const known = [
    rule({ cidr: '10.1.2.3/8' }),
    rule({ protocol: 'all', from_port: null, to_port: null, self: true }),
    rule({ protocol: '6', from_port: 443, to_port: 443, security_group_id: id }),
  ];
  const answered = [
    { protocol: 'tcp', fromPort: 443, toPort: 443, self: true },
    { protocol: '-1', self: true },
    { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '10.0.0.0/8' },
  ];
  expect(fromDriver(answered, known, id)).toEqual([known[2], known[1], known[0]]);
});

test('what somebody else added is told in our words', () => {
  expect(fromDriver([{ protocol: '-1', securityGroupId: 'sg-1', description: 'theirs' }], [], id)).toEqual([
    rule({
      protocol: 'all',
      from_port: null,
      to_port: null,
      security_group_id: 'sg-1',
      description: 'theirs',
    }),
  ]);
});

test('what is declared is asked for in the words of EC2', () => {
  expect(
    toDriver([
      rule({ cidr: '::/0', description: 'all' }),
      rule({ protocol: 'all', from_port: null, to_port: null, self: true }),
    ]),
  ).toEqual([
    { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '::/0', description: 'all' },
    { protocol: '-1', self: true },
  ]);
});
