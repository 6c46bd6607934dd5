import { resourceNotFound } from '../errors';
import type { Call, Operation } from '../operation';
import { find, lookUp, pathOf } from '../resource-kind';
import { ok, type Answer } from '../wire/answer';
import { begunAction, begunWrite } from '../wire/begun';
import { page } from '../wire/page';
import { beginChange, checkEtag, checkIdle } from './change';
import { DEFAULT_RULES } from './default-rules';
import { SECURITY_GROUP_KIND as KIND } from './security-groups';
import { readApplicationGroups } from './application-groups';
import { checkPriorities, readRule, ruleShape, writeRule } from './security-rule';

const path = pathOf(KIND, '/securityRules/{securityRuleName}');
const { versions } = KIND;

/** Operations on one rule. What goes on with it goes on with its whole group. */
export const SECURITY_RULE_OPERATIONS: readonly Operation[] = [
  {
    name: 'SecurityRules_Get',
    method: 'GET',
    path,
    versions,
    run: (call) => {
      const group = find(call, KIND);
      const name = call.parameter('securityRuleName');
      const rule = group.rules.get(name.toLowerCase());
      if (rule === undefined)
        throw resourceNotFound(`${KIND.type}/securityRules`, `${group.name}/${name}`, group.group);
      return ok(
        writeRule(rule, { groupId: group.id, etag: group.etag, state: group.state, kind: 'securityRules' }),
      );
    },
  },
  {
    name: 'SecurityRules_List',
    method: 'GET',
    path: pathOf(KIND, '/securityRules'),
    versions,
    run: (call) => {
      const { id: groupId, rules, etag, state } = find(call, KIND);
      return page(call, [...rules.values()], (rule) =>
        writeRule(rule, { groupId, etag, state, kind: 'securityRules' }),
      );
    },
  },
  {
    name: 'DefaultSecurityRules_List',
    method: 'GET',
    path: pathOf(KIND, '/defaultSecurityRules'),
    versions,
    run: (call) => {
      const { id: groupId, etag, state } = find(call, KIND);
      return page(call, DEFAULT_RULES, (rule) =>
        writeRule(rule, { groupId, etag, state, kind: 'defaultSecurityRules' }),
      );
    },
  },
  {
    name: 'DefaultSecurityRules_Get',
    method: 'GET',
    path: pathOf(KIND, '/defaultSecurityRules/{defaultSecurityRuleName}'),
    versions,
    run: (call) => {
      const { id: groupId, name: groupName, group, etag, state } = find(call, KIND);
      const name = call.parameter('defaultSecurityRuleName');
      const rule = DEFAULT_RULES.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (rule === undefined)
        throw resourceNotFound(`${KIND.type}/defaultSecurityRules`, `${groupName}/${name}`, group);
      return ok(writeRule(rule, { groupId, etag, state, kind: 'defaultSecurityRules' }));
    },
  },
  {
    name: 'SecurityRules_CreateOrUpdate',
    method: 'PUT',
    path,
    versions,
    body: ruleShape,
    run: createOrUpdate,
  },
  {
    name: 'SecurityRules_Delete',
    method: 'DELETE',
    path,
    versions,
    run: (call): Answer => {
      const { resource: group } = lookUp(call, KIND);
      const key = call.parameter('securityRuleName').toLowerCase();
      if (group?.rules.has(key) !== true) return { status: 204 };
      checkEtag(call, group);
      checkIdle(call, group);
      const operation = beginChange(call, group, 'DeleteSecurityRuleOperation', {
        done: () => {
          group.rules = new Map([...group.rules].filter(([name]) => name !== key));
        },
      });
      return begunAction(call, operation);
    },
  },
];

function createOrUpdate(call: Call): Answer {
  const group = find(call, KIND);
  call.cloud.group(group.group, true);
  const name = call.parameter('securityRuleName');
  const existing = group.rules.get(name.toLowerCase());
  checkEtag(call, group);
  const rule = readRule(existing?.name ?? name, call.body(ruleShape), (groups) =>
    readApplicationGroups(call.cloud, groups, group),
  );
  checkIdle(call, group);
  const rules = new Map([...group.rules, [name.toLowerCase(), rule]]);
  checkPriorities(rules.values());
  group.rules = rules;
  const operation = beginChange(call, group, 'PutSecurityRuleOperation');
  const place = { groupId: group.id, etag: group.etag, state: group.state, kind: 'securityRules' } as const;
  return begunWrite(call, existing === undefined ? 201 : 200, operation, writeRule(rule, place));
}
