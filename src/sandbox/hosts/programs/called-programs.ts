import type { CloudInit } from '../cloud-init/cloud-init';
import { kubeadm } from '../kubernetes/kubeadm';
import { kubectl } from '../kubernetes/kubectl';
import type { MachineContext } from '../machine-context';
import { marathon, mesosAgent, mesosMaster } from '../mesos/mesos-programs';
import { zookeeperServer } from '../mesos/zookeeper-program';
import { ip } from '../network/ip';
import { iptables, iptablesRestore } from '../network/iptables';
import { aptCache, aptGet, aptMark } from '../packages/apt';
import { dpkg, dpkgQuery } from '../packages/dpkg';
import { journalctl } from '../services/journalctl';
import { systemctl } from '../services/systemctl';
import { sshKeygen } from '../ssh/ssh-keygen';
import { containerd, ctr, onlyThere } from './containers';
import { curl } from './curl';
import { requirePrivilege } from './privileges';
import { notCovered, type ProgramCall, type ProgramHandler } from './program-call';

type Handler = (call: ProgramCall, machine: MachineContext) => number | Promise<number>;

/** On every machine from the start. */
const system: Readonly<Record<string, Handler>> = {
  apt: aptGet,
  'apt-get': aptGet,
  'apt-cache': aptCache,
  'apt-mark': aptMark,
  curl,
  dpkg,
  'dpkg-query': dpkgQuery,
  halt: power('off'),
  ip,
  journalctl,
  poweroff: power('off'),
  reboot: power('reboot'),
  shutdown,
  systemctl,
};

/** On every machine from the start, where this computer has none of its own. */
const substitutes: Readonly<Record<string, Handler>> = { 'ssh-keygen': sshKeygen };

/** Once their package is installed. */
const packaged: Readonly<Record<string, Handler>> = {
  conntrack: onlyThere,
  containerd,
  'containerd-shim-runc-v2': onlyThere,
  crictl: onlyThere,
  ctr,
  ethtool: onlyThere,
  ip6tables: iptables,
  'ip6tables-restore': iptablesRestore,
  'ip6tables-save': iptables,
  iptables,
  'iptables-restore': iptablesRestore,
  'iptables-save': iptables,
  kubeadm,
  kubectl,
  marathon,
  'mesos-agent': mesosAgent,
  'mesos-master': mesosMaster,
  kubelet: (call, machine) => machine.kubernetes.kubelet(call),
  runc: onlyThere,
  socat: onlyThere,
  'zookeeper-server': zookeeperServer,
};

/** Names of the stand-ins that are on a machine from the start and ask the sandbox. */
export const calledSystemPrograms: readonly string[] = [...Object.keys(system), 'cloud-init'];

/** Names of those that stand in only for what this computer lacks. */
export const substitutePrograms: readonly string[] = Object.keys(substitutes);

/** What does the work of a stand-in. */
export function findProgram(
  name: string,
  machine: MachineContext,
  cloudInit: CloudInit,
): ProgramHandler | undefined {
  if (name === 'cloud-init') return (call) => cloudInit.program(call);
  const handler = system[name] ?? packaged[name] ?? substitutes[name];
  if (handler === undefined) return undefined;
  return (call) => {
    requirePrivilege(call);
    return handler(call, machine);
  };
}

/** `shutdown [-h|-P|-r] now`. A later time, calling one off and what only warns are not covered. */
function shutdown(call: ProgramCall, machine: MachineContext): number {
  const reboot = call.args.some((word) => word === '-r' || word === '--reboot');
  const known = /^(-[rhPH]|--reboot|--poweroff|--halt|--no-wall|now|\+0)$/;
  if (!call.args.every((word) => known.test(word)) || !call.args.some((word) => /^(now|\+0)$/.test(word))) {
    throw notCovered(call);
  }
  machine.power(reboot ? 'reboot' : 'off');
  return 0;
}

function power(what: 'off' | 'reboot'): Handler {
  return (call, machine) => {
    if (call.args.some((word) => !/^(-f|--force|-p)$/.test(word))) throw notCovered(call);
    machine.power(what);
    return 0;
  };
}
