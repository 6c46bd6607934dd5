import { isEc2Error, type Ec2SecurityGroup, type SecurityGroupRequest } from '../../drivers/ec2';
import type { Known, Resource, ResourceContext } from '../../tfplugin';
import { at, securityGroupPlace } from '../ec2/error-places';
import { parseEc2ImportId } from '../ec2/import-id';
import { known } from '../known';
import {
  declaredTags,
  endCreation,
  isUnread,
  mintToken,
  OWNER_TAG,
  ownershipOf,
  tagChanges,
  unmarking,
} from '../ownership';
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

  async plan(context) {
    const { planned, prior, data, private: remembered } = context;
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireEc2(planned.configuration);
    if (prior === null) mintToken(remembered);
    else if (isUnread(remembered)) await readAgain(context, prior);
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
    const onExists = (id: string): void => {
      context.checkpoint({ id, owner });
    };
    const group = await at(securityGroupPlace, () =>
      account.securityGroups.ensure(request, { signal, timeoutMs, onExists }),
    );
    return { ...planned, id: group.id, arn: group.arn ?? null, vpc_id: group.vpcId ?? null, owner };
  },

  async read(context) {
    const group = await readAgain(context, context.state);
    return group === undefined ? null : observed(context.state, group);
  },

  async update({ planned, prior, data, signal }) {
    const account = await data.ec2(planned.configuration);
    const owner = known(planned.owner);
    const changes = unmarking({
      ...tagChanges(prior, { tags: planned.tags, owner }),
      ingress: toDriver(planned.ingress),
      egress: toDriver(planned.egress),
    });
    const timeoutMs = parseDuration(planned.timeout) ?? 0;
    await at(securityGroupPlace, () =>
      account.securityGroups.update(prior.id ?? '', changes, { signal, timeoutMs }),
    );
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

/** What there is, which is known to be in the state. */
async function readAgain(
  context: ResourceContext<Session>,
  state: SecurityGroup,
): Promise<Ec2SecurityGroup | undefined> {
  const { signal } = context;
  const account = await context.data.ec2(state.configuration);
  const id = state.id ?? '';
  const group = await account.securityGroups.read(id, { signal });
  if (group !== undefined) {
    const untag = (removeTags: readonly string[]) =>
      account.securityGroups.update(id, { removeTags }, { signal });
    await endCreation(context, group.tags, untag, isEc2Error);
  }
  return group;
}

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
