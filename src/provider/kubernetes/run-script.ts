import type { HostShell } from '../../bootstrap';
import type { Script } from '../../bootstrap/recipes/kubernetes';

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
    throw new Error(`${shell.target.address}: cannot ${script.description}`, { cause: error });
  }
}
