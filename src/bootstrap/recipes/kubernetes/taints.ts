import { RecipeError } from '../recipe-error';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Parses `key=value:Effect` and `key:Effect`. Throws {@link RecipeError} naming the taint. */
export function parseTaints(taints: readonly string[]): readonly Taint[] {
  return taints.map((text) => {
    const match = /^([A-Za-z0-9][\w./-]*)(?:=([\w.-]*))?:(\w+)$/.exec(text);
    const [, key, value, effect] = match ?? [];
    if (key === undefined || effect === undefined || !effects.includes(effect)) {
      throw new RecipeError(
        `taint "${text}" must be "key=value:Effect" or "key:Effect" with one of the effects ${effects.join(', ')}`,
        'taints',
      );
    }
    return { key, ...(value === undefined || value === '' ? {} : { value }), effect };
  });
}
