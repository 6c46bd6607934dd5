import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { hostUsedTwice, nodeNameUsedTwice } from '../errors';
import type { IHost } from '../hosts/host';

/** Per app: which cluster has which host. */
const ofApp = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes a host for a cluster.
 *
 * @throws hostUsedTwice when the host, or another one with its address, is part of a cluster already
 */
export function claimHost(cluster: IConstruct, host: IHost): void {
  const claims = ofApp.get(cluster.node.root) ?? new Map<string, string>();
  ofApp.set(cluster.node.root, claims);
  const { address, port } = host.connection;
  const keys = [`construct ${host.node.path}`];
  if (!Token.isUnresolved(address) && !Token.isUnresolved(port)) keys.push(`address ${address}:${port}`);
  for (const key of keys) {
    const owner = claims.get(key);
    if (owner !== undefined) throw hostUsedTwice(cluster.node.path, host.node.path, owner);
    claims.set(key, cluster.node.path);
  }
}

/** Per cluster: which host has which node name. */
const ofCluster = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes the node name of a host, if it has one that is known, for a cluster.
 *
 * @throws nodeNameUsedTwice when another host of the cluster has it already
 */
export function claimNodeName(cluster: IConstruct, { node, nodeName }: IHost): void {
  if (nodeName === undefined || Token.isUnresolved(nodeName)) return;
  const claims = ofCluster.get(cluster) ?? new Map<string, string>();
  ofCluster.set(cluster, claims);
  const owner = claims.get(nodeName);
  if (owner !== undefined) throw nodeNameUsedTwice(cluster.node.path, nodeName, node.path, owner);
  claims.set(nodeName, node.path);
}
