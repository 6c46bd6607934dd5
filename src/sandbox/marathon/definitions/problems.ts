import { invalidObject } from '../errors';
import type { Problem } from './shape';

/** Collects what is wrong with an object, one entry per place as Marathon answers. */
export class Problems {
  readonly #byPath = new Map<string, string[]>();

  /** @param path '' for the object as a whole */
  add(path: string, error: string): void {
    const place = path === '' ? '/' : path;
    const errors = this.#byPath.get(place);
    if (errors === undefined) this.#byPath.set(place, [error]);
    else if (!errors.includes(error)) errors.push(error);
  }

  unless(right: boolean, path: string, error: string): void {
    if (!right) this.add(path, error);
  }

  /** Adds what is wrong with a part of the object. */
  addAll(path: string, problems: readonly Problem[]): void {
    for (const problem of problems) {
      for (const error of problem.errors)
        this.add(`${path}${problem.path === '/' ? '' : problem.path}`, error);
    }
  }

  list(): Problem[] {
    return [...this.#byPath].map(([path, errors]) => ({ path, errors }));
  }

  /** @throws ApiError 422 when anything is wrong */
  check(): void {
    if (this.#byPath.size > 0) throw invalidObject(this.list());
  }
}
