import { converge, gatherFacts, type HostShell, sshShell } from '../../../src/bootstrap';
import {
  type ControlPlaneParams,
  controlPlaneOperations,
  deleteJoinToken,
  drainNode,
  type JoinParams,
  listEtcdMembers,
  mintJoinToken,
  newCertificateKey,
  nodeBaseOperations,
  nodeOperations,
  parseEtcdMembers,
  parseJoinToken,
  readCaCertificate,
  caCertificateHash,
  removeOperations,
  uploadCertificates,
} from '../../../src/bootstrap/recipes/kubernetes';
import { SshPool } from '../../../src/drivers/ssh';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { machinesComponent, Park } from './support/park';

jest.setTimeout(180_000);

const shared = {
  version: '1.34.4',
  packages: { kind: 'apt' },
  podNetwork: 'bridge',
  podCidr: '10.244.0.0/16',
} as const;

describeWith(machinesComponent, 'a cluster made by our recipe', () => {
  let park: Park;
  let machine: Machine;
  const pool = new SshPool();
  const controlPlane: ControlPlaneParams = { ...shared, serviceCidr: '10.96.0.0/12' };

  beforeAll(async () => {
    park = Park.withFakeClusters();
    machine = await park.boot({ name: 'cp-1' });
  });
  afterAll(async () => {
    await pool.closeAll();
    await park.close();
  });

  function shellOf(of: Machine): HostShell {
    return sshShell(pool, park.target(of));
  }

  test('comes up', async () => {
    const shell = shellOf(machine);
    const facts = await gatherFacts(shell);
    process.stderr.write(`${JSON.stringify(facts, null, 1)}\n`);
    const report = await converge(shell, controlPlaneOperations(facts, controlPlane), {
      mode: 'apply',
      onProgress: ({ id, state }) => process.stderr.write(`${Date.now() % 100000} ${id} ${state}\n`),
    });
    expect(report.pending).toEqual([]);
    process.stderr.write(park.logged.join('\n'));
  });
});
