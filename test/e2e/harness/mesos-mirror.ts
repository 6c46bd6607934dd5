import { join } from 'node:path';
import { ownPrograms } from './bundle';
import { ensureDebianMirror, useDebianMirror } from './debian-mirror';
import { FileServer } from './file-server';
import { ensureMesosPackages, mesosVersionsOf, tarballsOf } from './mesos-packages';

export interface Tarball {
  readonly url: string;
  readonly path: string;
  readonly sha256: string;
}

/**
 * Where the hosts of a Mesos cluster get everything: Debian's packages, those of Mesos and Marathon, tarballs of the same
 * and the program that apps run. On the gateway of the test hosts' network.
 */
export class MesosMirror {
  private constructor(
    private readonly server: FileServer,
    private readonly packages: string,
  ) {}

  /** @param address of this machine, as the hosts see it */
  static async start(address: string): Promise<MesosMirror> {
    const packages = await ensureMesosPackages();
    const server = await FileServer.start(address, {
      debian: await ensureDebianMirror(),
      apt: join(packages, 'apt'),
      tarballs: join(packages, 'tarballs'),
      programs: await ownPrograms(),
    });
    return new MesosMirror(server, packages);
  }

  /** sh; has a host take Debian's packages from here. */
  get use(): string {
    return useDebianMirror(`${this.server.origin}/debian`);
  }

  /** Of Mesos and Marathon, with their key at `Release.key`. */
  get aptRepository(): string {
    return `${this.server.origin}/apt/`;
  }

  /** Two versions of Mesos that the repository has, the older one first. */
  get mesosVersions(): readonly [string, string] {
    const [older, newer] = mesosVersionsOf(this.packages);
    if (older === undefined || newer === undefined) throw new Error('there are no two versions of Mesos');
    return [older, newer];
  }

  get aptKey(): string {
    return `${this.aptRepository}Release.key`;
  }

  /** The program that answers HTTP, to be fetched by apps. */
  get web(): string {
    return `${this.server.origin}/programs/web`;
  }

  tarball(name: 'mesos' | 'marathon'): Tarball {
    const found = tarballsOf(this.packages)[name];
    if (found === undefined) throw new Error(`there is no tarball of ${name}`);
    const { file, sha256 } = found;
    return {
      url: `${this.server.origin}/tarballs/${file}`,
      path: join(this.packages, 'tarballs', file),
      sha256,
    };
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
