import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import { isEc2Error } from './errors';
import type { Ec2SecurityGroup, SecurityGroupRule } from './security-group';
import { canonicalRule, fromRule, ruleKey } from './security-group-rules';

const operations = {
  ingress: {
    authorize: 'AuthorizeSecurityGroupIngress',
    revoke: 'RevokeSecurityGroupIngress',
    describe: 'UpdateSecurityGroupRuleDescriptionsIngress',
  },
  egress: {
    authorize: 'AuthorizeSecurityGroupEgress',
    revoke: 'RevokeSecurityGroupEgress',
    describe: 'UpdateSecurityGroupRuleDescriptionsEgress',
  },
} as const;

/** Adds what is missing, then corrects descriptions, then removes what is too much: traffic that stays allowed never stops. */
export async function syncRules(
  api: Ec2Api,
  group: Ec2SecurityGroup,
  direction: 'ingress' | 'egress',
  wanted: readonly SecurityGroupRule[],
  options: CallOptions,
): Promise<void> {
  const byKey = (rules: readonly SecurityGroupRule[]) =>
    new Map(rules.map((rule) => [ruleKey(rule, group.id), canonicalRule(rule, group.id)]));
  const want = byKey(wanted);
  const have = byKey(group[direction]);
  const { authorize, revoke, describe } = operations[direction];
  const permissions = (rules: Iterable<SecurityGroupRule>) =>
    [...rules].map((rule) => fromRule(rule, group.id));

  const missing = [...want].filter(([key]) => !have.has(key)).map(([, rule]) => rule);
  await each(permissions(missing), 'InvalidPermission.Duplicate', (IpPermissions) =>
    api.send(authorize, { GroupId: group.id, IpPermissions }, options),
  );
  const retold = [...want]
    .filter(([key, { description }]) => have.has(key) && have.get(key)?.description !== description)
    .map(([, rule]) => rule);
  if (retold.length > 0) {
    await api.send(describe, { GroupId: group.id, IpPermissions: permissions(retold) }, options);
  }
  const surplus = [...have].filter(([key]) => !want.has(key)).map(([, rule]) => rule);
  await each(permissions(surplus), 'InvalidPermission.NotFound', (IpPermissions) =>
    api.send(revoke, { GroupId: group.id, IpPermissions }, options),
  );
}

/** All in one request; where one of them is done already EC2 does none, so then one by one. */
async function each(
  permissions: IpPermission[],
  doneAlready: string,
  request: (permissions: IpPermission[]) => Promise<unknown>,
): Promise<void> {
  const isDone = (error: unknown) => isEc2Error(error) && error.code === doneAlready;
  if (permissions.length === 0) return;
  try {
    await request(permissions);
  } catch (error) {
    if (!isDone(error)) throw error;
    if (permissions.length === 1) return;
    for (const permission of permissions) await each([permission], doneAlready, request);
  }
}
