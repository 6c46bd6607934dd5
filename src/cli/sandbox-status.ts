import type { SandboxStatus } from '../sandbox/daemon';
import { table } from './table';

const KINDS = { ec2: 'EC2', azure: 'Azure', rack: 'rack' } as const;

/** For people; programs take `--json`. */
export function describeStatus(status: SandboxStatus): string {
  const { machines, clusters } = status.inventory;
  const sections = [
    table([
      ['EC2', `${status.ec2.endpoint}, region ${status.ec2.region}`],
      ['Azure', `${status.azure.endpoint}, subscription ${status.azure.subscriptionId}`],
      ['SSH key', status.ssh.keyFile],
      ['log', `${status.log} (process ${status.pid})`],
    ]),
  ];
  const { ok, reason } = status.machineSupport;
  if (!ok)
    sections.push(
      `machines cannot boot here: ${reason ?? 'unknown'}; the APIs of EC2 and Azure work without them`,
    );
  if (machines.length > 0) {
    sections.push(
      table([
        ['MACHINE', 'OF', 'HOSTNAME', 'ADDRESSES', 'SSH PORT', 'STATE', 'RUNS'],
        ...machines.map(({ name, kind, hostname, addresses, sshPort, state, activeUnits }) => [
          name,
          KINDS[kind],
          hostname,
          addresses.join(' '),
          String(sshPort),
          state,
          activeUnits.map((unit) => unit.replace(/\.service$/, '')).join(' '),
        ]),
      ]),
    );
  }
  for (const { name, version, nodes, deployments } of clusters) {
    sections.push(
      table([
        [`NODE OF ${name}`, 'ADDRESS', 'ROLE', 'STATE', 'VERSION'],
        ...nodes.map(({ name, address, role, ready }) => [
          name,
          address,
          role,
          ready ? 'Ready' : 'NotReady',
          version,
        ]),
      ]),
    );
    if (deployments.length > 0) {
      sections.push(
        table([
          ['DEPLOYMENT', 'READY'],
          ...deployments.map(({ namespace, name, replicas, ready }) => [
            `${namespace}/${name}`,
            `${ready}/${replicas}`,
          ]),
        ]),
      );
    }
  }
  if (status.faults.length > 0) {
    sections.push(
      table([
        ['FAULT', 'KIND', 'STRUCK'],
        ...status.faults.map(({ id, kind, struck }) => [id, kind, String(struck)]),
      ]),
    );
  }
  sections.push(`It is a stand-in. Not covered, and answered with an error:\n${list(status.notCovered)}`);
  return sections.join('\n\n');
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
