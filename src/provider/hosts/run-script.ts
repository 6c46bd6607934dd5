import type { HostShell } from '../../bootstrap';
import type { Script } from '../../bootstrap/recipes/script';
import { isUnreachable } from '../unreachable';

/** The host answered, and the program failed on it. */
export class ScriptError extends Error {}

/** Runs one of the recipe's programs as root and returns what it printed. */
export async function runScript(shell: HostShell, script: Script, signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await shell.run(script.text, {
      sudo: true,
      signal,
      timeoutMs: script.timeoutSeconds * 1000,
      secrets: script.secrets,
    });
    return stdout;
  } catch (error) {
    if (isUnreachable(error)) throw error;
    throw new ScriptError(`${shell.target.address}: cannot ${script.description}`, { cause: error });
  }
}
