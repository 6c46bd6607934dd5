import { isUnknown, UNKNOWN, type Resource } from '../../tfplugin';
import { parseDefinition } from '../marathon/definition';
import { deploy, reported, undeploy } from '../marathon/deploy';
import { importDefinition } from '../marathon/import-definition';
import { observe } from '../marathon/observe';
import { planDeployment } from '../marathon/plan-deployment';
import { atAttribute, tainted } from '../marathon/report';
import { validateAccess } from '../marathon/validate';
import { marathonAppSchema } from '../schemas/marathon-app';
import type { Session } from '../session';

type Schema = typeof marathonAppSchema;

/** `fleetwright_marathon_app`: an app on Marathon. */
export const marathonApp: Resource<Schema, Session> = {
  typeName: 'fleetwright_marathon_app',
  schema: marathonAppSchema,

  validate({ access }, diagnostics) {
    validateAccess(access, diagnostics);
  },

  async plan(context) {
    if (context.planned === null) return;
    const { id } = await reported(() => planDeployment('app', context));
    context.planned.app_id = id ?? UNKNOWN;
  },

  create: (context) =>
    reported(async () => {
      const { planned } = context;
      const version = await deploy('app', planned, null, context, () => {
        context.checkpoint({ drift: [] });
      });
      return { ...planned, app_id: idOf(planned), version, drift: [] };
    }, tainted),

  async read(context) {
    const { state } = context;
    const found = await reported(() => observe('app', state, context));
    if (found === 'gone') return null;
    return found === 'silent' ? state : { ...state, ...found };
  },

  update: (context) =>
    reported(async () => {
      const { planned, prior } = context;
      const version = isUnknown(planned.version)
        ? await deploy('app', planned, prior, context, () => undefined)
        : planned.version;
      return { ...planned, app_id: idOf(planned), version, drift: [] };
    }, atAttribute),

  delete: (context) => reported(() => undeploy('app', context.state, context)),

  importState: (context) =>
    reported(async () => {
      const { id, ...state } = await importDefinition('app', context.id, context);
      return { ...state, app_id: id };
    }),
};

function idOf({ definition }: { readonly definition: string }): string {
  return parseDefinition('app', definition).id;
}
