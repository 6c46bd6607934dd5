import type { Construct } from 'constructs';
import type { KubernetesControlPlanePackages } from '../generated/kubernetes-control-plane';
import { given } from '../given';
import { pathFromStackFolder } from '../local-path';
import { terraformJson, withoutInterpolation } from '../rendering/json';
import type { KubernetesPackages, KubernetesSettings } from './kubernetes-settings';

/** The attributes that every node of a cluster has alike. */
export interface NodeAttributes {
  readonly version: string;
  readonly packages?: KubernetesControlPlanePackages;
  readonly podNetwork?: string;
  readonly kubeletConfig?: string;
  readonly containerdConfig?: string;
}

/** Rendered once per cluster. */
export function renderNode(cluster: Construct, settings: KubernetesSettings): NodeAttributes {
  const { version, packages, podNetwork, kubeletConfig, containerdConfig } = settings;
  return given<NodeAttributes>({
    version,
    packages: packages === undefined ? undefined : renderPackages(cluster, packages),
    podNetwork,
    kubeletConfig: yaml(kubeletConfig),
    containerdConfig: literal(containerdConfig),
  });
}

/** A resource gets the patches that it reads, so that a change of the others does not touch it. */
export function kubeadmPatchesFor(
  { kubeadmPatches = [] }: KubernetesSettings,
  kinds: string[],
): string[] | undefined {
  const patches = kubeadmPatches.filter(({ kind }) => kinds.includes(kind)).map(terraformJson);
  return patches.length === 0 ? undefined : patches;
}

/** JSON is YAML. */
export function yaml(fields: Record<string, unknown> | undefined): string | undefined {
  return fields === undefined ? undefined : terraformJson(fields);
}

/** Text that Terraform has to leave as it is. */
export function literal(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutInterpolation(text);
}

function renderPackages(cluster: Construct, packages: KubernetesPackages): KubernetesControlPlanePackages {
  const { bundle } = packages;
  if (bundle === undefined || /^https?:\/\//.test(bundle)) return packages;
  return { ...packages, bundle: pathFromStackFolder(cluster, bundle) };
}
