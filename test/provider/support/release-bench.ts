import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesApi, type JsonObject } from '../../../src/drivers/kubernetes';
import type { ApiServerUnderTest } from '../../drivers/kubernetes/support/api-server';
import { TestCluster } from '../../drivers/kubernetes/support/test-cluster';
import type { ShownChange, Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright } from './fleetwright';

export type Arguments = Readonly<Record<string, unknown>>;

const { signal } = new AbortController();

/** A control plane and the Terraform CLI with the provider, whose kubeconfig "lab" is of that cluster. */
export class ReleaseBench {
  private current: Terraform | undefined;

  private constructor(
    readonly cluster: ApiServerUnderTest,
    readonly api: KubernetesApi,
  ) {}

  /** @param startCluster The real control plane when absent. */
  static async start(
    startCluster: () => Promise<ApiServerUnderTest> = () => TestCluster.start(),
  ): Promise<ReleaseBench> {
    const cluster = await startCluster();
    const connection = { kubeconfig: cluster.kubeconfig(), source: 'the test cluster' };
    return new ReleaseBench(cluster, await KubernetesApi.connect(connection, { signal }));
  }

  async stop(): Promise<void> {
    await this.api.close();
    await this.cluster.stop();
  }

  get terraform(): Terraform {
    if (this.current === undefined) throw new Error('begin has not been called');
    return this.current;
  }

  /** A new folder without any release. */
  async begin(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.current = terraformWithFleetwright(environment);
    this.writeKubeconfig(this.cluster.kubeconfig());
    this.declare({});
    await this.current.init();
  }

  /** Destroys what there is and removes the folder. */
  async end(): Promise<void> {
    await this.terraform.try('destroy', '-auto-approve', '-no-color');
    this.terraform.dispose();
  }

  writeKubeconfig(text: string): void {
    writeFileSync(join(this.terraform.folder, 'kubeconfig'), text, { mode: 0o600 });
  }

  /** Releases by their name, on the test cluster and without waiting unless they say otherwise. */
  declare(
    releases: Readonly<Record<string, Arguments>>,
    more: object = {},
    others: Readonly<Record<string, Readonly<Record<string, object>>>> = {},
  ): void {
    const all = Object.entries(releases).map(([name, args]) => [
      name,
      { name, cluster: { kubeconfig: 'lab' }, wait: false, ...args },
    ]);
    const resources = {
      fleetwright_kubernetes_release: Object.fromEntries(all) as Record<string, object>,
      ...others,
    };
    const provider = { kubeconfigs: { lab: { path: join(this.terraform.folder, 'kubeconfig') } } };
    this.terraform.write('main.tf.json', configuration(provider, resources, more));
  }

  async valuesOf(name: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.terraform.resource(`fleetwright_kubernetes_release.${name}`)).values;
  }

  /** The object at a path of the API, or undefined. */
  async live(path: string): Promise<JsonObject | undefined> {
    return this.api.request('GET', path, undefined, { signal }).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('404')) return undefined;
      throw error;
    });
  }

  async remove(path: string): Promise<void> {
    await this.api.request('DELETE', path, undefined, { signal });
  }
}

/** Paths of the API. */
export const configMaps = '/api/v1/namespaces/default/configmaps';
export const deployments = '/apis/apps/v1/namespaces/default/deployments';

/** The attributes in which a change's two sides differ. */
export function differences(change: ShownChange | undefined): string[] {
  if (change === undefined) throw new Error('there is no change');
  const { before, after } = change.change;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null))
    .sort();
}
