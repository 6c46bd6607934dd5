import type { Ec2SecurityGroup, SecurityGroupRequest } from '../../drivers/ec2';
import { type Known, type Resource } from '../../tfplugin';
import { parseEc2ImportId } from '../ec2/import-id';
import { known } from '../ec2/instance-request';
import { keepHalfMade } from '../ec2/keep-half-made';
import { CREATING_TAG, declaredTags, mintToken, OWNER_TAG, ownershipOf, tagChanges } from '../ec2/ownership';
import { fromDriver, toDriver, validateRules } from '../ec2/security-group-rules';
import { ec2SecurityGroupSchema } from '../schemas/ec2-security-group';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';

type Schema = typeof ec2SecurityGroupSchema;
type SecurityGroup = Known<Schema>;

/** `fleetwright_ec2_security_group`: which traffic reaches instances, and which leaves them. */
export const ec2SecurityGroup: Resource<Schema, Session> = {
  typeName: 'fleetwright_ec2_security_group',
  schema: ec2SecurityGroupSchema,

  validate(config, diagnostics) {
    validateRules(config.ingress, 'ingress', diagnostics);
    validateRules(config.egress, 'egress', diagnostics);
  },

  plan({ planned, prior, data, private: remembered }) {
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireEc2(planned.configuration);
    if (prior === null) mintToken(remembered);
  },

  async create(context) {
    const { planned, data, signal } = context;
    const account = await data.ec2(planned.configuration);
    const { owner, ownership } = ownershipOf(context.private, planned.owner);
    const vpcId = known(planned.vpc_id);
    const timeoutMs = parseDuration(planned.timeout) ?? 0;
    const request: SecurityGroupRequest = {
      owner: ownership,
      name: planned.name,
      description: planned.description,
      ingress: toDriver(planned.ingress),
      egress: toDriver(planned.egress),
      tags: planned.tags ?? {},
      ...(vpcId === null ? {} : { vpcId }),
    };
    const group = await keepHalfMade(
      (id) => {
        context.checkpoint({ id, owner });
      },
      () => account.securityGroups.ensure(request, { signal, timeoutMs }),
    );
    const made = { id: group.id, arn: group.arn ?? null, vpc_id: group.vpcId ?? null, owner };
    data.afterwards.add(() =>
      account.securityGroups.update(
        group.id,
        { removeTags: [CREATING_TAG] },
        { signal: AbortSignal.timeout(10_000) },
      ),
    );
    return { ...planned, ...made };
  },

  async read({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    const group = await account.securityGroups.read(state.id ?? '', { signal });
    return group === undefined ? null : observed(state, group);
  },

  async update({ planned, prior, data, signal }) {
    const account = await data.ec2(planned.configuration);
    const owner = known(planned.owner);
    const changes = {
      ...tagChanges(prior, { tags: planned.tags, owner }),
      ingress: toDriver(planned.ingress),
      egress: toDriver(planned.egress),
    };
    const timeoutMs = parseDuration(planned.timeout) ?? 0;
    await account.securityGroups.update(prior.id ?? '', changes, { signal, timeoutMs });
    return { ...planned, id: prior.id, arn: prior.arn, vpc_id: prior.vpc_id, owner };
  },

  async delete({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    const timeoutMs = parseDuration(state.timeout) ?? 0;
    await account.securityGroups.delete(state.id ?? '', { signal, timeoutMs });
  },

  importState: ({ id: text }) =>
    Promise.resolve(parseEc2ImportId(text, /^sg-[0-9a-f]+$/, 'sg-0123456789abcdef0')),
};

function observed(state: SecurityGroup, group: Ec2SecurityGroup): SecurityGroup {
  return {
    ...state,
    name: group.name,
    description: group.description,
    vpc_id: group.vpcId ?? null,
    id: group.id,
    arn: group.arn ?? null,
    owner: state.owner ?? group.tags[OWNER_TAG] ?? null,
    ingress: fromDriver(group.ingress, state.ingress, group.id),
    egress: fromDriver(group.egress, state.egress, group.id),
    tags: declaredTags(group.tags, state.tags),
  };
}
