import { hostname } from 'node:os';
import type { HostShell } from '../bootstrap';
import type { AzureSubscription } from '../drivers/azure';
import type { Ec2Account } from '../drivers/ec2';
import type { KubernetesApi } from '../drivers/kubernetes';
import type { MarathonApi } from '../drivers/marathon';
import type { HostKeyPolicy, SshConnection, SshCredential, SshPool, SshTarget } from '../drivers/ssh';
import { DiagnosticError, type Logger, type Path } from '../tfplugin';
import { AzureConfigurations } from './azure/configurations';
import type { ProviderConfiguration } from './configuration';
import { DomainTurns } from './domain-turns';
import { Ec2Configurations } from './ec2/configurations';
import { KeyedMutex } from './keyed-mutex';
import { SharedApis } from './shared-apis';
import { SharedHolds } from './shared-holds';
import { OrderedTurns } from './ordered-turns';
import { ComingServices } from './services/coming-services';
import { userName } from './user-name';

/** A host as resources hold it. */
export interface HostReference {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly credential: string;
  readonly host_key: string;
}

/** How long to wait for a machine that does not answer. */
export type Patience =
  /** It may still be booting: five minutes. */
  | 'booting'
  /** It should be there: ten seconds. */
  | 'running'
  /** It may be dead for good, and is about to be given up: half a minute. */
  | 'leaving';

/** The connection of the moment, and the shell that replaces it when it is lost. */
export interface ReachedHost {
  readonly connection: SshConnection;
  readonly shell: HostShell;
}

const PATIENCE_MS: Readonly<Record<Patience, number>> = {
  booting: 300_000,
  running: 10_000,
  leaving: 30_000,
};

/** How long a host that did not answer is not asked again, unless it may be booting. */
const SILENCE_MS = 60_000;

/**
 * What lives as long as one run of the provider: the SSH connections, one per host, the APIs of clusters, and the turns
 * that operations on one cluster take. Drivers are loaded when a resource first needs them.
 */
export class Session {
  /** Control planes join and leave a cluster one at a time: etcd's membership changes race otherwise. */
  readonly clusterTurns = new KeyedMutex();
  /** Changes of one ensemble, of one cluster's masters, or of one Marathon's instances: one at a time, in the order that is safe. */
  readonly serviceTurns = new OrderedTurns();
  /** What a plan need not look for. */
  readonly comingServices = new ComingServices();
  /** Agents of one cluster are disturbed one failure domain at a time. */
  readonly agentTurns = new DomainTurns();
  /** What keeps other runs from agents, which those of one failure domain have together. */
  readonly agentLocks = new SharedHolds();
  readonly clusterApis = new SharedApis<KubernetesApi>();
  readonly marathonApis = new SharedApis<MarathonApi>();
  /** Those that were waited for and did not come back in this run. */
  readonly lostMarathons = new Set<string>();
  /** Apps and groups that this run has made: a second resource that declares one would take it for its own. */
  readonly madeOnMarathon = new Set<string>();
  private readonly accounts: Ec2Configurations;
  private readonly subscriptions: AzureConfigurations;
  private pool: Promise<SshPool> | undefined;
  /** Hosts that gave no answer a moment ago: not everything that needs them has to find out by itself. */
  private readonly silent = new Map<string, { readonly until: number; readonly error: unknown }>();

  constructor(
    readonly configuration: ProviderConfiguration,
    readonly log: Logger,
  ) {
    this.accounts = new Ec2Configurations(configuration.ec2 ?? {});
    this.subscriptions = new AzureConfigurations(configuration.azure ?? {});
  }

  /** Who holds a lock on a host, for other operators to read. */
  get operator(): string {
    return `${userName()}@${hostname()}`;
  }

  /** Connects, waiting as long as `patience` says, to a host whose key is pinned. */
  reach(host: HostReference, patience: Patience, signal: AbortSignal): Promise<ReachedHost> {
    return this.reachWith(host, { kind: 'pinned', keys: [host.host_key] }, patience, signal);
  }

