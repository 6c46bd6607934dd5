import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CdktfProject } from '../cdktf-project';
import { kubernetesVersion } from '../harness/releases';
import { containerdConfig, kubeletConfig, kubeProxyConfig } from '../harness/settings';
import type { TestHost } from '../harness/test-host';

export interface Web {
  readonly image: string;
  readonly replicas: number;
  readonly greeting: string;
}

/** `examples/bare-metal-kubernetes`, copied as a user copies it, with test hosts in its fleet.json. */
export class ExampleFleet extends CdktfProject {
  readonly url: string;
  /** More names that the API servers answer to. */
  certSans: readonly string[] = [];
  /** Needed with several control planes, and cannot change. */
  private readonly endpoint: string | undefined;

  constructor(
    private readonly keyFile: string,
    /** One, or three; the first one's address is also the cluster's endpoint. */
    public controlPlanes: readonly TestHost[],
    private readonly bundle: string,
  ) {
    super('bare-metal-kubernetes', 'bare-metal');
    this.endpoint = controlPlanes.length > 1 ? `${this.first.address}:6443` : undefined;
    this.url = `http://${this.first.address}:30080/`;
  }

  /** Writes fleet.json. `hostKeys` overrides what hosts are known by. */
  declare(workers: readonly TestHost[], web: Web, hostKeys: Readonly<Record<string, string>> = {}): void {
    const machine = ({ name, address, hostKey }: TestHost) => ({
      name,
      address,
      hostKey: hostKeys[name] ?? hostKey,
    });
    const fleet = {
      ssh: { keyFile: this.keyFile, user: this.first.user },
      controlPlane: this.controlPlanes.map(machine),
      workers: workers.map(machine),
      kubernetes: {
        version: kubernetesVersion,
        // Where there are several control planes, they are also where the app runs.
        ...(this.endpoint === undefined ? {} : { endpoint: this.endpoint, controlPlaneTaints: [] }),
        packages: { bundle: this.bundle },
        kubeletConfig: parse(kubeletConfig) as unknown,
        kubeProxyConfig: parse(kubeProxyConfig) as unknown,
        containerdConfig,
        ...(this.certSans.length === 0
          ? {}
          : { kubeadmPatches: [{ kind: 'ClusterConfiguration', apiServer: { certSANs: this.certSans } }] }),
      },
      web: {
        image: web.image,
        replicas: web.replicas,
        env: { GREETING: web.greeting },
        cpus: 0.05,
        memory: '32MiB',
        port: 8080,
        nodePort: 30080,
        readinessPath: '/healthz',
      },
    };
    writeFileSync(join(this.folder, 'fleet.json'), JSON.stringify(fleet, null, 2));
  }

  private get first(): TestHost {
    const [first] = this.controlPlanes;
    if (first === undefined) throw new Error('a fleet needs a control plane');
    return first;
  }
}
