import { describeTarget } from '../drivers/ssh/target';
import type { ProbedCommand, ProbedModule, ProbedSysctl } from './fact-probes';
import { probedModules } from './fact-probes';
import { factsScript } from './facts-script';
import type { HostShell } from './host-shell';
import { randomTag } from './random-tag';
import { serviceNames, type ServiceName } from './recipes/service/service-name';
import { splitOnce } from './split-once';

/** What a host is, read in one round trip without changing anything. */
export interface HostFacts {
  readonly hostname: string;
  /** Null when the host knows no domain of its own. */
  readonly fqdn: string | null;
  readonly os: OperatingSystem;
  /** `uname -r`. */
  readonly kernel: string;
  /** As Debian and Go call it: `amd64`, `arm64`; what is not known stays as `uname -m` says it. */
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** `/etc/machine-id`; empty when there is none. */
  readonly machineId: string;
  /** `systemd` where it runs as init, otherwise the name of process 1. */
  readonly initSystem: string;
  readonly packageManager: PackageManager | null;
  /** How the connection's user becomes root; `none` means that no operation can be applied. */
  readonly privilege: 'root' | 'sudo' | 'none';
  readonly swap: { readonly enabled: boolean; readonly entries: readonly SwapEntry[] };
  readonly cgroupVersion: 1 | 2;
  readonly addresses: readonly HostAddress[];
  /** Source address of the default route, without prefix; null when there is no default route. */
  readonly defaultAddress: string | null;
  /** Paths of the commands of `probedCommands` that the host has. */
  readonly commands: Readonly<Partial<Record<ProbedCommand, string>>>;
  readonly kernelModules: Readonly<Record<ProbedModule, KernelModuleState>>;
  /** Values of `probedSysctls`; one the kernel does not have is not in here. */
  readonly sysctls: Readonly<Partial<Record<ProbedSysctl, string>>>;
  readonly kubernetes: KubernetesFacts;
  /** Whose the services on the host are, by their own records; those without one, or that may not be read, are left out. */
  readonly services: Readonly<Partial<Record<ServiceName, HostOwnerFact>>>;
}

export interface OperatingSystem {
  /** `ID` of os-release: `debian`, `ubuntu`. */
  readonly id: string;
  readonly versionId: string;
  readonly idLike: readonly string[];
  readonly codename: string;
  readonly prettyName: string;
}

export type PackageManager = 'apt' | 'dnf' | 'yum' | 'zypper' | 'apk' | 'pacman';

