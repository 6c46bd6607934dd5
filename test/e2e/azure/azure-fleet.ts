import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../../src/sandbox';
import { CdktfProject } from '../cdktf-project';

/** What is declared. Each group is props of `AzureHosts`; one of them may be the control plane's. */
export interface Declaration {
  readonly network?: Readonly<Record<string, unknown>>;
  readonly groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Of the app. Without it there is no cluster either. */
  readonly replicas?: number;
}

const app = `import { readFileSync } from 'node:fs';
import { App, TerraformStack } from 'cdktf';
import {
  AzureHosts,
  AzureImage,
  AzureNetwork,
  Fleetwright,
  KubernetesCluster,
  PodNetwork,
  Workload,
} from 'fleetwright';

const { azure, ssh, network, groups, replicas } = JSON.parse(readFileSync('fleet.json', 'utf8'));
const app = new App();
const stack = new TerraformStack(app, 'quickstart');
new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: ssh.keyFile }, azure });
const machine = {
  network: new AzureNetwork(stack, 'network', {
    location: 'westeurope',
    sshFrom: ['0.0.0.0/0'],
    sshPort: 2222,
    ...network,
  }),
  image: AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' }),
  size: 'Standard_D2s_v5',
  publicKeys: [ssh.publicKey],
  sshPort: 2222,
};
const hosts = Object.entries<object>(groups).map(([id, props]) =>
  AzureHosts.of(stack, id, { ...machine, ...props }),
);
if (replicas !== undefined) {
  const [controlPlane, ...workers] = hosts;
  const cluster = new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane,
    workers,
    podNetwork: PodNetwork.NONE,
  });
  new Workload(stack, 'web', { cluster, image: 'registry.example/web:1.4', replicas, cpus: 0.1, memory: '64MiB' });
}
app.synth();
`;

/** A fleet on the sandbox's Azure, by constructs. */
export class AzureFleet extends CdktfProject {
  private declared = '';

  constructor(
    private readonly sandbox: Sandbox,
    environment: NodeJS.ProcessEnv = {},
  ) {
    super('quickstart', 'quickstart', { ...sandbox.environment(), ...environment });
    writeFileSync(join(this.folder, 'main.ts'), app);
  }

  /** False when that is declared already. */
  declare(declaration: Declaration): boolean {
    const { azure, sshKeyFile: keyFile, sshPublicKey: publicKey } = this.sandbox;
    const { endpoint, subscriptionId } = azure;
    const fleet = { azure: { endpoint, subscriptionId }, ssh: { keyFile, publicKey }, ...declaration };
    const text = JSON.stringify(fleet);
    if (text === this.declared) return false;
    this.declared = text;
    writeFileSync(join(this.folder, 'fleet.json'), text);
    return true;
  }
}
