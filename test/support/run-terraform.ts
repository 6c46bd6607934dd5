import { spawnSync } from 'node:child_process';
import { findTerraform } from '../../src/cli/find-terraform';
import { scratchFolder } from './scratch';

/**
 * Runs Terraform or OpenTofu in a folder, with nothing of this machine's configuration, and returns what
 * it printed.
 */
export function runTerraform(folder: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
  const binary = findTerraform(process.env);
  if (binary === undefined) throw new Error('these tests need terraform or tofu on the PATH');
  const { status, stdout, stderr } = spawnSync(binary, args, {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: scratchFolder(),
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      ...env,
    },
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`terraform ${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}
