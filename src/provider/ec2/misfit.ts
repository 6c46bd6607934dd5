import type { Path } from '../../tfplugin';

/** Something of an instance that only another instance would have otherwise. */
export interface Misfit {
  readonly path: Path;
  /** What there is, quoted. */
  readonly is: string;
}

export function misfit(path: Path, is: unknown): Misfit {
  return { path, is: is === undefined || is === null ? 'unset' : JSON.stringify(is) };
}
