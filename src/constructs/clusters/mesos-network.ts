import type { Construct } from 'constructs';
import { ClusterNetwork, type ClusterPeer, ClusterRole, type ClusterTraffic } from '../hosts/cluster-network';
import type { AgentSettings, MesosSettings } from './mesos-settings';

/** The ports that mesos-agent offers when nothing is said. */
const OFFERED: readonly PortRange[] = [{ from: 31_000, to: 32_000 }];

interface PortRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The hosts of a cluster and what passes between them. Masters, ZooKeeper and Marathon are its control planes. Tasks listen
 * on ports that their agent offers, and Marathon, other tasks and load balancers ask there.
 */
export class MesosNetwork {
  private readonly network: ClusterNetwork;
  private readonly traffic: ClusterTraffic[];

  constructor(cluster: Construct, settings: MesosSettings) {
    const { masterPort = 5050, agentPort = 5051, marathonPort = 8080, peerCidrs = [] } = settings;
    const to = ClusterRole.CONTROL_PLANE;
    this.traffic = [
      { ...tcp(masterPort), to, description: 'Mesos masters' },
      { ...tcp(2181), to, description: 'ZooKeeper' },
      { ...tcp(marathonPort), to, description: 'Marathon' },
      // ZooKeeper's election, the masters' log, and a framework that masters call back at a port of its own.
      { ...tcp(1024, 65_535), to, from: to, description: 'Control planes of Mesos' },
      { ...tcp(agentPort), description: 'Mesos agents' },
    ];
    this.network = new ClusterNetwork(cluster, {
      traffic: this.traffic,
      podRanges: [],
      peerRanges: peerCidrs.map((cidr): ClusterPeer => ({ cidr, description: 'from elsewhere' })),
      forwardsPods: false,
    });
  }

  public joinServices(hosts: Parameters<ClusterNetwork['join']>[0]): void {
    this.network.join(hosts, ClusterRole.CONTROL_PLANE);
  }

  public joinAgents(hosts: Parameters<ClusterNetwork['join']>[0], { resources }: AgentSettings): void {
    for (const range of offeredPorts(resources)) this.open(range);
    this.network.join(hosts, ClusterRole.WORKER);
  }

  /** Mesos-DNS, and where Marathon asks whether it is well. */
  public openDns(): void {
    const description = 'Mesos-DNS';
    this.traffic.push(
      { ...tcp(53), description },
      { protocol: 'udp', fromPort: 53, toPort: 53, description },
      { ...tcp(8123), description },
    );
    this.network.update();
  }

  /** Service ports, which Marathon chooses from 10000 to 20000, and where it asks whether HAProxy is well. */
  public openLoadBalancer(): void {
    const description = 'Load balancer of Mesos';
    this.traffic.push({ ...tcp(9090), description }, { ...tcp(10_000, 20_000), description });
    this.network.update();
  }

  private open({ from, to }: PortRange): void {
    const known = this.traffic.some(({ description, fromPort, toPort }) =>
      description === TASKS ? fromPort === from && toPort === to : false,
    );
    if (known) return;
    for (const protocol of ['tcp', 'udp'])
      this.traffic.push({ protocol, fromPort: from, toPort: to, description: TASKS });
  }
}

const TASKS = 'Tasks of Mesos';

/** The ports in the resources of an agent; of those that are known only after an apply, none. */
function offeredPorts(resources: AgentSettings['resources']): readonly PortRange[] {
  const texts = Object.entries(resources ?? {})
    .filter(([name]) => /^ports(\(|$)/.test(name))
    .map(([, value]) => value);
  if (texts.length === 0) return OFFERED;
  return texts.flatMap((text) =>
    [...text.matchAll(/(\d+)-(\d+)/g)].map(([, from, to]) => ({ from: Number(from), to: Number(to) })),
  );
}

function tcp(fromPort: number, toPort = fromPort): { protocol: string; fromPort: number; toPort: number } {
  return { protocol: 'tcp', fromPort, toPort };
}
