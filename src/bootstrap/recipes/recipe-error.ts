/**
 * A recipe cannot be made for this host or from these parameters. Nothing has been changed. `field` names
 * the parameter at fault, in the resource's spelling ("packages.bundle"), or is undefined when the host itself is.
 */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
