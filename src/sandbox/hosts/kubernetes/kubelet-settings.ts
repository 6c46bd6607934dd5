import { parse, stringify } from 'yaml';
import type { MachineFiles } from '../system/machine-files';
import { isObject, type YamlObject } from './kubeadm-config';
import { kubernetesPaths as paths } from './kubernetes-paths';

/** Writes the kubelet's configuration: that of the cluster with the patches of this machine merged in. */
export function writeKubeletConfig(
  files: MachineFiles,
  configuration: YamlObject,
  patches: string | undefined,
): void {
  let merged = configuration;
  for (const name of patches === undefined ? [] : files.list(patches)) {
    if (!/^kubeletconfiguration\d*(\+(merge|strategic))?\.(ya?ml|json)$/.test(name)) continue;
    const patch: unknown = parse(files.read(`${String(patches)}/${name}`) ?? '');
    if (isObject(patch)) merged = merge(merged, patch);
  }
  files.write(paths.kubeletConfig, stringify(merged), 0o644);
}

/** As a JSON merge patch: null takes away. */
function merge(base: YamlObject, patch: YamlObject): YamlObject {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const before = result[key];
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = isObject(value) && isObject(before) ? merge(before, value) : value;
  }
  return result;
}
