import { createHash } from 'node:crypto';

/**
 * A name that Azure takes, from a construct's path: in lower case, because it is a hostname as well. Of one that is too
 * long, the end is kept and what is left out is made up for by a hash.
 */
export function azureName(path: string, most: number): string {
  const name = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name.length <= most) return name;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  const end = name.slice(-(most - hash.length - 2)).replace(/^-+/, '');
  return `x${hash}-${end}`;
}
