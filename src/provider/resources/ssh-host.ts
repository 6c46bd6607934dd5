import { gatherFacts } from '../../bootstrap';
import type { HostKeyPolicy } from '../../drivers/ssh';
import {
  DiagnosticError,
  isUnknown,
  UNKNOWN,
  type Diagnostics,
  type Known,
  type Planned,
  type Resource,
} from '../../tfplugin';
import { changedKey, isSameKey } from '../changed-host-key';
import { parseHostImportId } from '../import-id';
import { sshHostSchema } from '../schemas/ssh-host';
import type { ReachedHost, Session } from '../session';
import { unlessUnreachable } from '../unreachable';
import { exactlyOne } from '../validation/exactly-one';

type SshHost = Known<typeof sshHostSchema>;

/** What is read from the machine, and so may be otherwise on another one. */
const FACTS = [
  'hostname',
  'os_id',
  'os_version',
  'architecture',
  'cpus',
  'memory_bytes',
  'machine_id',
] as const;

/** `fleetwright_ssh_host`: a machine that exists. */
export const sshHost: Resource<typeof sshHostSchema, Session> = {
  typeName: 'fleetwright_ssh_host',
  schema: sshHostSchema,

  validate: validateHostKeySource,

  plan({ planned, prior, config, data, diagnostics, private: privateState }) {
    if (planned === null) return;
    if (typeof planned.credential === 'string') data.credential(planned.credential, ['credential']);
    if (prior === null) return;
    // A key learned once stays pinned; a host at another address is another acquaintance.
    if (config.host_key === null && planned.address !== prior.address) planned.host_key = UNKNOWN;
    const message = changedKey(privateState, prior.host_key, planned.host_key);
    if (message !== undefined) refuseChangedKey(message, prior, diagnostics);
    if (!isSameKey(planned.host_key, prior.host_key)) for (const fact of FACTS) planned[fact] = UNKNOWN;
  },

  async create({ planned, data, signal }) {
    const pinned = isUnknown(planned.host_key) ? null : planned.host_key;
    const policy = hostKeyPolicy(planned.known_hosts_file, pinned);
    return observe(await data.reachWith(planned, policy, 'booting', signal), planned, pinned, signal);
  },

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable(context, `host ${state.address}`, state, async () => {
      const policy = hostKeyPolicy(state.known_hosts_file, state.host_key);
      const reached = await data.reachWith(state, policy, 'running', signal);
      return observe(reached, state, state.host_key, signal);
    });
  },

  async update({ planned, data, signal }) {
    const pinned = isUnknown(planned.host_key) ? null : planned.host_key;
    const policy = hostKeyPolicy(planned.known_hosts_file, pinned);
    const reached = await data.reachWith(planned, policy, 'booting', signal);
    const observed = await observe(reached, planned, pinned, signal);
    // What was planned as known was read from this same machine: the next refresh shows what has changed since.
    const kept = FACTS.filter((fact) => !isUnknown(planned[fact])).map((fact) => [fact, planned[fact]]);
    return { ...observed, ...(Object.fromEntries(kept) as Partial<SshHost>) };
  },

  /** The machine was here before and stays. */
  delete: () => Promise.resolve(),

  importState: ({ id }) => Promise.resolve(parseHostImportId(id)),
};

function refuseChangedKey(message: string, state: SshHost, diagnostics: Diagnostics): void {
  const learned = state.known_hosts_file !== null || state.trust_on_first_use === true;
  diagnostics.error(
    ['host_key'],
    `host ${state.address} presents another host key than the pinned one`,
    `${message}.\nOnce you know that the new key is the host's: ${
      learned
        ? "terraform apply -refresh=false -replace=ADDRESS, with this resource's address, learns it anew"
        : 'set host_key to it'
    }. If another machine has its address, remove the host from the configuration: that works without it.`,
  );
}

function validateHostKeySource(config: Planned<typeof sshHostSchema>, diagnostics: Diagnostics): void {
  const { host_key, known_hosts_file, trust_on_first_use } = config;
  const { verdict, set } = exactlyOne({ host_key, known_hosts_file, trust_on_first_use });
  if (verdict === 'one' || verdict === 'undecided') return;
  const host = typeof config.address === 'string' ? `host "${config.address}"` : 'the host';
  diagnostics.error(
    verdict === 'none' ? [] : [set[1] ?? 'host_key'],
    verdict === 'none'
      ? `${host} has no host key`
      : `${host} has ${String(set.length)} sources of its host key`,
    `set exactly one of host_key, known_hosts_file and trust_on_first_use${verdict === 'none' ? '' : `; set are ${set.join(', ')}`}. ` +
      'A host prints its key with: cat /etc/ssh/ssh_host_ed25519_key.pub',
  );
}

function hostKeyPolicy(knownHostsFile: string | null, hostKey: string | null): HostKeyPolicy {
  if (hostKey !== null) return { kind: 'pinned', keys: [hostKey] };
  if (knownHostsFile !== null) return { kind: 'known-hosts', file: knownHostsFile };
  return { kind: 'trust-on-first-use' };
}

async function observe(
  { connection, shell }: ReachedHost,
  declared: Pick<
    SshHost,
    'address' | 'port' | 'user' | 'credential' | 'known_hosts_file' | 'trust_on_first_use'
  >,
  pinned: string | null,
  signal: AbortSignal,
): Promise<SshHost> {
  const facts = await gatherFacts(shell, { signal });
  if (facts.privilege === 'none') {
    throw new DiagnosticError(
      `user "${declared.user}" cannot become root on ${declared.address}`,
      'log in as root, or let the user run sudo without a password: echo "USER ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/fleetwright',
      ['user'],
    );
  }
  return {
    address: declared.address,
    port: declared.port,
    user: declared.user,
    credential: declared.credential,
    host_key: pinned ?? connection.hostKey,
    known_hosts_file: declared.known_hosts_file,
    trust_on_first_use: declared.trust_on_first_use,
    hostname: facts.hostname,
    os_id: facts.os.id,
    os_version: facts.os.versionId,
    architecture: facts.architecture,
    cpus: facts.cpus,
    memory_bytes: facts.memoryBytes,
    machine_id: facts.machineId,
  };
}
