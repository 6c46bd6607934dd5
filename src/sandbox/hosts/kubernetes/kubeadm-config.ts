import { parseAllDocuments } from 'yaml';
import type { NodeTaint } from '../../kubernetes';
import { ProgramError } from '../programs/program-call';

export type YamlObject = Readonly<Record<string, unknown>>;

/** Node registration of both kinds of configuration. */
export interface Registration {
  readonly name: string | undefined;
  readonly criSocket: string | undefined;
  readonly kubeletFlags: readonly { readonly name: string; readonly value: string }[];
  /** Undefined leaves it to the role. */
  readonly taints: readonly NodeTaint[] | undefined;
  readonly ignoredChecks: readonly string[];
}

export interface InitSettings {
  readonly registration: Registration;
  readonly advertiseAddress: string | undefined;
  readonly bindPort: number;
  readonly certificateKey: string | undefined;
  readonly patches: string | undefined;
  readonly cluster: YamlObject;
  readonly kubelet: YamlObject | undefined;
  readonly kubeProxy: YamlObject | undefined;
}

export interface JoinSettings {
  readonly registration: Registration;
  readonly token: string;
  readonly endpoint: string;
  readonly caHashes: readonly string[];
  readonly patches: string | undefined;
  /** Undefined for a worker. */
  readonly controlPlane:
    | { readonly certificateKey: string | undefined; readonly advertiseAddress: string | undefined }
    | undefined;
}

const API_VERSION = 'kubeadm.k8s.io/v1beta4';

/** @throws ProgramError for what kubeadm would refuse */
export function parseInit(text: string): InitSettings {
  const documents = documentsOf(text);
  const init = ofKind(documents, 'InitConfiguration') ?? {};
  const endpoint = objectAt(init, 'localAPIEndpoint');
  return {
    registration: registrationOf(init),
    advertiseAddress: textAt(endpoint, 'advertiseAddress'),
    bindPort: Number(endpoint['bindPort'] ?? 6443),
    certificateKey: textAt(init, 'certificateKey'),
    patches: textAt(objectAt(init, 'patches'), 'directory'),
    cluster: ofKind(documents, 'ClusterConfiguration') ?? {},
    kubelet: ofKind(documents, 'KubeletConfiguration'),
    kubeProxy: ofKind(documents, 'KubeProxyConfiguration'),
  };
}

/** @throws ProgramError for what kubeadm would refuse */
export function parseJoin(text: string): JoinSettings {
  const join = ofKind(documentsOf(text), 'JoinConfiguration');
  if (join === undefined) throw new ProgramError('no JoinConfiguration found in the supplied config');
  const discovery = objectAt(objectAt(join, 'discovery'), 'bootstrapToken');
  const controlPlane = join['controlPlane'] === undefined ? undefined : objectAt(join, 'controlPlane');
  return {
    registration: registrationOf(join),
    token: textAt(discovery, 'token') ?? '',
    endpoint: textAt(discovery, 'apiServerEndpoint') ?? '',
    caHashes: listAt(discovery, 'caCertHashes').map(String),
    patches: textAt(objectAt(join, 'patches'), 'directory'),
    controlPlane:
      controlPlane === undefined
        ? undefined
        : {
            certificateKey: textAt(controlPlane, 'certificateKey'),
            advertiseAddress: textAt(objectAt(controlPlane, 'localAPIEndpoint'), 'advertiseAddress'),
          },
  };
}

function documentsOf(text: string): readonly YamlObject[] {
  const documents = parseAllDocuments(text);
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new ProgramError(`error unmarshaling configuration: ${error.message}`);
    const value: unknown = document.toJS();
    if (!isObject(value)) return [];
    const { apiVersion, kind } = value;
    if (String(apiVersion).startsWith('kubeadm.k8s.io/') && apiVersion !== API_VERSION) {
      throw new ProgramError(
        `the sandbox reads kubeadm configurations of ${API_VERSION} only, and ${String(kind)} is of ${String(apiVersion)}`,
      );
    }
    return [value];
  });
}

function registrationOf(config: YamlObject): Registration {
  const registration = objectAt(config, 'nodeRegistration');
  const taints = registration['taints'];
  return {
    name: textAt(registration, 'name'),
    criSocket: textAt(registration, 'criSocket'),
    kubeletFlags: listAt(registration, 'kubeletExtraArgs')
      .filter(isObject)
      .map(({ name, value }) => ({ name: String(name), value: String(value) })),
    taints: Array.isArray(taints)
      ? taints.filter(isObject).map(({ key, value, effect }) => ({
          key: String(key),
          ...(value === undefined ? {} : { value: String(value) }),
          effect: String(effect),
        }))
      : undefined,
    ignoredChecks: listAt(registration, 'ignorePreflightErrors').map((one) => String(one).toLowerCase()),
  };
}

function ofKind(documents: readonly YamlObject[], kind: string): YamlObject | undefined {
  return documents.find((document) => document['kind'] === kind);
}

export function isObject(value: unknown): value is YamlObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: YamlObject, key: string): YamlObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

export function textAt(value: YamlObject, key: string): string | undefined {
  const found = value[key];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function listAt(value: YamlObject, key: string): readonly unknown[] {
  const found = value[key];
  return Array.isArray(found) ? found : [];
}
