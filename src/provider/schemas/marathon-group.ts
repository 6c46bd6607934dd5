import { a, defineSchema, t } from '../../tfplugin';
import { definitionAttributes } from '../attributes/marathon-definition';

export const marathonGroupSchema = defineSchema({
  version: 0,
  description:
    'A group of apps on Marathon, with the groups in it: applied as a whole in the order of its dependencies, and waited for.',
  attributes: {
    ...definitionAttributes,
    group_id: a.string({ computed: true, description: 'Its id, `/shop`.' }),
    steps: a.list(t.string, {
      computed: true,
      description:
        'What Marathon says it will do, from a dry run while planning, where Marathon can be reached.',
    }),
  },
});
