import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from './run-command';

export interface ImageOptions {
  /** `registry.example/name:tag`. */
  readonly reference: string;
  /** What the image holds. */
  readonly root: string;
  readonly entrypoint: readonly string[];
  /** The archive to write. */
  readonly output: string;
}

const plainTar = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];

/**
 * Packs a folder into an image of one layer, as the archive that `docker save` writes and that `ctr images import` and
 * `docker load` read. The same content gives the same bytes.
 */
export async function packImage(options: ImageOptions): Promise<void> {
  const work = mkdtempSync(`${options.output}-`);
  try {
    const layer = join(work, 'layer.tar');
    await run('tar', [...plainTar, '-C', options.root, '-cf', layer, '.']);
    const content = readFileSync(layer);
    rmSync(layer);
    writeFileSync(join(work, 'layer.tar.gz'), gzipSync(content, { level: 6 }));
    const config = JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {
        Entrypoint: options.entrypoint,
        Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(content)}`] },
    });
    const configName = `${sha256(Buffer.from(config))}.json`;
    writeFileSync(join(work, configName), config);
    const manifest = [{ Config: configName, RepoTags: [options.reference], Layers: ['layer.tar.gz'] }];
    writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
    await run('tar', [
      ...plainTar,
      '-C',
      work,
      '-cf',
      options.output,
      'manifest.json',
      configName,
      'layer.tar.gz',
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
