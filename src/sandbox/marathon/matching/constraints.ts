import { placeOf, type Agent, type Instance } from '../instances/instance';

/**
 * Whether an instance may run on an agent beside those that are placed already.
 * @param constraint field, operator and value
 */
export function meetsConstraint(
  constraint: readonly string[],
  agent: Pick<Agent, 'host' | 'attributes' | 'region' | 'zone'>,
  placed: readonly Instance[],
): boolean {
  const [field = '', operator = '', value = ''] = constraint;
  const here = placeOf(agent, field);
  // Nothing can be said of an attribute that the agent has not, but that it is unlike.
  if (here === undefined) return operator === 'UNLIKE';
  const places = placed.flatMap(({ agent: other }) => (other === undefined ? [] : [placeOf(other, field)]));
  const same = places.filter((place) => place === here).length;
  switch (operator) {
    case 'UNIQUE':
      return same === 0;
    case 'CLUSTER':
      return (value === '' || here === value) && same === places.length;
    case 'IS':
      return here === value;
    case 'LIKE':
      return new RegExp(`^(?:${value})$`).test(here);
    case 'UNLIKE':
      return !new RegExp(`^(?:${value})$`).test(here);
    case 'MAX_PER':
      return same < Number(value);
    case 'GROUP_BY':
      return isSmallestGroup(here, places, Number(value) || 0);
    default:
      return false;
  }
}

/** Groups fill up evenly: a new one is welcome, and else the smallest, once there are as many groups as expected. */
function isSmallestGroup(here: string, places: readonly (string | undefined)[], expected: number): boolean {
  const sizes = new Map<string | undefined, number>();
  for (const place of places) sizes.set(place, (sizes.get(place) ?? 0) + 1);
  const own = sizes.get(here);
  if (own === undefined) return true;
  return sizes.size >= expected && own === Math.min(...sizes.values());
}
