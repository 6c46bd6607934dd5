/**
 * Where in a configuration or state something is: attribute names, map keys and list indices from the
 * outside in, `['host', 'address']` or `['hosts', 0, 'address']`. The empty path is the whole resource.
 */
export type Path = readonly (string | number)[];

/** As a user would write it: `hosts[0].address`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
