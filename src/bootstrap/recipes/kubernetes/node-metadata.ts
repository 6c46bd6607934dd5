import { quote } from '../../shell-text';
import { RecipeError } from '../recipe-error';
import type { Script } from '../script';
import { script } from './script';
import { parseTaints, type Taint } from './taints';

/** What is asked of a Node object; keys that others set are left alone. */
export interface NodeMetadata {
  readonly labels: Readonly<Record<string, string>>;
  /** `key=value:Effect`. Undefined leaves all taints as they are (kubeadm's own on a control plane). */
  readonly taints?: readonly string[];
}

export interface NodeStatus {
  readonly ready: boolean;
  /** Why it is not ready, in the kubelet's words; null when it is. */
  readonly reason: string | null;
  readonly unschedulable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** The keys of labels and taints this program set before. */
  readonly managed: { readonly labels: readonly string[]; readonly taints: readonly string[] };
  readonly internalAddress: string | null;
  readonly kubeletVersion: string;
}

const labelsAnnotation = 'fleetwright.dev/labels';
const taintsAnnotation = 'fleetwright.dev/taints';

/** Understands the output of `readNodeStatus`; null when the cluster does not know the node. @throws RecipeError */
export function parseNodeStatus(stdout: string): NodeStatus | null {
  if (stdout.trim() === '') return null;
  try {
    return nodeStatusOf(JSON.parse(stdout));
  } catch {
    throw new RecipeError(`kubectl printed something else than a node: "${stdout.slice(0, 200)}"`);
  }
}

/** @param object a Node as the API server gives it */
export function nodeStatusOf(object: unknown): NodeStatus {
  const node = object as NodeObject;
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  const annotations = node.metadata.annotations ?? {};
  return {
    ready: ready?.status === 'True',
    reason: ready?.status === 'True' ? null : (ready?.message ?? 'it has not reported yet'),
    unschedulable: node.spec.unschedulable ?? false,
    labels: node.metadata.labels ?? {},
    taints: node.spec.taints ?? [],
    managed: { labels: listOf(annotations[labelsAnnotation]), taints: listOf(annotations[taintsAnnotation]) },
    internalAddress: node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? null,
    kubeletVersion: node.status.nodeInfo?.kubeletVersion ?? '',
  };
}

/** One line per deviation of a node from what was asked, for the attribute `drift`. */
export function nodeDrift(name: string, status: NodeStatus | null, wanted: NodeMetadata): readonly string[] {
  if (status === null) return [`node ${name} is missing`];
  const lines: string[] = [];
  if (!status.ready) lines.push(`node ${name} is not ready: ${String(status.reason)}`);
  if (status.unschedulable) lines.push(`node ${name} is cordoned`);
  for (const [key, value] of Object.entries(wanted.labels)) {
    const actual = status.labels[key];
    if (actual === value) continue;
    lines.push(
      `node ${name}: label ${key} is ${actual === undefined ? 'missing' : `"${actual}"`}, declared "${value}"`,
    );
  }
  for (const taint of parseTaints(wanted.taints ?? [])) {
    if (status.taints.some((one) => sameTaint(one, taint))) continue;
    lines.push(`node ${name}: taint ${renderTaint(taint)} is missing`);
  }
  return lines;
}

/** Changes labels and taints from what is there to what is wanted; null when there is nothing to do. */
export function syncNodeMetadata(name: string, status: NodeStatus, wanted: NodeMetadata): Script | null {
  const node = quote(name);
  const labels = [
    ...Object.entries(wanted.labels)
      .filter(([key, value]) => status.labels[key] !== value)
      .map(([key, value]) => quote(`${key}=${value}`)),
    ...status.managed.labels
      .filter((key) => !(key in wanted.labels) && key in status.labels)
      .map((key) => quote(`${key}-`)),
  ];
  const wantedTaints = parseTaints(wanted.taints ?? []);
  const taints = [
    ...wantedTaints
      .filter((taint) => !status.taints.some((one) => sameTaint(one, taint)))
      .map((taint) => quote(renderTaint(taint))),
    ...status.managed.taints
      .filter((managed) => !wantedTaints.some((taint) => taintId(taint) === managed))
      .filter((managed) => status.taints.some((taint) => taintId(taint) === managed))
      .map((managed) => quote(`${managed}-`)),
  ];
  const annotations = [
    ...noteOf(labelsAnnotation, status.managed.labels, Object.keys(wanted.labels)),
    ...noteOf(taintsAnnotation, status.managed.taints, wantedTaints.map(taintId)),
  ];
  // What is managed is written down first: a run killed in between must still know what to take away later.
  const commands = [
    ...(annotations.length > 0 ? [`annotate --overwrite node ${node} ${annotations.join(' ')}`] : []),
    ...(labels.length > 0 ? [`label --overwrite node ${node} ${labels.join(' ')}`] : []),
    ...(taints.length > 0 ? [`taint --overwrite node ${node} ${taints.join(' ')}`] : []),
  ];
  if (commands.length === 0) return null;
  return script(
    `set labels and taints of the node ${name}`,
    commands.map((command) => `kubectl --request-timeout 20s ${command} >/dev/null`).join('\n'),
  );
}

function noteOf(annotation: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const [from, to] = [[...before].sort().join(','), [...after].sort().join(',')];
  if (from === to) return [];
  return [to === '' ? `${annotation}-` : quote(`${annotation}=${to}`)];
}

function listOf(annotation: string | undefined): readonly string[] {
  return annotation === undefined || annotation === '' ? [] : annotation.split(',');
}

function taintId(taint: Taint): string {
  return `${taint.key}:${taint.effect}`;
}

function sameTaint(one: Taint, other: Taint): boolean {
  return taintId(one) === taintId(other) && (one.value ?? '') === (other.value ?? '');
}

function renderTaint(taint: Taint): string {
  return `${taint.key}${taint.value === undefined ? '' : `=${taint.value}`}:${taint.effect}`;
}

interface NodeObject {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: { readonly kubeletVersion: string };
  };
}
