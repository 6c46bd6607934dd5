import { lazyResource, type Provider } from '../tfplugin';
import { providerSchema, validateProvider } from './configuration';
import { azureNetworkSchema } from './schemas/azure-network';
import { azureVirtualMachineSchema } from './schemas/azure-virtual-machine';
import { ec2InstanceSchema } from './schemas/ec2-instance';
import { ec2KeyPairSchema } from './schemas/ec2-key-pair';
import { ec2SecurityGroupSchema } from './schemas/ec2-security-group';
import { kubernetesControlPlaneSchema } from './schemas/kubernetes-control-plane';
import { kubernetesNodeSchema } from './schemas/kubernetes-node';
import { kubernetesReleaseSchema } from './schemas/kubernetes-release';
import { marathonSchema } from './schemas/marathon';
import { marathonAppSchema } from './schemas/marathon-app';
import { marathonGroupSchema } from './schemas/marathon-group';
import { mesosAgentSchema } from './schemas/mesos-agent';
import { mesosMasterSchema } from './schemas/mesos-master';
import { sshHostSchema } from './schemas/ssh-host';
import { zookeeperNodeSchema } from './schemas/zookeeper-node';
import { Session } from './session';

/** Every resource type is registered here: its schema at once, its implementation when it is first used. */
export function fleetwrightProvider(version: string): Provider<Session, typeof providerSchema> {
  return {
    name: 'fleetwright',
    address: 'fleetwright.dev/fleetwright/fleetwright',
    version,
    schema: providerSchema,
    validate: validateProvider,
    configure: (config, { log }) => Promise.resolve(new Session(config, log)),
    close: (session) => session.close(),
    resources: {
      fleetwright_ssh_host: lazyResource(
        sshHostSchema,
        async () => (await import('./resources/ssh-host.js')).sshHost,
      ),
      fleetwright_ec2_instance: lazyResource(
        ec2InstanceSchema,
        async () => (await import('./resources/ec2-instance.js')).ec2Instance,
      ),
      fleetwright_ec2_key_pair: lazyResource(
        ec2KeyPairSchema,
        async () => (await import('./resources/ec2-key-pair.js')).ec2KeyPair,
      ),
      fleetwright_ec2_security_group: lazyResource(
        ec2SecurityGroupSchema,
        async () => (await import('./resources/ec2-security-group.js')).ec2SecurityGroup,
      ),
      fleetwright_azure_network: lazyResource(
        azureNetworkSchema,
        async () => (await import('./resources/azure-network.js')).azureNetwork,
      ),
      fleetwright_azure_virtual_machine: lazyResource(
        azureVirtualMachineSchema,
        async () => (await import('./resources/azure-virtual-machine.js')).azureVirtualMachine,
      ),
      fleetwright_kubernetes_control_plane: lazyResource(
        kubernetesControlPlaneSchema,
        async () => (await import('./resources/kubernetes-control-plane.js')).kubernetesControlPlane,
      ),
      fleetwright_kubernetes_node: lazyResource(
        kubernetesNodeSchema,
        async () => (await import('./resources/kubernetes-node.js')).kubernetesNode,
      ),
      fleetwright_kubernetes_release: lazyResource(
        kubernetesReleaseSchema,
        async () => (await import('./resources/kubernetes-release.js')).kubernetesRelease,
      ),
      fleetwright_zookeeper_node: lazyResource(
        zookeeperNodeSchema,
        async () => (await import('./resources/zookeeper-node.js')).zookeeperNode,
      ),
      fleetwright_mesos_master: lazyResource(
        mesosMasterSchema,
        async () => (await import('./resources/mesos-master.js')).mesosMaster,
      ),
      fleetwright_mesos_agent: lazyResource(
        mesosAgentSchema,
        async () => (await import('./resources/mesos-agent.js')).mesosAgent,
      ),
      fleetwright_marathon: lazyResource(
        marathonSchema,
        async () => (await import('./resources/marathon.js')).marathon,
      ),
      fleetwright_marathon_app: lazyResource(
        marathonAppSchema,
        async () => (await import('./resources/marathon-app.js')).marathonApp,
      ),
      fleetwright_marathon_group: lazyResource(
        marathonGroupSchema,
        async () => (await import('./resources/marathon-group.js')).marathonGroup,
      ),
    },
  };
}
