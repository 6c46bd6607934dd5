import { randomInt } from 'node:crypto';
import type { SandboxCluster } from '../../kubernetes';

/** A member of the cluster's etcd, as its JSON gateway shows it. */
export interface EtcdMember {
  readonly ID: string;
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
}

/** What the control planes of a cluster share beside the API: etcd's members, and certificates that wait for a join. */
interface ClusterMemory {
  members: readonly EtcdMember[];
  /** Addresses of the machines that have etcd's data on their disks, members or not. */
  readonly disks: Set<string>;
  certificates: { readonly key: string; readonly until: number } | undefined;
}

/** kubeadm keeps uploaded certificates for two hours; simulated, in milliseconds. */
const UPLOAD_MS = 2 * 3600 * 1000;

const memories = new WeakMap<SandboxCluster, ClusterMemory>();

function memoryOf(cluster: SandboxCluster): ClusterMemory {
  const known = memories.get(cluster);
  if (known !== undefined) return known;
  const fresh: ClusterMemory = { members: [], disks: new Set(), certificates: undefined };
  memories.set(cluster, fresh);
  return fresh;
}

export function etcdMembers(cluster: SandboxCluster): readonly EtcdMember[] {
  return memoryOf(cluster).members;
}

export function addEtcdMember(cluster: SandboxCluster, name: string, address: string): void {
  const memory = memoryOf(cluster);
  const others = memory.members.filter((member) => member.name !== name);
  // etcd's ids are 64 bits, in decimal.
  const id = `${String(randomInt(1, 2 ** 31))}${String(randomInt(10 ** 8, 10 ** 9))}`;
  const member = {
    ID: id,
    name,
    peerURLs: [`https://${address}:2380`],
    clientURLs: [`https://${address}:2379`],
  };
  memory.members = [...others, member];
  memory.disks.add(address);
}

/** The disk of that machine is empty. @returns whether no other one has the cluster's data */
export function loseEtcdData(cluster: SandboxCluster, address: string): boolean {
  const { disks } = memoryOf(cluster);
  return disks.delete(address) && disks.size === 0;
}

/** @returns false when there is none of that id */
export function removeEtcdMember(cluster: SandboxCluster, by: (member: EtcdMember) => boolean): boolean {
  const memory = memoryOf(cluster);
  const rest = memory.members.filter((member) => !by(member));
  const found = rest.length < memory.members.length;
  memory.members = rest;
  return found;
}

/** @param speed simulated seconds per real second */
export function uploadCertificates(cluster: SandboxCluster, key: string, speed: number): void {
  memoryOf(cluster).certificates = { key, until: Date.now() + UPLOAD_MS / speed };
}

/** Whether the certificates of the control plane are there and this key opens them. */
export function certificatesOpen(cluster: SandboxCluster, key: string): 'yes' | 'none' | 'wrong key' {
  const { certificates } = memoryOf(cluster);
  if (certificates === undefined || certificates.until < Date.now()) return 'none';
  return certificates.key === key ? 'yes' : 'wrong key';
}
