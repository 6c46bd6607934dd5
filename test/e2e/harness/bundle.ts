import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedFolder, cachePath, keyOf } from './cache';
import { buildGoRelease, buildOwnProgram } from './go-build';
import { packImage } from './image-archive';
import { packetFilterFiles } from './packet-filter';
import { progress } from './progress';
import { cniPlugins, coredns, etcd, kubernetes, kubernetesVersion, pauseVersion } from './releases';

type Role = 'control-plane' | 'worker';
interface BundleFile {
  readonly path: string;
  readonly kind: 'binary' | 'cni' | 'image';
  readonly reference?: string;
  readonly roles: readonly Role[];
}
interface ImageRecipe {
  readonly reference: string;
  readonly roles: readonly Role[];
  readonly entrypoint: string;
  /** Program in the cache → path in the image; the first one is what the image is about. */
  readonly files: readonly (readonly [source: string, destination: string])[];
  /** A folder whose content is put into the image as well. */
  readonly base?: string;
}

const everywhere: readonly Role[] = ['control-plane', 'worker'];
const controlPlane: readonly Role[] = ['control-plane'];
/** Raised when the way a bundle is put together changes. */
const format = '1';

/** Images of the app that workload tests run, one and the same program. */
export const webImages = ['fleetwright.test/web:1', 'fleetwright.test/web:2'];

/**
 * The folder of an offline Kubernetes bundle: kubeadm, kubelet, kubectl, the CNI plugins and every image that kubeadm
 * and the tests name. Built from Go modules when the cache does not have it (about 20 minutes on two cores).
 */
export async function ensureBundle(): Promise<string> {
  const binaries = {
    kubernetes: await buildGoRelease(kubernetes),
    etcd: await buildGoRelease(etcd),
    coredns: await buildGoRelease(coredns),
    cni: await buildGoRelease(cniPlugins),
    own: await ownPrograms(),
  };
  const base = await packetFilterFiles();
  const releases = [kubernetes, etcd, coredns, cniPlugins].map(({ name, version }) => `${name} ${version}`);
  const images = imageRecipes(binaries, base);
  const key = keyOf(
    format,
    ...releases,
    readFileSync(join(binaries.own, '..', '.key'), 'utf8'),
    JSON.stringify(images),
  );
  const name = `kubernetes-${kubernetesVersion}-amd64`;
  return cachedFolder(cachePath('bundles', name), key, async (temporary) => {
    progress(`packing the bundle ${name}`);
    const files: BundleFile[] = [];
    const add = (source: string, path: string, kind: BundleFile['kind']) => {
      mkdirSync(dirname(join(temporary, path)), { recursive: true });
      copyFileSync(source, join(temporary, path));
      files.push({ path, kind, roles: everywhere });
    };
    for (const program of ['kubeadm', 'kubelet', 'kubectl']) {
      add(join(binaries.kubernetes, program), `bin/${program}`, 'binary');
    }
    for (const plugin of Object.keys(cniPlugins.programs))
      add(join(binaries.cni, plugin), `cni/${plugin}`, 'cni');
    mkdirSync(join(temporary, 'images'));
    for (const image of images) {
      const path = `images/${image.reference.replace(/^[^/]*\//, '').replaceAll(/[/:]/g, '-')}.tar`;
      progress(`  ${image.reference}`);
      await assembleImage(image, join(temporary, path));
      files.push({ path, kind: 'image', reference: image.reference, roles: image.roles });
    }
    const described = files.map((file) => ({ ...file, ...measure(join(temporary, file.path)) }));
    const manifest = {
      apiVersion: 'fleetwright.dev/bundle/v1',
      kubernetesVersion,
      architecture: 'amd64',
      files: described,
    };
    writeFileSync(join(temporary, 'bundle.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  });
}

/** What `kubeadm config images list` names, with the programs at the paths its manifests run, and the app of the tests. */
function imageRecipes(
  binaries: Readonly<Record<'kubernetes' | 'etcd' | 'coredns' | 'own', string>>,
  packetFilter: string,
): ImageRecipe[] {
  const registry = 'registry.k8s.io';
  const usrLocalBin = (folder: string, program: string) =>
    [join(folder, program), `usr/local/bin/${program}`] as const;
  const component = (name: string): ImageRecipe => ({
    reference: `${registry}/${name}:v${kubernetesVersion}`,
    roles: controlPlane,
    entrypoint: `/usr/local/bin/${name}`,
    files: [usrLocalBin(binaries.kubernetes, name)],
  });
  return [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(component),
    { ...component('kube-proxy'), roles: everywhere, base: packetFilter },
    {
      reference: `${registry}/etcd:${etcd.version}-0`,
      roles: controlPlane,
      entrypoint: '/usr/local/bin/etcd',
      files: [usrLocalBin(binaries.etcd, 'etcd'), usrLocalBin(binaries.etcd, 'etcdctl')],
    },
    {
      reference: `${registry}/coredns/coredns:v${coredns.version}`,
      roles: everywhere,
      entrypoint: '/coredns',
      files: [[join(binaries.coredns, 'coredns'), 'coredns']],
    },
    {
      reference: `${registry}/pause:${pauseVersion}`,
      roles: everywhere,
      entrypoint: '/pause',
      files: [[join(binaries.own, 'pause'), 'pause']],
    },
    ...webImages.map((reference) => ({
      reference,
      roles: everywhere,
      entrypoint: '/web',
      files: [[join(binaries.own, 'web'), 'web']] as const,
    })),
  ];
}

async function assembleImage(image: ImageRecipe, output: string): Promise<void> {
  const root = `${output}.root`;
  mkdirSync(root);
  if (image.base !== undefined) cpSync(image.base, root, { recursive: true });
  for (const [source, destination] of image.files) {
    mkdirSync(dirname(join(root, destination)), { recursive: true });
    copyFileSync(source, join(root, destination));
  }
  await packImage({ reference: image.reference, root, entrypoint: [image.entrypoint], output });
  rmSync(root, { recursive: true });
}

/** Programs of the harness itself, which apps run. */
export async function ownPrograms(): Promise<string> {
  const names = ['pause', 'web'];
  const sources = names.map((name) => readFileSync(join(__dirname, 'programs', name, 'main.go'), 'utf8'));
  const folder = await cachedFolder(cachePath('programs'), keyOf(...sources), async (temporary) => {
    for (const name of names) await buildOwnProgram(name, join(temporary, 'bin', name));
  });
  return join(folder, 'bin');
}

function measure(path: string): { sha256: string; size: number } {
  return { sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), size: statSync(path).size };
}
