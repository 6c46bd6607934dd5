import { readFile, readdir } from 'node:fs/promises';

/** Kills the provider that this Terraform has started, as the kernel would for want of memory. */
export async function killProviderOf(terraform: number): Promise<void> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (parent === terraform && command.includes('terraform-provider-fleetwright')) {
      process.kill(Number(entry), 'SIGKILL');
    }
  }
}
