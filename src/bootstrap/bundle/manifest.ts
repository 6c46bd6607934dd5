/** The content of `bundle.json`: what an offline bundle of Kubernetes holds. */
export interface BundleManifest {
  readonly apiVersion: 'fleetwright.dev/bundle/v1';
  /** Without a leading v: `1.34.4`. */
  readonly kubernetesVersion: string;
  readonly architecture: 'amd64' | 'arm64';
  readonly files: readonly BundleFile[];
}

export interface BundleFile {
  /** Relative to the bundle's root, with forward slashes. */
  readonly path: string;
  /** `binary` goes to /usr/local/bin, `cni` to /opt/cni/bin, `image` into containerd. */
  readonly kind: 'binary' | 'cni' | 'image';
  /** Lowercase hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** Hosts that get the file; every host when absent. */
  readonly roles?: readonly BundleRole[];
  /** Of images: the name under which the kubelet asks for it. */
  readonly reference?: string;
}

export type BundleRole = 'control-plane' | 'worker';

/** A bundle cannot be used. The message names the bundle and the way out. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

const kinds = ['binary', 'cni', 'image'] as const;
const roles = ['control-plane', 'worker'] as const;
const requiredBinaries = ['kubeadm', 'kubelet', 'kubectl'] as const;

/** Reads and validates a `bundle.json`; throws {@link BundleError} naming the first field that is wrong. */
export function parseManifest(text: string, where: string): BundleManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BundleError(`${where}: not JSON: ${(error as Error).message}`);
  }
  const fields = record(value, where, 'the document');
  if (fields['apiVersion'] !== 'fleetwright.dev/bundle/v1') {
    throw invalid(where, 'apiVersion', fields['apiVersion'], '"fleetwright.dev/bundle/v1"');
  }
  const kubernetesVersion = fields['kubernetesVersion'];
  if (typeof kubernetesVersion !== 'string' || !/^\d+\.\d+\.\d+/.test(kubernetesVersion)) {
    throw invalid(where, 'kubernetesVersion', kubernetesVersion, 'a version like "1.34.4"');
  }
  const architecture = fields['architecture'];
  if (architecture !== 'amd64' && architecture !== 'arm64') {
    throw invalid(where, 'architecture', architecture, '"amd64" or "arm64"');
  }
  if (!Array.isArray(fields['files'])) throw invalid(where, 'files', fields['files'], 'a list');
  const files = fields['files'].map((file, index) => parseFile(file, where, `files[${String(index)}]`));
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) throw new BundleError(`${where}: files: "${path}" is listed twice`);
    paths.add(path);
  }
  for (const name of requiredBinaries) {
    if (!files.some((file) => file.kind === 'binary' && baseName(file.path) === name)) {
      throw new BundleError(
        `${where}: files: the binary "${name}" is missing; a bundle needs ${requiredBinaries.join(', ')}`,
      );
    }
  }
  return { apiVersion: 'fleetwright.dev/bundle/v1', kubernetesVersion, architecture, files };
}

/** The last segment of a path in a bundle. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parseFile(value: unknown, where: string, at: string): BundleFile {
  const fields = record(value, where, at);
  const { path, kind, sha256, size, reference } = fields;
  if (typeof path !== 'string' || !isPlainPath(path)) {
    throw invalid(
      where,
      `${at}.path`,
      path,
      'a relative path of letters, digits, ".", "_", "-" and "/" without ".."',
    );
  }
  const knownKind = kinds.find((one) => one === kind);
  if (knownKind === undefined) throw invalid(where, `${at}.kind`, kind, kinds.join(', '));
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw invalid(where, `${at}.sha256`, sha256, '64 lowercase hex digits');
  }
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw invalid(where, `${at}.size`, size, 'a number of bytes');
  }
  if (knownKind === 'image' && (typeof reference !== 'string' || !/^[\w.:/@-]+$/.test(reference))) {
    throw invalid(
      where,
      `${at}.reference`,
      reference,
      'an image reference like "registry.k8s.io/pause:3.10.1"',
    );
  }
  return {
    path,
    kind: knownKind,
    sha256,
    size,
    ...(fields['roles'] === undefined ? {} : { roles: parseRoles(fields['roles'], where, `${at}.roles`) }),
    ...(typeof reference === 'string' ? { reference } : {}),
  };
}

function parseRoles(value: unknown, where: string, at: string): BundleRole[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    const role = roles.find((known) => known === one);
    if (role === undefined) throw invalid(where, at, one, roles.join(', '));
    return role;
  });
}

function isPlainPath(path: string): boolean {
  return /^[\w.+-]+(\/[\w.+-]+)*$/.test(path) && !path.split('/').includes('..');
}

function record(value: unknown, where: string, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BundleError(`${where}: ${at} must be an object`);
  }
  return value as Record<string, unknown>;
}

function invalid(where: string, field: string, value: unknown, expected: string): BundleError {
  return new BundleError(
    `${where}: ${field} is ${JSON.stringify(value) ?? 'missing'}; it must be ${expected}`,
  );
}
