import type { Problems } from './problems';

export const constraintOperators = [
  'UNIQUE',
  'CLUSTER',
  'GROUP_BY',
  'LIKE',
  'UNLIKE',
  'MAX_PER',
  'IS',
] as const;

export function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** Field, operator and value of a constraint on where instances run. */
export function checkConstraint(constraint: readonly string[], path: string, problems: Problems): void {
  const [, operator = '', value] = constraint;
  const isNumber = value !== undefined && /^-?\d+$/.test(value);
  switch (operator) {
    case 'UNIQUE':
      problems.unless(value === undefined, path, 'Value specified but not used');
      return;
    case 'CLUSTER':
    case 'IS':
      problems.unless(value !== undefined, path, 'Missing value');
      return;
    case 'GROUP_BY':
      problems.unless(value === undefined || isNumber, path, 'Value was specified but is not a number');
      return;
    case 'MAX_PER':
      problems.unless(isNumber, path, 'Value was not specified or is not a number');
      return;
    case 'LIKE':
    case 'UNLIKE':
      if (value === undefined) problems.add(path, 'A regular expression value must be provided');
      else problems.unless(isPattern(value), path, `'${value}' is not a valid regular expression`);
      return;
    default:
      problems.add(
        path,
        'Constraint operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS',
      );
  }
}
