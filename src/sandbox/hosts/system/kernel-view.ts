import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompleteSpec } from '../machine-spec';
import type { MachineFiles } from './machine-files';

/** Made by the first network interface, so that a machine looks the same everywhere. */
const INTERFACES = ['lo', 'eth0'];

/**
 * What a machine's kernel says about itself, as it is right after the start: processors, memory, modules, settings of
 * the network. The stand-ins for modprobe, sysctl and swapoff change it, and it is forgotten when the power goes.
 */
export function resetKernelView(folder: string, files: MachineFiles, spec: CompleteSpec): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'net/ipv4'), { recursive: true });
  mkdirSync(join(folder, 'net/ipv6/conf/all'), { recursive: true });
  writeFileSync(join(folder, 'net/ipv4/ip_forward'), '0\n');
  writeFileSync(join(folder, 'net/ipv6/conf/all/forwarding'), '0\n');
  const kib = String(Math.floor(spec.memoryBytes / 1024));
  writeFileSync(
    join(folder, 'meminfo'),
    `MemTotal: ${kib} kB\nMemFree: ${kib} kB\nMemAvailable: ${kib} kB\n`,
  );
  writeFileSync(join(folder, 'swaps'), 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n');
  writeFileSync(join(folder, 'modules'), '');
  writeFileSync(join(folder, 'uptime'), '0.00 0.00\n');
  writeFileSync(join(folder, 'loadavg'), '0.00 0.00 0.00 1/1 1\n');
  files.remove('/sys');
  for (const name of INTERFACES) files.makeFolder(`/sys/class/net/${name}`);
  files.makeFolder('/sys/module');
  // Debian 12 has the unified hierarchy of control groups.
  files.write('/sys/fs/cgroup/cgroup.controllers', 'cpuset cpu io memory hugetlb pids rdma misc\n', 0o444);
  const last = spec.cpus - 1;
  files.write('/sys/devices/system/cpu/online', last === 0 ? '0\n' : `0-${String(last)}\n`, 0o444);
}

/** What is in a file of /proc/sys/net now. @param path `net/ipv4/ip_forward` */
export function readKernelSetting(folder: string, path: string): string | undefined {
  const local = join(folder, path);
  return existsSync(local) ? readFileSync(local, 'utf8').trim() : undefined;
}
