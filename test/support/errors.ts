import { FleetwrightError } from '../../src';

/** The code of the error that a function throws. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FleetwrightError) return error.code;
    throw error;
  }
  return 'no error';
}
