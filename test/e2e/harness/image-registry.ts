import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { run } from './run-command';

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** What `packImage` writes as manifest.json. */
type ArchiveManifest = readonly {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}[];

/**
 * The images of a bundle, as a registry serves them that may be pulled from
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull). A mirror of every registry they name.
 */
export class ImageRegistry {
  /** `<name>:<tag>` without the registry → manifest. */
  private readonly manifests = new Map<string, string>();
  /** Digest → file. */
  private readonly blobs = new Map<string, string>();

  /** @param scratch where the images are unpacked */
  static async of(archives: string, scratch: string): Promise<ImageRegistry> {
    const registry = new ImageRegistry();
    for (const name of readdirSync(archives)) await registry.add(join(archives, name), join(scratch, name));
    return registry;
  }

  /** For paths below `/v2/`. */
  serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://registry').pathname;
    const [, name = '', kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
    const manifest = kind === 'manifests' ? this.manifest(name, reference) : undefined;
    const blob = kind === 'blobs' ? this.blobs.get(reference) : undefined;
    if (path === '/v2/') response.end('{}');
    else if (manifest !== undefined) {
      response.setHeader('content-type', manifestType);
      response.setHeader('docker-content-digest', digestOf(manifest));
      response.setHeader('content-length', Buffer.byteLength(manifest));
      response.end(request.method === 'HEAD' ? undefined : manifest);
    } else if (blob !== undefined) {
      response.setHeader('content-length', statSync(blob).size);
      if (request.method === 'HEAD') response.end();
      else createReadStream(blob).pipe(response);
    } else {
      response.statusCode = 404;
      response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"there is none"}]}');
    }
  }

  private manifest(name: string, reference: string): string | undefined {
    const byTag = this.manifests.get(`${name}:${reference}`);
    return byTag ?? [...this.manifests.values()].find((one) => digestOf(one) === reference);
  }

  private async add(archive: string, folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    await run('tar', ['-C', folder, '-xf', archive]);
    const described = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ArchiveManifest;
    for (const { Config, RepoTags, Layers } of described) {
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: this.blob(folder, Config, 'application/vnd.docker.container.image.v1+json'),
        layers: Layers.map((layer) =>
          this.blob(folder, layer, 'application/vnd.docker.image.rootfs.diff.tar.gzip'),
        ),
      });
      for (const tag of RepoTags) this.manifests.set(tag.slice(tag.indexOf('/') + 1), manifest);
    }
  }

  private blob(folder: string, file: string, mediaType: string): object {
    const content = readFileSync(join(folder, file));
    const digest = digestOf(content);
    const path = join(folder, digest.replace(':', '-'));
    renameSync(join(folder, file), path);
    this.blobs.set(digest, path);
    return { mediaType, size: content.length, digest };
  }
}

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
