import { ensureBundle } from './bundle';
import { TestHosts } from './hosts';
import { ensureMesosPackages } from './mesos-packages';
import { prepareMachine } from './prepare';
import { ensureBinaries } from './releases';
import { ensureContainers } from './toolchain';

const usage = `usage: node test/e2e/harness/main.mjs <command>
  hosts start NAME [COUNT]   start hosts that stay until "hosts stop NAME"; prints them as JSON
  hosts stop NAME
  hosts prune                removes hosts whose test process is gone
  prepare                    installs and builds everything the end-to-end tests need
  mesos                      makes the packages of Mesos and Marathon; prints their folder
  binaries                   builds kube-apiserver and its like and etcd; prints their folders as JSON
  bundle                     builds the offline Kubernetes bundle; prints its folder
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
  if (command === 'hosts' && action === 'prune') {
    await ensureContainers();
    await TestHosts.removeStale();
    return;
  }
  if (command === 'prepare') {
    await prepareMachine();
    return;
  }
  if (command === 'bundle') {
    process.stdout.write(`${await ensureBundle()}\n`);
    return;
  }
  if (command === 'mesos') {
    process.stdout.write(`${await ensureMesosPackages()}\n`);
    return;
  }
  if (command === 'binaries') {
    process.stdout.write(`${JSON.stringify(await ensureBinaries(), undefined, 2)}\n`);
    return;
  }
  process.stderr.write(usage);
  process.exitCode = 2;
}
