import { isUnknown, UNKNOWN, type Applied, type Resource } from '../../tfplugin';
import { parseDefinition } from '../marathon/definition';
import { deploy, reported, undeploy } from '../marathon/deploy';
import { importDefinition } from '../marathon/import-definition';
import { observe } from '../marathon/observe';
import { planDeployment } from '../marathon/plan-deployment';
import { atAttribute, tainted } from '../marathon/report';
import { validateAccess } from '../marathon/validate';
import { marathonGroupSchema } from '../schemas/marathon-group';
import type { Session } from '../session';

type Schema = typeof marathonGroupSchema;

/** `fleetwright_marathon_group`: a group of apps on Marathon, with the groups in it. */
export const marathonGroup: Resource<Schema, Session> = {
  typeName: 'fleetwright_marathon_group',
  schema: marathonGroupSchema,

  validate({ access }, diagnostics) {
    validateAccess(access, diagnostics);
  },

  async plan(context) {
    const { planned, prior } = context;
    if (planned === null) return;
    const { id, changed, steps } = await reported(() => planDeployment('group', context));
    planned.group_id = id ?? UNKNOWN;
    // What was done last is no promise of what will be.
    planned.steps = changed ? (steps ?? UNKNOWN) : (prior?.steps ?? null);
  },

  create: (context) =>
    reported(async () => {
      const { planned } = context;
      const version = await deploy('group', planned, null, context, () => {
        context.checkpoint({ drift: [] });
      });
      return { ...planned, ...settled(planned), version, drift: [] };
    }, tainted),

  async read(context) {
    const { state } = context;
    const found = await reported(() => observe('group', state, context));
    if (found === 'gone') return null;
    return found === 'silent' ? state : { ...state, ...found };
  },

  update: (context) =>
    reported(async () => {
      const { planned, prior } = context;
      const version = isUnknown(planned.version)
        ? await deploy('group', planned, prior, context, () => undefined)
        : planned.version;
      return { ...planned, ...settled(planned), version, drift: [] };
    }, atAttribute),

  delete: (context) => reported(() => undeploy('group', context.state, context)),

  importState: (context) =>
    reported(async () => {
      const { id, ...state } = await importDefinition('group', context.id, context);
      return { ...state, group_id: id };
    }),
};

/** What the plan could not say. */
function settled({ definition, steps }: Applied<Schema>): {
  group_id: string;
  steps: readonly string[] | null;
} {
  return { group_id: parseDefinition('group', definition).id, steps: isUnknown(steps) ? null : steps };
}
