import { Token } from 'cdktf';
import { field } from '../field';
import { type Fields, type Problem, first, isFields, quote } from './checks';
import { elements, isNumber, textOf } from './parts';

/** Persistent volumes, and what they ask of the app. */
export function volumeRules({
  container,
  upgradeStrategy,
  unreachableStrategy,
}: Fields): Problem | undefined {
  const volumes = elements(field(container, 'volumes'));
  const persistent = volumes.some((volume) => isFields(field(volume, 'persistent')));
  return first([
    ...volumes.map((volume, index) => () => persistentRules(volume, `container.volumes[${index}]`)),
    () => (persistent ? statefulRules(upgradeStrategy, unreachableStrategy) : undefined),
  ]);
}

function persistentRules(volume: unknown, path: string): Problem | undefined {
  const persistent = field(volume, 'persistent');
  if (!isFields(persistent)) return undefined;
  const folder = textOf(volume, 'containerPath') ?? '';
  if (!Token.isUnresolved(folder) && folder.includes('/'))
    return {
      path: `${path}.containerPath`,
      problem: `must be one name in the sandbox, without "/", is ${quote(folder)}`,
    };
  const { size, maxSize, type, constraints } = persistent;
  if (isNumber(size) && size <= 0)
    return { path: `${path}.persistent.size`, problem: `must be more than 0 MiB, is ${size}` };
  if (isNumber(size) && isNumber(maxSize)) {
    if (type !== 'mount')
      return { path: `${path}.persistent.maxSize`, problem: 'is for volumes of the type mount' };
    if (maxSize <= size)
      return {
        path: `${path}.persistent.maxSize`,
        problem: `must be more than size (${size}), is ${maxSize}`,
      };
  }
  const stray = elements(constraints).find((constraint) => {
    const operator = elements(constraint)[1];
    return !Token.isUnresolved(operator) && operator !== 'LIKE' && operator !== 'UNLIKE';
  });
  return stray === undefined
    ? undefined
    : {
        path: `${path}.persistent.constraints`,
        problem: `has ${quote(stray)}; a volume takes LIKE and UNLIKE`,
      };
}

/** An instance keeps its volume, so that it cannot be started anew beside itself or elsewhere. */
function statefulRules(upgradeStrategy: unknown, unreachableStrategy: unknown): Problem | undefined {
  const over = field(upgradeStrategy, 'maximumOverCapacity');
  if (isNumber(over) && over > 0)
    return {
      path: 'upgradeStrategy.maximumOverCapacity',
      problem: `must be 0 for an app with persistent volumes, is ${over}`,
    };
  const least = field(upgradeStrategy, 'minimumHealthCapacity');
  if (isNumber(least) && least > 0.5)
    return {
      path: 'upgradeStrategy.minimumHealthCapacity',
      problem: `must be at most 0.5 for an app with persistent volumes, is ${least}`,
    };
  return isFields(unreachableStrategy)
    ? { path: 'unreachableStrategy', problem: 'must be "disabled" for an app with persistent volumes' }
    : undefined;
}
