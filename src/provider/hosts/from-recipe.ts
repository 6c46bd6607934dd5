import { RecipeError } from '../../bootstrap/recipes/recipe-error';
import { DiagnosticError } from '../../tfplugin';

/** What a recipe refuses belongs to the attribute it names. */
export function fromRecipe<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    throw new DiagnosticError(error.message, '', error.field === undefined ? [] : error.field.split('.'), {
      cause: error,
    });
  }
}