export interface SwapEntry {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface HostAddress {
  readonly interface: string;
  readonly address: string;
  readonly prefix: number;
}

/** `absent` means: neither in the kernel nor loaded; `modprobe` may still find it. */
export type KernelModuleState = 'builtin' | 'loaded' | 'absent';

export interface KubernetesFacts {
  /** `/etc/kubernetes/admin.conf` exists: the host is a control-plane host. */
  readonly adminConf: boolean;
  /** `/etc/kubernetes/kubelet.conf` exists: the host has joined a cluster. */
  readonly kubeletConf: boolean;
  /** The name under which it joined; null when it has not. */
  readonly nodeName: string | null;
  /** Whose the host is, by its own record; null without one, or when the connection's user may not read it. */
  readonly owner: HostOwnerFact | null;
}

export interface HostOwnerFact {
  readonly token: string;
  /** Whether the resource with that token is in a state, so that nobody else may go on with the host. */
  readonly confirmed: boolean;
}

export interface GatherFactsOptions {
  readonly signal?: AbortSignal;
}

/** Reads a host in one round trip. Rejects when the host cannot be reached or its answer is cut short. */
export async function gatherFacts(shell: HostShell, options: GatherFactsOptions = {}): Promise<HostFacts> {
  const tag = randomTag();
  const { stdout, stderr } = await shell.run(factsScript(tag), {
    timeoutMs: 60_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const facts = new ReportedFacts(stdout, tag);
  if (facts.one('complete') !== 'yes') {
    throw new Error(
      `${describeTarget(shell.target)}: cannot read the host's facts: the answer ends early; a Linux host with a POSIX /bin/sh is needed${
        stderr.trim() === '' ? '' : `\n${stderr.trim()}`
      }`,
    );
  }
  return interpret(facts);
}

/** The lines of the script's report by key; lines without the tag are somebody else's. */
class ReportedFacts {
  private readonly values = new Map<string, string[]>();

  constructor(stdout: string, tag: string) {
    for (const line of stdout.split('\n')) {
      const [lineTag, key, ...value] = line.split('\t');
      if (lineTag !== tag || key === undefined) continue;
      this.values.set(key, [...this.all(key), value.join('\t').trim()]);
    }
  }

  all(key: string): readonly string[] {
    return this.values.get(key) ?? [];
  }

  one(key: string): string {
    return this.all(key)[0] ?? '';
  }

  /** Of the form `<name> <value>`. */
  record(key: string): Record<string, string> {
    return Object.fromEntries(this.all(key).map((line) => splitOnce(line)));
  }
}

function interpret(facts: ReportedFacts): HostFacts {
  const hostname = facts.one('hostname');
  const swapEntries = facts.all('swap').map((line) => {
    const [kib, path] = splitOnce(line);
    return { path, sizeBytes: Number(kib) * 1024 };
  });
  const modules = facts.record('module');
  return {
    hostname,
    fqdn: [hostname, ...facts.all('host-name')].find((name) => isFqdnOf(name, hostname)) ?? null,
    os: {
      id: facts.one('os-id'),
      versionId: facts.one('os-version-id'),
      idLike: facts.one('os-id-like').split(' ').filter(Boolean),
      codename: facts.one('os-codename'),
      prettyName: facts.one('os-pretty-name'),
    },
    kernel: facts.one('kernel'),
    architecture: architectures[facts.one('machine')] ?? facts.one('machine'),
    cpus: Number(facts.one('cpus')),
    memoryBytes: Number(facts.one('memory-kib')) * 1024,
    machineId: facts.one('machine-id'),
    initSystem: facts.one('init'),
    packageManager: packageManagers[facts.one('package-manager')] ?? null,
    privilege: privileges.find((one) => one === facts.one('privilege')) ?? 'none',
    swap: { enabled: swapEntries.length > 0, entries: swapEntries },
    cgroupVersion: facts.one('cgroup') === '2' ? 2 : 1,
    addresses: facts.all('address').map(parseAddress),
    defaultAddress: facts.one('default-address') || null,
    commands: facts.record('command') as Partial<Record<ProbedCommand, string>>,
    kernelModules: Object.fromEntries(
      probedModules.map((name) => [name, modules[name] ?? 'absent']),
    ) as Record<ProbedModule, KernelModuleState>,
    sysctls: facts.record('sysctl') as Partial<Record<ProbedSysctl, string>>,
    kubernetes: {
      adminConf: facts.all('kubernetes').includes('admin-conf'),
      kubeletConf: facts.all('kubernetes').includes('kubelet-conf'),
      nodeName: facts.one('node-name') || null,
      owner: parseOwner(facts.all('owner')),
    },
    services: serviceOwners(facts.record('service-owner')),
  };
}

const privileges = ['root', 'sudo', 'none'] as const;

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

const packageManagers: Readonly<Record<string, PackageManager>> = {
  'apt-get': 'apt',
  dnf: 'dnf',
  yum: 'yum',
  zypper: 'zypper',
  apk: 'apk',
  pacman: 'pacman',
};

/** The second line, where the state is, goes once the resource is in it. */
function parseOwner([token = '', state = '']: readonly string[]): HostOwnerFact | null {
  return token === '' ? null : { token, confirmed: state === '' };
}

function serviceOwners(records: Readonly<Record<string, string>>): HostFacts['services'] {
  const owners = serviceNames.map((name) => [name, parseOwner((records[name] ?? '').split(' '))] as const);
  return Object.fromEntries(owners.filter(([, owner]) => owner !== null));
}

function parseAddress(line: string): HostAddress {
  const [name, cidr] = splitOnce(line);
  const [address = '', prefix] = cidr.split('/');
  return { interface: name, address, prefix: Number(prefix ?? (address.includes(':') ? 128 : 32)) };
}

/** The name itself when it has a domain, otherwise the host's own line in /etc/hosts; not `localhost.localdomain`. */
function isFqdnOf(name: string, hostname: string): boolean {
  return name.includes('.') && (name === hostname || name.startsWith(`${hostname}.`));
}
