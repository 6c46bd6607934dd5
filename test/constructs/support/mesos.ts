import type { TerraformStack } from 'cdktf';
import { Hosts, MesosCluster, type MesosClusterProps } from '../../../src';
import { type SynthesizedStack, host, stackWithProvider, synth } from '../../support/stack';

export type MesosProps = Partial<Omit<MesosClusterProps, 'masters'>>;

/** Everything from what the hosts have. */
export const systemPackages = { mesos: { system: true }, marathon: { system: true } };

/** A cluster of hosts 1 to `masters`, with agents on the next ones, and what it becomes. */
export function synthesizedMesos(masters: number, agents: number, props: MesosProps = {}): SynthesizedStack {
  const stack = stackWithProvider();
  mesosCluster(stack, masters, agents, props);
  return synth(stack);
}

/** A cluster of hosts 1 to `masters`, with agents on the next ones. */
export function mesosCluster(stack: TerraformStack, masters: number, agents: number, props: MesosProps = {}) {
  const hosts = Array.from({ length: masters + agents }, (_, index) => host(stack, index + 1));
  return new MesosCluster(stack, 'mesos', {
    packages: systemPackages,
    masters: Hosts.of(...hosts.slice(0, masters)),
    agents: hosts.slice(masters),
    ...props,
  });
}
