// The same resources as in fleet.mjs by the generated classes alone: what cdktf itself takes for a fleet of this size.
import { App, TerraformLocal, TerraformStack } from 'cdktf';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import generated from '../../dist/constructs/generated/index.js';

const { AzureNetwork } = generated.azureNetwork;
const { AzureVirtualMachine } = generated.azureVirtualMachine;
const { Ec2Instance } = generated.ec2Instance;
const { Ec2KeyPair } = generated.ec2KeyPair;
const { Ec2SecurityGroup } = generated.ec2SecurityGroup;
const { KubernetesControlPlane } = generated.kubernetesControlPlane;
const { KubernetesNode } = generated.kubernetesNode;
const { KubernetesRelease } = generated.kubernetesRelease;
const { FleetwrightProvider } = generated.provider;

const { hosts, workloads, sandbox } = JSON.parse(readFileSync(argv[2], 'utf8'));
const { region, endpoint } = sandbox.ec2;

const app = new App();
const stack = new TerraformStack(app, 'scale');
new FleetwrightProvider(stack, 'fleetwright', {
  sshCredentials: { default: { privateKeyFile: sandbox.sshKeyFile } },
  ec2: { default: { region, endpoint } },
  azure: { default: { subscriptionId: sandbox.azure.subscriptionId, endpoint: sandbox.azure.endpoint } },
});

const everywhere = ['127.0.0.0/8'];
const keyPair = new Ec2KeyPair(stack, 'operator', { name: 'operator', publicKey: sandbox.sshPublicKey });
const [ssh, masterSsh, members, controlPlanes] = ['ssh', 'master-ssh', 'members', 'control-planes'].map(
  (name) =>
    new Ec2SecurityGroup(stack, name, {
      name,
      ingress: [
        { protocol: 'tcp', fromPort: 2222, toPort: 2222, cidr: everywhere[0], description: 'SSH' },
        { protocol: 'tcp', fromPort: 10250, toPort: 10250, self: true, description: 'kubelet' },
      ],
    }),
);
const network = new AzureNetwork(stack, 'network', {
  name: 'network',
  resourceGroupName: 'network',
  location: 'westeurope',
  subnetPrefix: '10.0.0.0/20',
  applicationSecurityGroups: ['members'],
  securityRules: { ssh: { priority: 998, sources: everywhere, destinationPorts: ['2222'] } },
});

function instance(id, groups) {
  const made = new Ec2Instance(stack, id, {
    owner: id,
    imageSsmParameter: '/aws/service/debian/release/12/latest/amd64',
    instanceType: 't3.medium',
    keyName: keyPair.name,
    tags: { Name: id },
    securityGroupIds: groups.map((group) => group.id),
  });
  return host(made, 'admin');
}

function virtualMachine(id) {
  const made = new AzureVirtualMachine(stack, id, {
    owner: id,
    name: id,
    location: 'westeurope',
    resourceGroupName: network.resourceGroupName,
    subnetId: network.subnetId,
    size: 'Standard_D2s_v5',
    image: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' },
    adminUsername: 'azureuser',
    adminSshKeys: [sandbox.sshPublicKey],
    associatePublicIpAddress: false,
  });
  return host(made, 'azureuser');
}

function host({ privateAddress, hostKey }, user) {
  return { address: privateAddress, port: 2222, user, credential: 'default', hostKey };
}

const master = instance('master', [masterSsh, members, controlPlanes]);
const half = hosts / 2;
const workers = [
  ...Array.from({ length: half - 1 }, (_, index) => instance(`ec2-${index + 1}`, [ssh, members])),
  ...Array.from({ length: half }, (_, index) => virtualMachine(`azure-${index + 1}`)),
];
const version = '1.34.4';
const podNetwork = 'none';
const first = new KubernetesControlPlane(stack, 'control-plane', {
  version,
  podNetwork,
  host: master,
  controlPlaneEndpoint: `${master.address}:6443`,
});
const nodes = workers.map(
  (worker, index) =>
    new KubernetesNode(stack, `worker-${index + 1}`, {
      version,
      podNetwork,
      host: worker,
      role: 'worker',
      cluster: {
        controlPlanes: [master],
        endpoint: first.endpoint,
        caCertificateHash: first.caCertificateHash,
        podCidr: '10.244.0.0/16',
      },
    }),
);
const addresses = [first, ...nodes].map(
  ({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`,
);
const gate = new TerraformLocal(stack, 'awaited', `\${length([${addresses.join(', ')}])}`);
for (let number = 1; number <= workloads; number += 1) {
  const name = `web-${number}`;
  const metadata = { name, namespace: 'default', labels: { 'app.kubernetes.io/name': name } };
  new KubernetesRelease(stack, name, {
    name,
    namespace: 'default',
    cluster: { controlPlanes: [master], caCertificateHash: first.caCertificateHash },
    manifests: {
      [`apps/v1/Deployment/default/${name}`]: JSON.stringify(deployment(metadata)),
      [`v1/Service/default/${name}`]: JSON.stringify(service(metadata)),
    },
    dependsOn: [`local.${gate.friendlyUniqueId}`],
  });
}
app.synth();

function deployment(metadata) {
  const memory = '32Mi';
  const container = {
    name: metadata.name,
    image: 'registry.example/web:1.4',
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '50m', memory }, limits: { memory } },
    readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
  };
  const template = { metadata: { labels: metadata.labels }, spec: { containers: [container] } };
  const selector = { matchLabels: metadata.labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas: 2, selector, template },
  };
}

function service(metadata) {
  const ports = [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'ClusterIP', selector: metadata.labels, ports },
  };
}
