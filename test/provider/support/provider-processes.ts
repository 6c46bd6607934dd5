import { readFile, readdir } from 'node:fs/promises';

/** The providers that this Terraform has started. */
export async function providersOf(terraform: number): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (parent === terraform && command.includes('terraform-provider-fleetwright')) found.push(Number(entry));
  }
  return found;
}

/** Kills the provider that this Terraform has started, as the kernel would for want of memory. */
export async function killProviderOf(terraform: number): Promise<void> {
  for (const provider of await providersOf(terraform)) process.kill(provider, 'SIGKILL');
}

/** Kills Terraform itself, and waits until the providers it leaves behind have come to their end. */
export async function killTerraform(terraform: number): Promise<void> {
  const orphans = await providersOf(terraform);
  process.kill(terraform, 'SIGKILL');
  while ((await Promise.all(orphans.map(isRunning))).includes(true)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  const [state] = stat.slice(stat.lastIndexOf(')') + 2);
  return state !== undefined && state !== 'Z';
}
