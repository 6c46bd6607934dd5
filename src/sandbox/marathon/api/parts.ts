import type { ReadingRules } from '../definitions/read-app';
import type { Leader } from '../leader';

/** What the handlers of a leading Marathon's API work on. */
export interface ApiParts {
  readonly leader: Leader;
  readonly rules: ReadingRules;
}
