import { TestHosts } from './hosts';
import { ensureContainers } from './toolchain';

const usage = `usage: node test/e2e/harness/main.mjs <command>
  hosts start NAME [COUNT]   start hosts that stay until "hosts stop NAME"; prints them as JSON
  hosts stop NAME
`;

export async function main(args: readonly string[]): Promise<void> {
  const [command, action, name, count] = args;
  if (command === 'hosts' && action === 'start' && name !== undefined) {
    const fleet = await TestHosts.start({ count: Number(count ?? '3'), prefix: name, keepAs: name });
    const hosts = fleet.hosts.map((host) => ({
      name: host.name,
      address: host.address,
      user: host.user,
      hostKey: host.hostKey,
      container: host.container,
    }));
    process.stdout.write(`${JSON.stringify({ keyFile: fleet.keyFile, hosts }, undefined, 2)}\n`);
    return;
  }
  if (command === 'hosts' && action === 'stop' && name !== undefined) {
    await ensureContainers();
    await TestHosts.remove(name);
    return;
  }
  process.stderr.write(usage);
  process.exitCode = 2;
}
