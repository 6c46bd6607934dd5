import { readFileSync } from 'node:fs';
import { Construct } from 'constructs';
import type { IKubernetesCluster } from '../clusters/cluster';
import { manifestFileUnreadable, noObjects, sensitiveVersionNeeded } from '../errors';
import { KubernetesRelease, type KubernetesReleaseConfig } from '../generated/kubernetes-release';
import { given } from '../given';
import { withoutInterpolation } from '../rendering/json';
import { validateDuration } from '../validation/duration';
import { validateName } from '../validation/names';
import type { KubernetesObject } from './kubernetes-object';
import { objectsById, parseManifests, renderManifests } from './manifests';
import { awaitCluster } from './members-gate';
import { claimNodePorts, claimRelease } from './release-claims';

/** Props of `KubernetesManifests`. At least one of `objects`, `yaml`, `files` and `sensitiveManifests`. */
export interface KubernetesManifestsProps {
  /** Where the objects go. */
  readonly cluster: IKubernetesCluster;
  /**
   * Objects as values; tokens may stand anywhere in them.
   *
   * @default none
   */
  readonly objects?: KubernetesObject[];
  /**
   * Objects as YAML or JSON text, each entry one or more documents.
   *
   * @default none
   */
  readonly yaml?: string[];
  /**
   * Files of such text. A relative path starts at the folder the app runs in.
   *
   * @default none
   */
  readonly files?: string[];
  /**
   * Text of objects that hold secrets, by a name of your choice. It reaches neither plan nor state; what
   * is written out here is in the synthesized JSON, though, so use ephemeral variables for the secrets
   * themselves.
   *
   * @default none
   */
  readonly sensitiveManifests?: Record<string, string>;
  /**
   * Raise it whenever `sensitiveManifests` change.
   *
   * @default none; needed with `sensitiveManifests`
   */
  readonly sensitiveManifestsVersion?: number;
  /**
   * Name of the release, unique in its namespace of its cluster. Another name is another release.
   *
   * @default the construct's id
   */
  readonly name?: string;
  /**
   * Namespace of objects that name none.
   *
   * @default 'default'
   */
  readonly namespace?: string;
  /**
   * Wait until every object is ready.
   *
   * @default true
   */
  readonly wait?: boolean;
  /**
   * How long objects may take to get ready, or to be gone: `90s`, `5m`, `1h30m`.
   *
   * @default '10m'
   */
  readonly timeout?: string;
  /**
   * Take over fields that somebody else manages.
   *
   * @default false
   */
  readonly forceConflicts?: boolean;
}

/**
 * Kubernetes objects that belong together: applied together, waited for, and pruned when they are no
 * longer declared. They wait for all nodes of their cluster, and for what `node.addDependency` names of
 * the same stack.
 *
 * @example
 * new KubernetesManifests(stack, 'monitoring', { cluster, files: ['monitoring.yaml'] });
 */
export class KubernetesManifests extends Construct {
  /** The generated construct beneath. */
  public readonly resource: KubernetesRelease;

  constructor(scope: Construct, id: string, props: KubernetesManifestsProps) {
    super(scope, id);
    const at = this.node.path;
    const { cluster, name = id, namespace, wait, timeout, forceConflicts } = props;
    const { sensitiveManifests, sensitiveManifestsVersion } = props;
    validateName(`${at}: name`, name);
    if (namespace !== undefined) validateName(`${at}: namespace`, namespace);
    if (timeout !== undefined) validateDuration(`${at}: timeout`, timeout);

    const objects = objectsById(at, collectObjects(at, props));
    if (objects.size === 0 && sensitiveManifests === undefined) throw noObjects(at);
    if (sensitiveManifests !== undefined && sensitiveManifestsVersion === undefined)
      throw sensitiveVersionNeeded(at);
    claimRelease(cluster, this, namespace ?? 'default', name);
    for (const [id, object] of objects) claimNodePorts(cluster, this, id, object);

    const { controlPlanes, caCertificateHash, kubeconfig } = cluster.access;
    this.resource = new KubernetesRelease(
      this,
      'Default',
      given<KubernetesReleaseConfig>({
        name,
        namespace,
        cluster: given({ controlPlanes, caCertificateHash, kubeconfig }),
        manifests: renderManifests(objects),
        sensitiveManifestsWo: sensitiveManifests && literalValues(sensitiveManifests),
        sensitiveManifestsWoVersion: sensitiveManifestsVersion,
        wait,
        timeout,
        forceConflicts,
      }),
    );
    awaitCluster(this.resource, this, cluster);
  }
}

function collectObjects(
  at: string,
  { objects = [], yaml = [], files = [] }: KubernetesManifestsProps,
): KubernetesObject[] {
  const texts = [
    ...yaml.map((text, index) => ({ at: `${at}: yaml[${index}]`, text })),
    ...files.map((file) => ({ at: `${at}: ${file}`, text: readManifest(at, file) })),
  ];
  return [...objects, ...texts.flatMap((text) => parseManifests(text.at, text.text))];
}

function literalValues(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, withoutInterpolation(text)]));
}

function readManifest(at: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw manifestFileUnreadable(at, file, error instanceof Error ? error.message : String(error));
  }
}
