import type { NodeSpec } from '../cluster-backend';
import { IpRange } from '../cluster/ip-range';
import type { ControllerContext } from '../controllers/context';
import { mapAt, mapsAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { nameOf, uidOf } from '../kinds/resource';
import { microTimestamp, newUid, timestamp } from '../objects/metadata';
import { Kubelets } from './kubelets';
import { markPodsUnready, runNodeLifecycle } from './node-lifecycle';
import { nodeConditions, nodeObject, silentConditions } from './node-object';
import { NodeUsage } from './node-usage';
import { Scheduler } from './scheduler';
import { staticPods } from './static-pods';

/** Simulated seconds. */
const readyAfter = 1;
/** How long the control plane waits for a node's heartbeat (`--node-monitor-grace-period`). */
const silentAfter = 50;
const leaseSeconds = 40;
const podBits = 24;

interface Member {
  spec: NodeSpec;
  alive: boolean;
  readonly podCidr: IpRange;
  readonly podCidrText: string;
  nextPod: number;
  cancel: (() => void) | undefined;
}

export interface NodePoolOptions {
  readonly version: string;
  readonly podCidr: string;
}

/** The nodes of a cluster with their kubelets, and what looks after them. */
export class NodePool {
  private readonly members = new Map<string, Member>();
  private readonly usage = new NodeUsage();
  private readonly kubelets: Kubelets;
  private readonly scheduler: Scheduler;
  private readonly range: IpRange;
  private joined = 0;
  private renewing = false;

  constructor(
    private readonly context: ControllerContext,
    private readonly options: NodePoolOptions,
  ) {
    this.range = new IpRange(options.podCidr);
    // Before everything that asks for it.
    context.listen('pods', ({ type, object }) => {
      this.usage.see(object, type === 'DELETED');
    });
    this.kubelets = new Kubelets(context, (name) => this.placeOf(name));
    this.scheduler = new Scheduler(context, this.usage);
    runNodeLifecycle(context, this.usage);
  }

  private placeOf(name: string) {
    const member = this.members.get(name);
    if (member === undefined) return undefined;
    return {
      address: member.spec.address,
      alive: member.alive,
      nextPodAddress: () => member.podCidr.at(2 + (member.nextPod++ % (member.podCidr.size - 3))),
    };
  }

  async add(spec: NodeSpec): Promise<void> {
    const known = this.members.get(spec.name);
    const podCidrText = known?.podCidrText ?? this.range.subnet(this.joined++, podBits);
    const podCidr = known?.podCidr ?? new IpRange(podCidrText);
    const member: Member = known ?? {
      spec,
      alive: true,
      podCidr,
      podCidrText,
      nextPod: 0,
      cancel: undefined,
    };
    member.spec = spec;
    this.members.set(spec.name, member);
    const nodes = this.context.resource('', 'v1', 'nodes');
    if (this.context.store.get('nodes', '', spec.name) === undefined) {
      const { random } = this.context;
      const body = nodeObject({
        spec,
        version: this.options.version,
        podCidr: podCidrText,
        bootId: newUid(random),
      });
      const actor = { user: `system:node:${spec.name}`, groups: ['system:nodes'], manager: 'kubelet' };
      await this.context.objects.create(nodes, '', body, { actor });
    }
    if (spec.controlPlane) await this.showStaticPods(spec);
    this.scheduler.start();
    this.setReady(spec.name, true);
    this.renewLeases();
  }

  private async showStaticPods(spec: NodeSpec): Promise<void> {
    const node = this.context.store.get('nodes', '', spec.name);
    const pods = this.context.resource('', 'v1', 'pods');
    for (const pod of staticPods(spec, node === undefined ? '' : uidOf(node), this.options.version)) {
      const name = textAt(pod, 'metadata', 'name') ?? '';
      if (this.context.store.get('pods', 'kube-system', name) === undefined)
        await this.context.create(pods, 'kube-system', pod);
    }
  }

  setReady(name: string, ready: boolean): void {
    const member = this.members.get(name);
    if (member === undefined) return;
    member.cancel?.();
    member.alive = ready;
    member.cancel = this.context.after(ready ? readyAfter : silentAfter, () => {
      member.cancel = undefined;
      if (ready) this.heartbeat(name);
      else this.silence(name);
    });
    if (ready) this.kubelets.resume(name);
  }

  private heartbeat(name: string): void {
    this.writeConditions(
      name,
      'kubelet',
      () => nodeConditions(true, 'kubelet is posting ready status', timestamp()) as JsonMap[],
    );
    const node = this.context.store.get('nodes', '', name);
    if (node !== undefined)
      this.context.event(node, 'Normal', 'NodeReady', `Node ${name} status is now: NodeReady`, 'kubelet');
    this.kubelets.resume(name);
  }

  private silence(name: string): void {
    this.writeConditions(name, 'kube-controller-manager', (node) => {
      const before = mapsAt(node, 'status', 'conditions');
      const known = before.length > 0 ? before : (nodeConditions(false, '', timestamp()) as JsonMap[]);
      return silentConditions(known, timestamp());
    });
    const node = this.context.store.get('nodes', '', name);
    if (node !== undefined)
      this.context.event(
        node,
        'Normal',
        'NodeNotReady',
        `Node ${name} status is now: NodeNotReady`,
        'node-controller',
      );
    markPodsUnready(this.context, this.usage, name);
  }

  private writeConditions(name: string, manager: string, conditionsOf: (node: ApiObject) => JsonMap[]): void {
    const node = this.context.store.get('nodes', '', name);
    if (node === undefined) return;
    const before = mapsAt(node, 'status', 'conditions');
    const conditions = conditionsOf(node).map((condition) => {
      const same = before.find(
        (one) => one['type'] === condition['type'] && one['status'] === condition['status'],
      );
      return same === undefined
        ? condition
        : { ...condition, lastTransitionTime: same['lastTransitionTime'] };
    });
    const nodes = this.context.resource('', 'v1', 'nodes');
    this.context.setStatus(nodes, node, { ...mapAt(node, 'status'), conditions }, manager);
  }

  /** Deletes the Node object; a machine of the name registers anew only when it is added again. */
  remove(name: string): void {
    const member = this.members.get(name);
    member?.cancel?.();
    this.members.delete(name);
    const node = this.context.store.get('nodes', '', name);
    if (node !== undefined) this.context.delete(this.context.resource('', 'v1', 'nodes'), node);
  }

  private renewLeases(): void {
    if (this.renewing) return;
    this.renewing = true;
    const renew = () => {
      for (const [name, { alive }] of this.members) {
        const node = this.context.store.get('nodes', '', name);
        if (alive && node !== undefined) this.renewLease(node);
      }
      this.context.after(leaseSeconds, renew);
    };
    renew();
  }

  private renewLease(node: ApiObject): void {
    const { store, random } = this.context;
    const name = nameOf(node);
    const known = store.get('coordination.k8s.io/leases', 'kube-node-lease', name);
    const metadata = known?.metadata ?? {
      name,
      namespace: 'kube-node-lease',
      uid: newUid(random),
      creationTimestamp: timestamp(),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: uidOf(node) }],
    };
    store.put('coordination.k8s.io/leases', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata,
      spec: { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime: microTimestamp() },
    });
  }
}
