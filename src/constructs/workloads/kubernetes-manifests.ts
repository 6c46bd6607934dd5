import { readFileSync } from 'node:fs';
import { Lazy, type TerraformResource, TerraformStack, dependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IKubernetesCluster } from '../clusters/cluster';
import { manifestFileUnreadable, noObjects, sensitiveVersionNeeded } from '../errors';
import { KubernetesRelease, type KubernetesReleaseConfig } from '../generated/kubernetes-release';
import { given } from '../given';
import { withoutInterpolation } from '../rendering/json';
import { validateName } from '../validation/names';
import type { KubernetesObject } from './kubernetes-object';
import { parseManifests, renderManifests } from './manifests';

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
   * Name of the release, unique in its namespace. Another name is another release.
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
 * longer declared.
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

    const manifests = renderManifests(at, collectObjects(at, props));
    if (Object.keys(manifests).length === 0 && sensitiveManifests === undefined) throw noObjects(at);
    if (sensitiveManifests !== undefined && sensitiveManifestsVersion === undefined)
      throw sensitiveVersionNeeded(at);

    const { controlPlanes, caCertificateHash, kubeconfig } = cluster.access;
    this.resource = new KubernetesRelease(
      this,
      'Default',
      given<KubernetesReleaseConfig>({
        name,
        namespace,
        cluster: given({ controlPlanes, caCertificateHash, kubeconfig }),
        manifests,
        sensitiveManifestsWo: sensitiveManifests && literalValues(sensitiveManifests),
        sensitiveManifestsWoVersion: sensitiveManifestsVersion,
        wait,
        timeout,
        forceConflicts,
      }),
    );
    // Nodes may be added to the cluster after this; Terraform takes dependencies within one stack only.
    const isHere = (member: TerraformResource): boolean =>
      TerraformStack.of(member) === TerraformStack.of(this);
    this.resource.dependsOn = Lazy.listValue(
      { produce: () => cluster.members.filter(isHere).map(dependable) },
      { omitEmpty: true },
    );
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
