import { a, t } from '../../tfplugin';
import { validateDefinition } from '../validation/marathon';
import { validateDuration } from '../validation/names';
import { oneOf } from '../validation/one-of';
import { marathonAccess } from './marathon-access';

/** What `fleetwright_marathon_app` and `fleetwright_marathon_group` have in common. */
export const definitionAttributes = {
  access: a.object(marathonAccess({ replaceOnMove: true }), {
    required: true,
    description: 'Which Marathon it runs on: `hosts` or `url`.',
  }),
  definition: a.string({
    required: true,
    validate: validateDefinition,
    description:
      "What it is, as JSON in the terms of Marathon's API, with its `id`, the path from the root; another id is another one. What is left out is as Marathon has it by default.",
  }),
  timeout: a.string({
    default: '10m',
    validate: validateDuration,
    description: 'How long a deployment may take: `90s`, `10m`, `1h30m`. Marathon itself never gives up.',
  }),
  on_failure: a.string({
    default: 'keep',
    validate: oneOf('keep', 'rollback'),
    description:
      'What becomes of a deployment that fails or takes too long: `keep` leaves it as it is, `rollback` goes back to what ran before.',
  }),
  force: a.bool({
    default: false,
    description:
      'Override a deployment of others that is under way, which ends with whatever it has done by then.',
  }),
  version: a.string({ computed: true, recompute: true, description: 'Version of it that Marathon runs.' }),
  drift: a.list(t.string, {
    computed: true,
    description: 'What was found in Marathon that is not as declared; every plan aims at an empty list.',
  }),
};
