import type { Agent } from '../../../../src/sandbox/mesos';
import type { TestCluster } from './cluster';

/** As in the recordings: the second one came first. */
export async function startAgents(
  cluster: TestCluster,
): Promise<{ readonly a1: string; readonly a2: string }> {
  await startAgent1(cluster);
  await cluster.until('the first agent is registered', () => cluster.agents.get('5051')?.registered === true);
  const second = await startAgent2(cluster);
  await cluster.until('the second agent is registered', () => second.registered);
  return { a1: cluster.agents.get('5051')?.id ?? '', a2: second.id ?? '' };
}

export function startAgent1(cluster: TestCluster): Promise<Agent> {
  return cluster.startAgent(5051, {
    attributes: 'rack:r1;disk:ssd',
    resources: 'cpus:4;mem:4096;disk:10000;ports:[31000-32000]',
  });
}

export function startAgent2(cluster: TestCluster): Promise<Agent> {
  return cluster.startAgent(5052, {
    attributes: 'rack:r2;disk:hdd;level:10;ports_attr:[1-5,8-9]',
    resources: 'cpus:2;mem:2048;disk:5000;ports:[32001-33000]',
  });
}

/** The framework of the recordings that holds tasks. */
export const HOLDER = {
  user: 'root',
  name: 'holder',
  failover_timeout: 60,
  checkpoint: false,
  roles: ['*'],
  capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
};

/** The framework of the command line. */
export const EXECUTE = {
  user: 'root',
  name: 'mesos-execute instance',
  failover_timeout: 0,
  checkpoint: false,
  role: '*',
  capabilities: [
    { type: 'RESERVATION_REFINEMENT' },
    { type: 'TASK_KILLING_STATE' },
    { type: 'REVOCABLE_RESOURCES' },
    { type: 'PARTITION_AWARE' },
  ],
};

export function task(id: string, command: string, resources: Readonly<Record<string, number>>): object {
  return {
    name: id,
    task_id: { value: id },
    resources: Object.entries(resources).map(([name, value]) => ({
      name,
      type: 'SCALAR',
      scalar: { value },
    })),
    command: { shell: true, value: command },
  };
}