  /**
   * As {@link reach}, for a host whose key comes from elsewhere.
   *
   * @param patience Also in milliseconds, for a host that may be booting.
   */
  async reachWith(
    host: Omit<HostReference, 'host_key'>,
    hostKeys: HostKeyPolicy,
    patience: Patience | number,
    signal: AbortSignal,
  ): Promise<ReachedHost> {
    const target: SshTarget = {
      address: host.address,
      port: host.port,
      user: host.user,
      hostKeys,
      credential: this.credential(host.credential),
    };
    const [pool, { sshShell }] = await Promise.all([this.loadPool(), import('../bootstrap/index.js')]);
    const key = `${host.address}:${String(host.port)}`;
    const silence = this.silent.get(key);
    const mayBoot = patience === 'booting' || typeof patience === 'number';
    const bootDeadlineMs = typeof patience === 'number' ? patience : PATIENCE_MS[patience];
    if (!mayBoot && silence !== undefined && silence.until > Date.now()) throw silence.error;
    try {
      const connection = await pool.acquire(target, { signal, bootDeadlineMs });
      this.silent.delete(key);
      return { connection, shell: sshShell(pool, target) };
    } catch (error) {
      const { SshUnreachableError } = await import('../drivers/ssh/index.js');
      if (error instanceof SshUnreachableError)
        this.silent.set(key, { until: Date.now() + SILENCE_MS, error });
      throw error;
    }
  }

  /**
   * @param path The attribute that names the credential.
   * @throws DiagnosticError when the provider block has none of that name.
   */
  credential(name: string, path: Path = []): SshCredential {
    const credentials = this.configuration.ssh_credentials ?? {};
    const found = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    if (found === undefined) {
      const known = Object.keys(credentials);
      throw new DiagnosticError(
        `no SSH credential is named "${name}"`,
        known.length === 0
          ? `add ssh_credentials = { ${name} = { private_key_file = "~/.ssh/id_ed25519" } } to the provider block`
          : `the provider block's ssh_credentials has ${known.map((one) => `"${one}"`).join(', ')}`,
        path,
      );
    }
    if (found.private_key_file !== null) {
      return {
        kind: 'key-file',
        privateKeyFile: found.private_key_file,
        ...(found.passphrase_file === null ? {} : { passphraseFile: found.passphrase_file }),
      };
    }
    return { kind: 'agent', ...(found.agent_socket === null ? {} : { socket: found.agent_socket }) };
  }

  /**
   * The account and region of that name; what all resources in it share (limits, batches) is there once.
   *
   * @throws DiagnosticError when the provider block has none of that name.
   */
  ec2(name: string, path: Path = ['configuration']): Promise<Ec2Account> {
    return this.accounts.get(name, path);
  }

  /** Like {@link ec2}, without loading anything: for plans. */
  requireEc2(name: string, path: Path = ['configuration']): void {
    this.accounts.require(name, path);
  }

  /**
   * The subscription of that name; what all resources in it share (its limit) is there once.
   *
   * @throws DiagnosticError when the provider block has none of that name.
   */
  azure(name: string, path: Path = ['configuration']): Promise<AzureSubscription> {
    return this.subscriptions.get(name, path);
  }

  /** Like {@link azure}, without loading anything: for plans. */
  requireAzure(
    name: string,
    path: Path = ['configuration'],
  ): NonNullable<ProviderConfiguration['azure']>[string] {
    return this.subscriptions.require(name, path);
  }

  async close(): Promise<void> {
    await Promise.all([this.clusterApis.close(), this.marathonApis.close()]);
    const pool = await this.pool;
    await Promise.all([pool?.closeAll(), this.accounts.close(), this.subscriptions.close()]);
  }

  private loadPool(): Promise<SshPool> {
    this.pool ??= import('../drivers/ssh/index.js').then(({ SshPool }) => new SshPool({}));
    return this.pool;
  }
}
