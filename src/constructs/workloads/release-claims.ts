import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { nodePortUsedTwice, releaseDeclaredTwice } from '../errors';
import { field } from '../field';
import type { KubernetesObject } from './kubernetes-object';

/** A service, and the release it is part of. */
interface NodePortOwner {
  readonly service: string;
  readonly release: string;
}

/** Per cluster: which construct has which release, by namespace and name. */
const releases = new WeakMap<IConstruct, Map<string, string>>();
/** Per cluster: which service has which node port. */
const nodePorts = new WeakMap<IConstruct, Map<number, NodePortOwner>>();

/**
 * Takes a name in a namespace of a cluster for a release. Names that are known only after an apply are
 * passed over.
 *
 * @throws releaseDeclaredTwice when another construct of the app has it already
 */
export function claimRelease(
  cluster: IConstruct,
  release: IConstruct,
  namespace: string,
  name: string,
): void {
  if (Token.isUnresolved(namespace) || Token.isUnresolved(name)) return;
  const claims = releases.get(cluster) ?? new Map<string, string>();
  releases.set(cluster, claims);
  const id = `${namespace}/${name}`;
  const owner = claims.get(id);
  if (owner !== undefined) throw releaseDeclaredTwice(release.node.path, id, cluster.node.path, owner);
  claims.set(id, release.node.path);
}

/**
 * Takes the node ports of an object for a cluster. The API server hands out a number once, whatever the
 * protocol; only within one service TCP and UDP may share it
 * (https://github.com/kubernetes/kubernetes/issues/91404). Ports that are known only after an apply are
 * passed over.
 *
 * @param id what identifies the object within its release
 * @throws nodePortUsedTwice when another service of the app has one of them already
 */
export function claimNodePorts(
  cluster: IConstruct,
  release: IConstruct,
  id: string,
  object: KubernetesObject,
): void {
  const claims = nodePorts.get(cluster) ?? new Map<number, NodePortOwner>();
  nodePorts.set(cluster, claims);
  for (const port of new Set(nodePortsOf(object))) {
    const owner = claims.get(port);
    if (owner !== undefined) {
      throw nodePortUsedTwice(release.node.path, port, id, owner.service, owner.release);
    }
    claims.set(port, { service: id, release: release.node.path });
  }
}

function nodePortsOf({ apiVersion, kind, spec }: KubernetesObject): number[] {
  const ports = field(spec, 'ports');
  if (apiVersion !== 'v1' || kind !== 'Service' || Token.isUnresolved(ports) || !Array.isArray(ports))
    return [];
  return ports
    .map((port) => field(port, 'nodePort'))
    .filter((port): port is number => typeof port === 'number' && port !== 0 && !Token.isUnresolved(port));
}
