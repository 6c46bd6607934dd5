import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHostImage } from './host-image';
import { isRunning, processIdentity } from './process-identity';
import { progress } from './progress';
import { run, tryRun } from './run-command';
import { TestHost } from './test-host';
import { ensureContainers } from './toolchain';

const ownerLabel = 'dev.fleetwright.test.owner';
/** Of a network: where the key of its hosts is. */
const folderLabel = 'dev.fleetwright.test.folder';

export interface TestHostsOptions {
  readonly count: number;
  /** Hosts are called `<prefix>-1`, `<prefix>-2`, … Default `host`. */
  readonly prefix?: string;
  /** The hosts outlive this process under this name; the next start under the same name removes them. */
  readonly keepAs?: string;
}

/** Real Debian machines on a network of their own; nothing on them but sshd and what a plain server has. */
export class TestHosts {
  readonly hosts: TestHost[] = [];

  private constructor(
    /** The private key (ed25519, no passphrase) that opens the account of every host. */
    readonly keyFile: string,
    private readonly folder: string,
    private readonly owner: string,
    private readonly network: string,
    private readonly subnetPrefix: string,
    private readonly image: string,
    private readonly prefix: string,
  ) {}

  /** Starts the hosts and waits until each of them is booted and its sshd answers. */
  static async start(options: TestHostsOptions): Promise<TestHosts> {
    await ensureContainers();
    const image = await ensureHostImage();
    await TestHosts.removeStale();
    if (options.keepAs !== undefined) await TestHosts.remove(options.keepAs);

    const owner =
      options.keepAs === undefined
        ? `process:${processIdentity(process.pid) ?? ''}`
        : `kept:${options.keepAs}`;
    const folder = mkdtempSync(join(tmpdir(), 'fleetwright-hosts-'));
    const keyFile = join(folder, 'id_ed25519');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'fleetwright-test', '-f', keyFile]);
    writeFileSync(join(folder, 'resolv.conf'), upstreamResolvers());
    const id = folder.slice(-6).toLowerCase();
    const { network, subnetPrefix } = await createNetwork(`fleetwright-${id}`, owner, folder);
    const fleet = new TestHosts(
      keyFile,
      folder,
      owner,
      network,
      subnetPrefix,
      image,
      options.prefix ?? 'host',
    );
    try {
      await Promise.all(Array.from({ length: options.count }, () => fleet.addHost()));
    } catch (error) {
      await fleet.stop();
      throw error;
    }
    return fleet;
  }

  /** This machine, as the hosts see it. */
  get gateway(): string {
    return `${this.subnetPrefix}.1`;
  }

  /** One more host, by default `<prefix>-<next number>`. */
  async addHost(name?: string): Promise<TestHost> {
    const number = this.hosts.length + 1;
    const host = new TestHost({
      name: name ?? `${this.prefix}-${String(number)}`,
      container: `${this.network}-${name ?? String(number)}`,
      address: `${this.subnetPrefix}.${String(10 + number)}`,
      keyFile: this.keyFile,
    });
    this.hosts.push(host);
    await host.create({
      image: this.image,
      network: this.network,
      labels: [`${ownerLabel}=${this.owner}`],
      resolvConf: join(this.folder, 'resolv.conf'),
    });
    return host;
  }

  /** Removes the hosts, their disks, their network and their key. */
  async stop(): Promise<void> {
    await removeOwned(this.owner, this.network);
  }

  /** Removes the hosts of runs whose process is gone. */
  static async removeStale(): Promise<void> {
    const format = ['--format', `{{.Label "${ownerLabel}"}}`, '--filter', `label=${ownerLabel}`];
    const owners = [
      await run('docker', ['ps', '-a', ...format]),
      await run('docker', ['network', 'ls', ...format]),
    ];
    for (const owner of new Set(owners.join('\n').split('\n'))) {
      const [, identity] = /^process:(.+)$/.exec(owner) ?? [];
      if (identity === undefined || isRunning(identity)) continue;
      progress(`removing what an earlier run left (${owner})`);
      await removeOwned(owner);
    }
  }

  /** Removes hosts that were kept under this name. */
  static async remove(keepAs: string): Promise<void> {
    await removeOwned(`kept:${keepAs}`);
  }
}

async function removeOwned(owner: string, network?: string): Promise<void> {
  const owned = ['--filter', `label=${ownerLabel}=${owner}`];
  const ofNetwork = network === undefined ? [] : [network];
  const containers = await run('docker', [
    ...['ps', '-aq', ...owned],
    ...ofNetwork.flatMap((name) => ['--filter', `network=${name}`]),
  ]);
  if (containers !== '') await run('docker', ['rm', '-fv', ...containers.split('\n')]);
  const networks = await run('docker', [
    ...['network', 'ls', '-q', ...owned],
    ...ofNetwork.flatMap((name) => ['--filter', `name=${name}`]),
  ]);
  if (networks === '') return;
  const ids = networks.split('\n');
  const format = ['--format', `{{index .Labels "${folderLabel}"}}`];
  const folders = await run('docker', ['network', 'inspect', ...format, ...ids]);
  await run('docker', ['network', 'rm', ...ids]);
  for (const folder of folders.split('\n').filter((path) => path.startsWith(tmpdir()))) {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first free one of the /24 networks in 172.30.0.0/16. */
async function createNetwork(
  network: string,
  owner: string,
  folder: string,
): Promise<{ network: string; subnetPrefix: string }> {
  for (let third = 0; third < 256; third++) {
    const subnetPrefix = `172.30.${String(third)}`;
    const labels = ['--label', `${ownerLabel}=${owner}`, '--label', `${folderLabel}=${folder}`];
    const result = await tryRun('docker', [
      'network',
      'create',
      '--subnet',
      `${subnetPrefix}.0/24`,
      ...labels,
      network,
    ]);
    if (result.status === 0) return { network, subnetPrefix };
    if (!/overlaps|already exists|is already in use/.test(result.stderr))
      throw new Error(result.stderr.trim());
  }
  throw new Error('no free network in 172.30.0.0/16; remove unused ones with "docker network prune"');
}

/** Name servers a container can reach: a resolver on the loopback of this machine is nothing to it. */
function upstreamResolvers(): string {
  const candidates = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'];
  const contents = candidates.flatMap((path) => {
    try {
      return [readFileSync(path, 'utf8')];
    } catch {
      return [];
    }
  });
  const lines = contents.map((content) =>
    content
      .split('\n')
      .filter((line) => /^(nameserver|search|options)/.test(line) && !/\s(127\.|::1)/.test(line)),
  );
  const usable = lines.find((list) => list.some((line) => line.startsWith('nameserver'))) ?? [];
  return `${usable.join('\n')}\n`;
}
