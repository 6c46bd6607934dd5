import type { NodeTaint } from '../../kubernetes';
import type { MachineFiles } from '../system/machine-files';
import { kubernetesPaths as paths } from './kubernetes-paths';

/** What a kubelet registers its node with. */
export interface KubeletFlags {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
}

/** Reads the flags that kubeadm wrote for the kubelet. */
export function kubeletFlags(files: MachineFiles): KubeletFlags {
  const text = files.read(paths.kubeletFlags) ?? '';
  const flag = (name: string): string => new RegExp(`--${name}=([^\\s"]*)`).exec(text)?.[1] ?? '';
  const entries = (value: string): readonly string[] => value.split(',').filter((one) => one !== '');
  return {
    labels: Object.fromEntries(entries(flag('node-labels')).map((one) => pair(one))),
    taints: entries(flag('register-with-taints')).map((one) => {
      const [definition = '', effect = ''] = one.split(':');
      const [key, value] = pair(definition);
      return value === '' ? { key, effect } : { key, value, effect };
    }),
  };
}

/** Writes them, as kubeadm does before it starts the kubelet. */
export function writeKubeletFlags(
  files: MachineFiles,
  flags: readonly { readonly name: string; readonly value: string }[],
  taints: readonly NodeTaint[],
): void {
  const registered = taints.map(
    ({ key, value, effect }) => `${key}${value === undefined ? '' : `=${value}`}:${effect}`,
  );
  const all = [
    ...flags.map(({ name, value }) => `--${name}=${value}`),
    ...(registered.length === 0 ? [] : [`--register-with-taints=${registered.join(',')}`]),
  ];
  files.write(paths.kubeletFlags, `KUBELET_KUBEADM_ARGS="${all.join(' ')}"\n`);
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
