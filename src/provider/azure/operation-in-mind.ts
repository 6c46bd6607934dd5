import { isAzureError } from '../../drivers/azure';
import type { PrivateState } from '../../tfplugin';

const OPERATION = 'operation';

/** Of an import: all that Azure tells is taken over. */
export const IMPORTED = 'imported';

/**
 * Keeps the URL of an operation that is under way beside the state: an apply that is interrupted leaves it there, and
 * the next one waits for its end before it does anything else.
 */
export function keepInMind(remembered: PrivateState): (url: string | undefined) => void {
  return (url) => {
    if (url === undefined) remembered.delete(OPERATION);
    else remembered.set(OPERATION, url);
  };
}

/** Waits for what an interrupted apply has left under way. How it ended is for the resource itself to tell. */
export async function finishInMind(
  remembered: PrivateState,
  resume: (url: string) => Promise<void>,
): Promise<void> {
  const url = remembered.get(OPERATION);
  if (typeof url !== 'string') return;
  try {
    await resume(url);
  } catch (error) {
    if (!isAzureError(error) || isAzureError(error, 'interrupted', 'timeout', 'credentials')) throw error;
  }
  remembered.delete(OPERATION);
}
