import { podNetworkManifestsUnused, unknownPatchKind } from '../errors';
import { validateCidr } from '../validation/cidr';
import { validateLabels, validateTaints } from '../validation/names';
import { validateEndpoint, validateVersion } from '../validation/numbers';
import { type KubernetesSettings, PodNetwork, type WorkerSettings } from './kubernetes-settings';

const PATCH_KINDS = ['ClusterConfiguration', 'InitConfiguration', 'JoinConfiguration'];

/** What the generated construct and the provider use when nothing is given. */
export const DEFAULT_POD_CIDR = '10.244.0.0/16';
export const DEFAULT_SERVICE_CIDR = '10.96.0.0/12';

/** Everything about a cluster, apart from its hosts, that can be known to be wrong before it is made. */
export function validateSettings(at: string, settings: KubernetesSettings): void {
  const { version, endpoint, podCidr, serviceCidr, kubeadmPatches = [] } = settings;
  validateVersion(`${at}: version`, version);
  if (endpoint !== undefined) validateEndpoint(`${at}: endpoint`, endpoint);
  if (podCidr !== undefined) validateCidr(`${at}: podCidr`, podCidr);
  if (serviceCidr !== undefined) validateCidr(`${at}: serviceCidr`, serviceCidr);
  if (settings.podNetworkManifests !== undefined && settings.podNetwork !== PodNetwork.NONE) {
    throw podNetworkManifestsUnused(`${at}: podNetworkManifests`);
  }
  const stray = kubeadmPatches.find(({ kind }) => !PATCH_KINDS.includes(kind));
  if (stray !== undefined) throw unknownPatchKind(`${at}: kubeadmPatches`, stray.kind, PATCH_KINDS);
  validateLabels(`${at}: controlPlaneLabels`, settings.controlPlaneLabels ?? {});
  validateTaints(`${at}: controlPlaneTaints`, settings.controlPlaneTaints ?? []);
}

export function validateWorkers(at: string, { labels = {}, taints = [] }: WorkerSettings): void {
  validateLabels(`${at}: labels`, labels);
  validateTaints(`${at}: taints`, taints);
}
