import { a, defineSchema } from '../../tfplugin';
import { definitionAttributes } from '../attributes/marathon-definition';

export const marathonAppSchema = defineSchema({
  version: 0,
  description: 'An app on Marathon: applied as a whole, and waited for until its instances are healthy.',
  attributes: {
    ...definitionAttributes,
    app_id: a.string({ computed: true, description: 'Its id, `/shop/web`.' }),
  },
});
