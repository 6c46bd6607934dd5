import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { appDeclaredTwice, appInsideGroup, servicePortUsedTwice } from '../errors-mesos';

interface Claim {
  readonly owner: string;
  /** Whether it is a group, which has everything below its id. */
  readonly whole: boolean;
}

/** Per cluster: which construct has which id. */
const ofCluster = new WeakMap<IConstruct, Map<string, Claim>>();

/**
 * Takes an id of a cluster for an app or, with all that is below it, for a group. Ids that are known only after an apply are
 * passed over.
 *
 * @throws appDeclaredTwice, appInsideGroup when another construct of the app has it already
 */
export function claimApp(cluster: IConstruct, construct: IConstruct, id: string, whole: boolean): void {
  if (Token.isUnresolved(id)) return;
  const claims = ofCluster.get(cluster) ?? new Map<string, Claim>();
  ofCluster.set(cluster, claims);
  const { path } = construct.node;
  const same = claims.get(id);
  if (same !== undefined) throw appDeclaredTwice(path, id, cluster.node.path, same.owner);
  for (const [other, claim] of claims) {
    if (claim.whole && id.startsWith(`${other}/`)) throw appInsideGroup(path, id, other, claim.owner);
    if (whole && other.startsWith(`${id}/`)) throw appInsideGroup(claim.owner, other, id, path);
  }
  claims.set(id, { owner: path, whole });
}

/** Per cluster: which workload has which service port. */
const servicePorts = new WeakMap<IConstruct, Map<number, string>>();

/**
 * Takes a service port of a cluster for a workload: load balancers have each once.
 *
 * @throws servicePortUsedTwice when another workload of the app has it already
 */
export function claimServicePort(cluster: IConstruct, workload: IConstruct, port: number): void {
  if (Token.isUnresolved(port)) return;
  const claims = servicePorts.get(cluster) ?? new Map<number, string>();
  servicePorts.set(cluster, claims);
  const owner = claims.get(port);
  if (owner !== undefined) throw servicePortUsedTwice(workload.node.path, port, owner);
  claims.set(port, workload.node.path);
}
