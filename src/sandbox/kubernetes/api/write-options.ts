import { toJson } from '../json';
import type { Json } from '../json';
import { invalid } from './status-error';

/** What a write's query says. @throws StatusError 422 */
export function writeOptionsOf(
  method: string,
  query: URLSearchParams,
): { readonly dryRun: boolean; readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore' } {
  const kinds: Readonly<Record<string, string>> = {
    POST: 'CreateOptions',
    PUT: 'UpdateOptions',
    PATCH: 'PatchOptions',
    DELETE: 'DeleteOptions',
  };
  const subject = { name: '', group: 'meta.k8s.io', kind: kinds[method] ?? 'CreateOptions' };
  const refuse = (field: string, value: Json, supported: readonly string[]) =>
    invalid(subject, [
      {
        field,
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${toJson(value)}: supported values: ${supported.map((one) => JSON.stringify(one)).join(', ')}`,
      },
    ]);
  const dryRun = query.getAll('dryRun').filter((one) => one !== '');
  if (dryRun.some((one) => one !== 'All')) throw refuse('dryRun', dryRun, ['All']);
  const asked = query.get('fieldValidation') ?? '';
  const fieldValidation = asked === '' ? 'Warn' : asked;
  if (fieldValidation !== 'Strict' && fieldValidation !== 'Warn' && fieldValidation !== 'Ignore') {
    throw refuse('fieldValidation', asked, ['', 'Ignore', 'Strict', 'Warn']);
  }
  return { dryRun: dryRun.length > 0, fieldValidation };
}
