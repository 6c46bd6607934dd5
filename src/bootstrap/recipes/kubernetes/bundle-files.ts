import { baseName } from '../../bundle/manifest';
import type { BundleFile, BundleManifest, LoadedBundle } from '../../bundle';
import type { TransferOperation, TransferSource } from '../../operation';
import type { NodeRole } from './params';
import { paths } from './paths';

/** The files a host of this role gets. */
export function bundleFilesFor(manifest: BundleManifest, role: NodeRole): readonly BundleFile[] {
  return manifest.files.filter((file) => file.roles === undefined || file.roles.includes(role));
}

/** The binary of this name, whatever folder of the bundle it is in. */
export function bundledBinary(manifest: BundleManifest, name: string): BundleFile | undefined {
  return manifest.files.find((file) => file.kind === 'binary' && baseName(file.path) === name);
}

export function hasContainerd(manifest: BundleManifest): boolean {
  return bundledBinary(manifest, 'containerd') !== undefined;
}

/** The reference of the image whose repository ends in `name`: `pause`, `etcd`, `coredns`. */
export function bundledImage(manifest: BundleManifest, name: string): ImageReference | undefined {
  for (const { reference } of manifest.files) {
    const parsed = reference === undefined ? undefined : splitReference(reference);
    if (parsed?.name === name) return parsed;
  }
  return undefined;
}

export interface ImageReference {
  /** What comes before the last segment: `registry.k8s.io/coredns`. */
  readonly repository: string;
  readonly name: string;
  readonly tag: string;
}

function splitReference(reference: string): ImageReference | undefined {
  const match = /^(?:(.+)\/)?([^/:@]+):([^/:@]+)$/.exec(reference);
  if (match === null) return undefined;
  return { repository: match[1] ?? '', name: match[2] as string, tag: match[3] as string };
}

/** Brings one file of a bundle to `path`; the bytes are checked on the host. */
export function bundleTransfer(
  file: BundleFile,
  bundle: LoadedBundle,
  target: { readonly id: string; readonly path: string; readonly mode: string },
): TransferOperation {
  return {
    kind: 'transfer',
    id: target.id,
    description: `bring ${baseName(file.path)} from the bundle`,
    path: target.path,
    mode: target.mode,
    sha256: file.sha256,
    source: sourceOf(file, bundle),
  };
}

/** Where the tar of an image waits on the host. */
export function imageTarPath(file: BundleFile): string {
  return `${paths.images}/${baseName(file.path)}`;
}

function sourceOf(file: BundleFile, bundle: LoadedBundle): TransferSource {
  if (bundle.baseUrl !== null) return { kind: 'fetch', url: `${bundle.baseUrl}${file.path}` };
  return { kind: 'push', localPath: `${String(bundle.folder)}/${file.path}`, size: file.size };
}
