import { isUnknown, type Diagnostics, type Planned } from '../../tfplugin';
import type { marathonAppSchema } from '../schemas/marathon-app';
import { exactlyOne } from '../validation/exactly-one';

/** Checks across the attributes of `access`; values may be unknown. */
export function validateAccess(
  access: Planned<typeof marathonAppSchema>['access'],
  diagnostics: Diagnostics,
): void {
  if (access === null || isUnknown(access)) return;
  const { hosts, url } = access;
  const { verdict } = exactlyOne({ hosts, url });
  if (verdict !== 'none' && verdict !== 'several') return;
  diagnostics.error(
    ['access'],
    `access names one Marathon, and ${verdict === 'none' ? 'none is named' : 'two are named'}`,
    'set either access.hosts or access.url',
  );
}
