import { Token } from 'cdktf';
import { bundleAndApt, fetchNeedsUrl, podNetworkManifestsUnused, unknownPatchKind } from '../errors';
import { field } from '../field';
import { validateCidr, validatePodCidrSize, validateServiceCidrSize } from '../validation/cidr';
import { validateDuration } from '../validation/duration';
import { validateDnsDomain, validateLabels, validateTaints } from '../validation/names';
import { validateEndpoint, validateVersion } from '../validation/numbers';
import {
  BundleDelivery,
  type KubeadmPatch,
  type KubernetesPackages,
  type KubernetesSettings,
  PodNetwork,
  type WorkerSettings,
} from './kubernetes-settings';

const PATCH_KINDS = ['ClusterConfiguration', 'InitConfiguration', 'JoinConfiguration'];

/** What the generated construct and the provider use when nothing is given. */
export const DEFAULT_POD_CIDR = '10.244.0.0/16';
export const DEFAULT_SERVICE_CIDR = '10.96.0.0/12';

/** Everything about a cluster, apart from its hosts, that can be known to be wrong before it is made. */
export function validateSettings(at: string, settings: KubernetesSettings): void {
  const { version, endpoint, dnsDomain, packages, kubeadmPatches = [] } = settings;
  validateVersion(`${at}: version`, version);
  if (endpoint !== undefined) validateEndpoint(`${at}: endpoint`, endpoint);
  validateRanges(at, settings);
  if (dnsDomain !== undefined) validateDnsDomain(`${at}: dnsDomain`, dnsDomain);
  if (packages !== undefined) validatePackages(`${at}: packages`, packages);
  if (settings.podNetworkManifests !== undefined && settings.podNetwork !== PodNetwork.NONE) {
    throw podNetworkManifestsUnused(`${at}: podNetworkManifests`);
  }
  const stray = kubeadmPatches.find(({ kind }) => !PATCH_KINDS.includes(kind));
  if (stray !== undefined) throw unknownPatchKind(`${at}: kubeadmPatches`, stray.kind, PATCH_KINDS);
  validateLabels(`${at}: controlPlaneLabels`, settings.controlPlaneLabels ?? {});
  validateTaints(`${at}: controlPlaneTaints`, settings.controlPlaneTaints ?? []);
  const { drainTimeout, drainGracePeriod } = settings;
  if (drainTimeout !== undefined) validateDuration(`${at}: drainTimeout`, drainTimeout);
  if (drainGracePeriod !== undefined) validateDuration(`${at}: drainGracePeriod`, drainGracePeriod);
}

export function validateWorkers(at: string, { labels = {}, taints = [] }: WorkerSettings): void {
  validateLabels(`${at}: labels`, labels);
  validateTaints(`${at}: taints`, taints);
}

function validateRanges(at: string, { podCidr, serviceCidr, kubeadmPatches = [] }: KubernetesSettings): void {
  if (podCidr !== undefined) {
    validateCidr(`${at}: podCidr`, podCidr);
    if (!kubeadmPatches.some(mayChangeNodeRanges)) validatePodCidrSize(`${at}: podCidr`, podCidr);
  }
  if (serviceCidr !== undefined) {
    validateCidr(`${at}: serviceCidr`, serviceCidr);
    validateServiceCidrSize(`${at}: serviceCidr`, serviceCidr);
  }
}

/** Whether a patch makes the ranges of the nodes something else than a /24 each; kubeadm checks them then. */
function mayChangeNodeRanges({ controllerManager }: KubeadmPatch): boolean {
  if (Token.isUnresolved(controllerManager)) return true;
  const args = field(controllerManager, 'extraArgs');
  if (Token.isUnresolved(args)) return true;
  return (
    Array.isArray(args) &&
    args.some((arg) => /^(node-cidr-mask-size|allocate-node-cidrs)/.test(String(field(arg, 'name'))))
  );
}

function validatePackages(at: string, packages: KubernetesPackages): void {
  const { bundle, bundleDelivery, aptRepository, aptKeyUrl } = packages;
  if (bundle === undefined) return;
  if (aptRepository !== undefined || aptKeyUrl !== undefined) throw bundleAndApt(at);
  if (bundleDelivery !== BundleDelivery.FETCH || Token.isUnresolved(bundle)) return;
  const isArchive = /\.(tar|tar\.gz|tgz)$/i.test(bundle.replace(/[?#].*$/, ''));
  if (!/^https?:\/\//i.test(bundle) || isArchive) throw fetchNeedsUrl(`${at}.bundle`, bundle);
}
