import type { SecurityGroupRule } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import { instanceRequest, newOwner, useFixture } from './support/fixture';

const ssh: SecurityGroupRule = { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '203.0.113.0/24' };
const web: SecurityGroupRule = {
  protocol: 'tcp',
  fromPort: 80,
  toPort: 81,
  cidr: '0.0.0.0/0',
  description: 'the web',
};
const web6: SecurityGroupRule = { protocol: 'tcp', fromPort: 80, toPort: 81, cidr: '::/0' };
const within: SecurityGroupRule = { protocol: '-1', self: true };
let names = 0;

function groupRequest(ingress: readonly SecurityGroupRule[], owner = newOwner()) {
  return { owner, name: `group ${String(++names)}`, description: 'test', ingress, tags: { Name: 'doors' } };
}

const byKey = (a: SecurityGroupRule, b: SecurityGroupRule) =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;

describeEc2('security groups', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test('a group is created with its rules, read, and deleted', async () => {
    const { account } = fixture;
    const request = groupRequest([ssh, web, web6, within]);
    const group = await account.securityGroups.ensure(request, { signal });
    expect(group).toMatchObject({
      name: request.name,
      description: 'test',
      tags: { Name: 'doors', ...request.owner.tags },
    });
    expect(group.vpcId).toMatch(/^vpc-/);
    expect([...group.ingress].sort(byKey)).toEqual([ssh, web, web6, within].sort(byKey));
    expect(group.egress).toEqual([{ protocol: '-1', cidr: '0.0.0.0/0' }]);
    expect(await account.securityGroups.read(group.id, { signal })).toEqual(group);

    await account.securityGroups.delete(group.id, { signal });
    expect(await account.securityGroups.read(group.id, { signal })).toBeUndefined();
    await account.securityGroups.delete(group.id, { signal });
  });

  test('rules change in place, added before removed, and what is there stays untouched', async () => {
    const { account, proxy } = fixture;
    const group = await account.securityGroups.ensure(groupRequest([ssh, web]), { signal });
    proxy.reset();
    const changed = await account.securityGroups.update(
      group.id,
      { ingress: [{ ...web, description: 'still the web' }, within], egress: [] },
      { signal },
    );
    expect([...changed.ingress].sort(byKey)).toEqual(
      [{ ...web, description: 'still the web' }, within].sort(byKey),
    );
    expect(changed.egress).toEqual([]);
    const writes = proxy.actions().filter((action) => !action.startsWith('Describe'));
    expect(writes).toEqual([
      'AuthorizeSecurityGroupIngress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
      'RevokeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
    ]);

    proxy.reset();
    await account.securityGroups.update(group.id, { ingress: changed.ingress, egress: [] }, { signal });
    expect(proxy.actions().filter((action) => !action.startsWith('Describe'))).toEqual([]);
  });

  test('another spelling of the same rule is no change', async () => {
    const { account, proxy } = fixture;
    const group = await account.securityGroups.ensure(groupRequest([ssh, web6, within]), { signal });
    proxy.reset();
    const respelled: SecurityGroupRule[] = [
      { ...ssh, protocol: '6', cidr: '203.0.113.77/24' },
      { ...web6, protocol: 'TCP', cidr: '0:0:0::0/0' },
      { protocol: 'all', securityGroupId: group.id },
    ];
    await account.securityGroups.update(group.id, { ingress: respelled }, { signal });
    expect(proxy.actions().filter((action) => !action.startsWith('Describe'))).toEqual([]);
  });

  test('rules that somebody else added or removed at the same time are no error', async () => {
    const { account, proxy } = fixture;
    const group = await account.securityGroups.ensure(groupRequest([ssh]), { signal });
    // The answers are lost after their effect, so the same is asked a second time.
    proxy.fail(({ action }, attempt) =>
      /^(Authorize|Revoke)/.test(action) && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    const changed = await account.securityGroups.update(group.id, { ingress: [web, within] }, { signal });
    expect([...changed.ingress].sort(byKey)).toEqual([web, within].sort(byKey));
  });

  test('a group whose creation was answered into the void is found again, not made twice', async () => {
    const { account, proxy } = fixture;
    const request = groupRequest([ssh]);
    proxy.fail(({ action }, attempt) =>
      action === 'CreateSecurityGroup' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    const group = await account.securityGroups.ensure(request, { signal });
    expect(proxy.of('CreateSecurityGroup')).toHaveLength(2);
    proxy.reset();
    const again = await fixture.anotherAccount().securityGroups.ensure(request, { signal });
    expect(again.id).toBe(group.id);
    expect(proxy.of('CreateSecurityGroup')).toHaveLength(0);
  });

  test("somebody else's group of the same name is refused, never taken over", async () => {
    const { account } = fixture;
    const first = groupRequest([ssh]);
    const group = await account.securityGroups.ensure(first, { signal });
    for (const owner of [newOwner(), { clientToken: 'no-tags', tags: {} }]) {
      const second = account.securityGroups.ensure({ ...first, owner, ingress: [] }, { signal });
      await expect(second).rejects.toMatchObject({ kind: 'taken' });
      await expect(second).rejects.toThrow(group.id);
    }
    expect((await account.securityGroups.read(group.id, { signal }))?.ingress).toEqual([ssh]);
  });

  test('a group is deleted as soon as what uses it is gone, and the wait has a limit', async () => {
    const { account, imageId, proxy } = fixture;
    const group = await account.securityGroups.ensure(groupRequest([ssh]), { signal });
    const { instance } = await account.instances.ensure(
      instanceRequest(imageId, { securityGroupIds: [group.id] }),
      { signal },
    );
    expect(instance.securityGroupIds).toEqual([group.id]);
    if (backend.differences.deletesGroupsInUse) {
      proxy.fail(({ action }) =>
        action === 'DeleteSecurityGroup' && !proxy.actions().includes('TerminateInstances')
          ? { kind: 'error', code: 'DependencyViolation', status: 400, message: 'has a dependent object' }
          : undefined,
      );
    }
    const early = account.securityGroups.delete(group.id, { signal, timeoutMs: 50 });
    await expect(early).rejects.toMatchObject({ kind: 'in-use' });
    await expect(early).rejects.toThrow(/remove it from the instances/);

    const deletion = account.securityGroups.delete(group.id, { signal });
    await account.instances.terminate(instance.id, { signal });
    await deletion;
    expect(await account.securityGroups.read(group.id, { signal })).toBeUndefined();
  });

  test('groups that let each other in are told by their ids', async () => {
    const { account } = fixture;
    const inner = await account.securityGroups.ensure(groupRequest([]), { signal });
    const rule: SecurityGroupRule = {
      protocol: 'udp',
      fromPort: 8472,
      toPort: 8472,
      securityGroupId: inner.id,
    };
    const outer = await account.securityGroups.ensure(groupRequest([rule]), { signal });
    expect(outer.ingress).toEqual([rule]);
  });
});
