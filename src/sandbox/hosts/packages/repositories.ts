import type { MachineFiles } from '../system/machine-files';
import { debianPackage, kubernetesPackage, kubernetesPackageNames } from './catalogue';
import { mesosPackage, mesosPackageNames } from './mesos-packages';
import type { Package } from './package';

const LISTS = '/var/lib/apt/lists';

/** A line of sources.list. */
interface Source {
  readonly url: string;
  readonly suite: string;
  readonly signedBy: string | undefined;
}

/** What `apt-get update` said about a repository. */
export interface Fetched {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** The repositories a machine knows and what it knows of them: only what was fetched can be installed. */
export class Repositories {
  constructor(private readonly files: MachineFiles) {}

  update(): Fetched {
    const lines: string[] = [];
    const errors: string[] = [];
    this.files.makeFolder(LISTS);
    this.files.empty(LISTS);
    for (const source of this.sources()) {
      const what = `${source.url} ${source.suite}`.trim();
      const kind = kindOf(source);
      if (kind === undefined) {
        errors.push(
          `The repository '${what}' cannot be reached: the sandbox has no internet, and stands in for those of Debian and of Kubernetes, and for one of Mesos under any URL that ends in /mesos, only.`,
        );
      } else if (source.signedBy !== undefined && !this.hasKey(source.signedBy)) {
        errors.push(
          `The repository '${what}' is not signed: its key ${source.signedBy} is missing or is no key.`,
        );
      } else {
        lines.push(`Get:${String(lines.length + 1)} ${what} InRelease`);
        this.files.write(`${LISTS}/${listName(source)}_Packages`, `${kind}\n`);
      }
    }
    return { lines, errors };
  }

  /**
   * The package as the fetched repositories have it.
   * @param pattern a version as apt takes it, with `*`; empty for the newest
   */
  find(name: string, pattern: string): Package | 'unknown' | 'no such version' {
    let known = false;
    for (const list of this.files.list(LISTS)) {
      const [kind = '', minor = ''] = (this.files.read(`${LISTS}/${list}`) ?? '').trim().split(' ');
      const found =
        kind === 'debian'
          ? debianPackage(name)
          : kind === 'mesos'
            ? mesosPackage(name)
            : kubernetesVersion(name, minor, pattern);
      if (found === undefined) {
        known ||=
          (kind === 'kubernetes' && kubernetesPackageNames.includes(name)) ||
          (kind === 'mesos' && mesosPackageNames.includes(name));
        continue;
      }
      known = true;
      if (matches(found.version, pattern)) return found;
    }
    return known ? 'no such version' : 'unknown';
  }

  private sources(): readonly Source[] {
    const folder = '/etc/apt/sources.list.d';
    const files = this.files.list(folder).filter((name) => name.endsWith('.list'));
    return ['/etc/apt/sources.list', ...files.map((name) => `${folder}/${name}`)].flatMap((path) =>
      (this.files.read(path) ?? '').split('\n').flatMap(parseSource),
    );
  }

  private hasKey(path: string): boolean {
    const key = this.files.read(path);
    return key !== undefined && (key.includes('BEGIN PGP PUBLIC KEY BLOCK') || path.endsWith('.gpg'));
  }
}

function parseSource(line: string): readonly Source[] {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S.*)$/.exec(line.replace(/#.*/, ''));
  if (match === null) return [];
  const [, options = '', url = '', suite = ''] = match;
  return [{ url, suite: suite.trim(), signedBy: /signed-by=(\S+)/.exec(options)?.[1] }];
}

/** The content of the list: which catalogue stands in for the repository. Mirrors keep the path of what they mirror. */
function kindOf({ url }: Source): string | undefined {
  const minor = /\/v(1\.\d+)\/deb\/?$/.exec(url)?.[1];
  if (minor !== undefined) return `kubernetes ${minor}`;
  if (/^https?:\/\/.*\/mesos\/?$/.test(url)) return 'mesos';
  return /^https?:\/\/([a-z0-9-]+\.)*debian\.org\//.test(url) ? 'debian' : undefined;
}

function listName({ url, suite }: Source): string {
  return `${url}${suite}`.replace(/^[a-z]+:\/\//, '').replaceAll(/[^A-Za-z0-9.-]+/g, '_');
}

function kubernetesVersion(name: string, minor: string, pattern: string): Package | undefined {
  const wanted = /^(\d+\.\d+)\.(\d+)/.exec(pattern);
  if (wanted !== null && wanted[1] !== minor && name !== 'kubernetes-cni') return undefined;
  return kubernetesPackage(name, minor, wanted?.[2] ?? '0');
}

function matches(version: string, pattern: string): boolean {
  if (pattern === '') return true;
  const expression = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`).test(version);
}
