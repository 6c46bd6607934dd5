import { converge, gatherFacts, type HostShell, sshShell } from '../../../../src/bootstrap';
import {
  caCertificateHash,
  type ControlPlaneParams,
  controlPlaneOperations,
  deleteJoinToken,
  JOIN_OPERATION,
  type JoinParams,
  mintJoinToken,
  newCertificateKey,
  nodeBaseOperations,
  nodeOperations,
  parseJoinToken,
  readCaCertificate,
  removeOperations,
  type Script,
  uploadCertificates,
} from '../../../../src/bootstrap/recipes/kubernetes';
import { SshPool } from '../../../../src/drivers/ssh';
import type { Machine } from '../../../../src/sandbox/hosts';
import type { Park } from './park';

const shared = {
  version: '1.34.4',
  packages: { kind: 'apt' },
  podNetwork: 'bridge',
  podCidr: '10.244.0.0/16',
} as const;

type Mode = 'check' | 'apply';

/** Makes hosts of a cluster with the product's own recipe, over its own SSH driver. */
export class KubernetesHosts {
  private readonly pool = new SshPool({ bootDeadlineMs: 20_000 });
  private caHash = '';

  constructor(
    private readonly park: Park,
    private readonly user = 'root',
  ) {}

  shell(machine: Machine): HostShell {
    return sshShell(this.pool, this.park.target(machine, this.user));
  }

  close(): Promise<void> {
    return this.pool.closeAll();
  }

  async run(machine: Machine, { text }: Script): Promise<string> {
    const { stdout } = await this.shell(machine).run(text, { sudo: true });
    return stdout;
  }

  /** What a script prints, however it ends. */
  async sh(machine: Machine, script: string): Promise<string> {
    const connection = await this.pool.acquire(this.park.target(machine, this.user));
    const { stdout } = await connection.run(script, { okExitCodes: 'any', sudo: true });
    return stdout.trim();
  }

  async controlPlane(machine: Machine, mode: Mode, params: Partial<ControlPlaneParams> = {}) {
    const shell = this.shell(machine);
    const facts = await gatherFacts(shell);
    const operations = controlPlaneOperations(facts, { ...shared, serviceCidr: '10.96.0.0/12', ...params });
    const report = await converge(shell, operations, { mode });
    this.caHash = caCertificateHash(await this.run(machine, readCaCertificate()));
    return report;
  }

  /** Joins, or says what is to be done. */
  async node(machine: Machine, through: Machine, role: JoinParams['role'], mode: Mode) {
    const shell = this.shell(machine);
    const facts = await gatherFacts(shell);
    const params: JoinParams = {
      ...shared,
      role,
      endpoint: `${through.addresses[0] ?? ''}:6443`,
      caCertificateHash: this.caHash,
    };
    const look = await converge(shell, nodeOperations(facts, params), { mode: 'check' });
    if (mode === 'check' || look.pending.length === 0) return look;
    if (!look.pending.some(({ id }) => id === JOIN_OPERATION)) {
      return converge(shell, nodeOperations(facts, params), { mode });
    }
    await converge(shell, nodeBaseOperations(facts, params), { mode });
    const token = parseJoinToken(await this.run(through, mintJoinToken(machine.name)));
    const certificateKey = newCertificateKey();
    if (role === 'control-plane') await this.run(through, uploadCertificates(certificateKey));
    try {
      const credentials = role === 'control-plane' ? { token, certificateKey } : { token };
      return await converge(shell, nodeOperations(await gatherFacts(shell), params, credentials), { mode });
    } finally {
      await this.run(through, deleteJoinToken(token));
    }
  }

  async remove(machine: Machine) {
    return converge(this.shell(machine), removeOperations({ packageManager: 'apt' }, shared), {
      mode: 'apply',
    });
  }
}
