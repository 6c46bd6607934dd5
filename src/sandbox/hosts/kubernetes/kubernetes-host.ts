import { type FSWatcher, watch } from 'node:fs';
import { parse } from 'yaml';
import type { NodeSpec, SandboxCluster } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { type ProgramCall, ProgramError } from '../programs/program-call';
import { loseEtcdData } from './cluster-memory';
import { kubeletFlags } from './kubelet-flags';
import { readKubeconfig, resolveHost } from './kubeconfig';
import { API_PORT, kubernetesPaths as paths } from './kubernetes-paths';

/** Simulated seconds between two attempts of a kubelet to reach its API server. */
const RETRY_SECONDS = 5;

/** What the kubelet and the static pods of a machine do in their cluster. */
export class KubernetesHost {
  private kubelets = 0;
  private on = false;
  private node: { readonly cluster: SandboxCluster; readonly name: string } | undefined;
  private serving: SandboxCluster | undefined;
  private manifests: FSWatcher | undefined;
  private cancelRetry: (() => void) | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly machine: Omit<MachineContext, 'kubernetes'>) {
    machine.services.onChange((unit) => {
      if (unit === 'containerd.service') void this.sync();
    });
  }

  /** Follows the power of the machine, once its services have started. */
  powerOn(): void {
    this.on = true;
    void this.sync();
  }

  /** The node stops answering, and so does the API server. */
  async powerOff(): Promise<void> {
    this.on = false;
    this.kubelets = 0;
    await this.sync();
  }

  /** The program `kubelet`: runs until it is killed. */
  async kubelet(call: ProgramCall): Promise<number> {
    if (call.args[0] === '--version') {
      call.out(`Kubernetes v${installedVersion(this.machine, 'kubelet')}\n`);
      return 0;
    }
    const problem = this.configurationProblem();
    if (problem !== undefined) {
      call.err(`E${klogTime()}       1 run.go:72] "command failed" err="${problem}"\n`);
      return 1;
    }
    this.kubelets += 1;
    call.err(
      `I${klogTime()}       1 server.go:530] "Kubelet version" kubeletVersion="v${installedVersion(this.machine, 'kubelet')}"\n`,
    );
    call.flush();
    await this.sync();
    await new Promise<void>((resolve) => {
      const forget = this.machine.services.onChange((unit, state) => {
        if (unit === 'kubelet.service' && state !== 'active') end();
      });
      const end = (): void => {
        forget();
        resolve();
      };
      call.gone.addEventListener('abort', end);
    });
    if (this.on) {
      this.kubelets -= 1;
      await this.sync();
    }
    return 0;
  }

  /** Makes the cluster know what this machine is now. Resolves when it does. */
  sync(): Promise<void> {
    this.work = this.work
      .then(() => this.converge())
      .catch((error: unknown) => {
        this.machine.world.log(`machine ${this.machine.spec.name}: kubelet: ${String(error)}`);
      });
    return this.work;
  }

  private async converge(): Promise<void> {
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    await this.convergeApiServer();
    await this.convergeNode();
    this.watchManifests();
  }

  private async convergeApiServer(): Promise<void> {
    const address = this.machine.spec.addresses[0];
    if (!this.on || this.machine.files.read(paths.apiServerManifest) === undefined) {
      // A running static pod is stopped by its kubelet, or by the end of everything.
      if (this.serving !== undefined && (!this.on || this.kubelets > 0)) await this.stopServing(address);
      return;
    }
    if (this.serving !== undefined || this.kubelets === 0 || !this.hasRuntime()) return;
    const cluster = this.clusterOfFile(paths.adminConf);
    if (cluster === undefined) return;
    await cluster.serve(address, API_PORT);
    this.serving = cluster;
  }

  /** kubeadm has started the first API server of a cluster. */
  serves(cluster: SandboxCluster): void {
    this.serving = cluster;
  }

  /** The static pods are gone: `kubeadm reset`. */
  async reset(): Promise<void> {
    if (this.serving !== undefined) await this.stopServing(this.machine.spec.addresses[0]);
    this.node = undefined;
    this.watchManifests();
    await this.lose();
  }

  /** Nothing of a cluster is on the disk any more; the cluster ends with its last copy. */
  async lose(): Promise<void> {
    const cluster = this.clusterOfFile(paths.adminConf);
    if (cluster === undefined || !loseEtcdData(cluster, this.machine.spec.addresses[0])) return;
    await this.machine.clusters.discard(cluster.caHash);
  }

  private async stopServing(address: string): Promise<void> {
    const cluster = this.serving;
    this.serving = undefined;
    await cluster?.unserve(address);
  }

  private async convergeNode(): Promise<void> {
    const runs = this.on && this.kubelets > 0 && this.hasRuntime();
    const { node } = this;
    if (!runs) {
      this.node = undefined;
      if (node !== undefined) await node.cluster.setNodeReady(node.name, false);
      return;
    }
    if (node !== undefined) return;
    const text = this.machine.files.read(paths.kubeletConf);
    if (text === undefined) return;
    const access = readKubeconfig(text);
    const cluster = this.machine.clusters.byCaHash(access.caHash);
    const { neighbourhood, spec, files } = this.machine;
    try {
      if (cluster === undefined) throw new Error('the cluster is gone');
      await neighbourhood.probe(spec.addresses[0], resolveHost(files, access.host), access.port);
    } catch {
      this.cancelRetry = this.machine.world.clock.after(RETRY_SECONDS, () => void this.sync());
      return;
    }
    const name = access.node ?? this.machine.hostname().toLowerCase();
    await cluster.addNode(this.nodeSpec(name));
    await cluster.setNodeReady(name, true);
    this.node = { cluster, name };
  }

  /** What the kubelet registers. */
  nodeSpec(name: string): NodeSpec {
    const { spec, files } = this.machine;
    const { labels, taints } = kubeletFlags(files);
    return {
      name,
      address: spec.addresses[0],
      cpus: spec.cpus,
      memoryBytes: spec.memoryBytes,
      controlPlane: files.read(paths.apiServerManifest) !== undefined,
      labels,
      taints,
      machineId: (files.read('/etc/machine-id') ?? '').trim(),
    };
  }

  private hasRuntime(): boolean {
    return this.machine.services.state('containerd.service') === 'active';
  }

  private clusterOfFile(path: string): SandboxCluster | undefined {
    const text = this.machine.files.read(path);
    return text === undefined ? undefined : this.machine.clusters.byCaHash(readKubeconfig(text).caHash);
  }

  private configurationProblem(): string | undefined {
    const text = this.machine.files.read(paths.kubeletConfig);
    if (text === undefined) {
      return `failed to load kubelet config file, path: ${paths.kubeletConfig}, error: open ${paths.kubeletConfig}: no such file or directory`;
    }
    try {
      const config = parse(text) as { readonly kind?: unknown } | null;
      if (config?.kind !== 'KubeletConfiguration') throw new Error('it is no KubeletConfiguration');
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      return `failed to load kubelet config file, path: ${paths.kubeletConfig}, error: ${reason}`;
    }
    return this.machine.files.read(paths.kubeletConf) === undefined
      ? `failed to run Kubelet: unable to load bootstrap kubeconfig: stat /etc/kubernetes/bootstrap-kubelet.conf: no such file or directory`
      : undefined;
  }

  /** A manifest that is taken away ends its pod, one that is put back starts it. */
  private watchManifests(): void {
    const begun = this.serving !== undefined || this.manifests !== undefined;
    const wanted = this.on && begun && this.machine.files.isFolder(paths.manifests);
    if (wanted === (this.manifests !== undefined)) return;
    this.manifests?.close();
    this.manifests = undefined;
    if (!wanted) return;
    this.manifests = watch(
      this.machine.files.locate(paths.manifests),
      { persistent: false },
      () => void this.sync(),
    );
    this.manifests.on('error', () => undefined);
  }
}

/** The version of an installed package without its revision: `1.34.4`. */
export function installedVersion(machine: Pick<MachineContext, 'packages'>, name: string): string {
  const version = machine.packages.status.find(name)?.version;
  if (version === undefined) throw new ProgramError(`the package ${name} is not installed`);
  return version.replace(/-.*/, '');
}

/** `1121 04:05:06.000000` */
function klogTime(): string {
  const [, month = '', day = '', time = ''] =
    /^\d+-(\d+)-(\d+)T([\d:.]+)Z$/.exec(new Date().toISOString()) ?? [];
  return `${month}${day} ${time}000`;
}
