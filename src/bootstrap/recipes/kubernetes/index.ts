/**
 * What a host must become to be part of a Kubernetes cluster.
 *
 * First control plane: converge `controlPlaneOperations(facts, params)`.
 * Other hosts: converge `nodeBaseOperations`; then, when a dry run of `nodeOperations(facts, params)` says that
 * `JOIN_OPERATION` is to be done, mint credentials on a control-plane host (`mintJoinToken`, `uploadCertificates`)
 * and converge `nodeOperations(facts, params, credentials)`. Read is a dry run of `nodeOperations(facts, params)`.
 * Removal of a worker: `drainNode` on a control-plane host, `removeOperations` on the host when it answers,
 * `deleteNode` last, so that no kubelet is left to bring the node back. Of a control plane: after the drain and
 * before anything on the host, `listEtcdMembers` and `removeEtcdMember` for its name on another control plane,
 * because an etcd of two loses its quorum when one of them just stops.
 */
export { RecipeError } from '../recipe-error';
export type {
  ControlPlaneParams,
  JoinCredentials,
  JoinParams,
  NodeParams,
  NodeRole,
  PackageSource,
} from './params';
export { claimControlPlane, controlPlaneOperations, INIT_OPERATION } from './control-plane';
export { claimNode, JOIN_OPERATION, nodeBaseOperations, nodeOperations } from './node';
export { removeOperations } from './remove';
export { findHost, parseFoundHost } from './declaration';
export { nodeOwner } from './host-owner';
export type { HostOwner } from '../host-owner';
export type { CompleteHost, FoundHost } from './declaration';
export { caCertificateHash, readCaCertificate } from './ca-certificate';
export {
  bootstrapTokenId,
  deleteJoinToken,
  mintJoinToken,
  newCertificateKey,
  parseJoinToken,
  uploadCertificates,
} from './join-credentials';
export { configurationHash, KUBEADM_CONFIG } from './kubeadm-config';
export { nodeAddress } from './node-address';
export { nodeNameOf } from './node-name';
export {
  askForReadiness,
  deleteNode,
  drainNode,
  readNodeStatus,
  uncordonNode,
  waitForNode,
  waitForRegistration,
} from './node-lifecycle';
export type { DrainOptions } from './node-lifecycle';
export { nodeDrift, nodeStatusOf, parseNodeStatus, syncNodeMetadata } from './node-metadata';
export type { NodeMetadata, NodeStatus } from './node-metadata';
export { listEtcdMembers, listUnhealthyMembers, parseEtcdMembers, removeEtcdMember } from './etcd-members';
export type { EtcdMember } from './etcd-members';
export type { Script } from '../script';
export type { Taint } from './taints';
