import { STAND_IN } from '../programs/stand-in-client';
import type { MachineFiles } from '../system/machine-files';
import { debianPackage, kubernetesPackage } from './catalogue';
import { mesosPackage } from './mesos-packages';
import type { Package } from './package';
import { DpkgStatus } from './dpkg-status';

export const PROGRAMS = '/usr/local/bin';
export const PACKAGE_UNITS = '/usr/local/lib/systemd/system';

/** What installing and removing does to a machine beside its files. */
export interface PackageHooks {
  /** Enables and starts, as Debian's packages do with what they bring. */
  start(unit: string): Promise<void>;
  stop(unit: string): Promise<void>;
}

/** Unpacks packages and takes them away again. */
export class PackageManager {
  readonly status: DpkgStatus;

  constructor(
    private readonly files: MachineFiles,
    private readonly hooks: PackageHooks,
  ) {
    this.status = new DpkgStatus(files);
  }

  async install(one: Package): Promise<void> {
    const before = this.status.find(one.name);
    const want = before?.want === 'hold' ? 'hold' : 'install';
    this.status.put({ name: one.name, want, status: 'half-installed', version: one.version });
    for (const program of one.programs) this.files.makeLink(`${PROGRAMS}/${program}`, STAND_IN);
    for (const [name, text] of Object.entries(one.units)) this.files.write(`${PACKAGE_UNITS}/${name}`, text);
    for (const [path, text] of Object.entries(one.files)) {
      // What a user changed in /etc stays, as with --force-confold.
      if (path.startsWith('/etc/') && this.files.exists(path)) continue;
      this.files.write(path, text, text.startsWith('#!') ? 0o755 : 0o644);
    }
    for (const user of one.users) this.addUser(user);
    this.status.put({ name: one.name, want, status: 'installed', version: one.version });
    if (before?.status === 'installed') return;
    for (const unit of one.starts) await this.hooks.start(unit);
  }

  /** @param purge also what is configured */
  async remove(name: string, purge: boolean): Promise<void> {
    const entry = this.status.find(name);
    if (entry === undefined) return;
    const one = knownPackage(name);
    if (one !== undefined) {
      for (const unit of Object.keys(one.units)) if (!unit.includes('/')) await this.hooks.stop(unit);
      for (const program of one.programs) this.removeProgram(program);
      for (const unit of Object.keys(one.units)) this.files.remove(`${PACKAGE_UNITS}/${unit}`);
      for (const path of Object.keys(one.files)) {
        if (purge || !path.startsWith('/etc/')) this.files.remove(path);
      }
    }
    if (purge) this.status.remove(name);
    else this.status.put({ ...entry, want: 'deinstall', status: 'config-files' });
  }

  /** Installed packages that need one of these, beside themselves. */
  dependents(names: readonly string[]): readonly string[] {
    return this.status
      .list()
      .filter(({ name, status }) => status === 'installed' && !names.includes(name))
      .filter(({ name }) => knownPackage(name)?.depends.some((one) => names.includes(one)) === true)
      .map(({ name }) => name);
  }

  /** A machine has one number for users, which all of them share. */
  private addUser(name: string): void {
    for (const [path, line] of [
      ['/etc/passwd', `${name}:x:0:0::/nonexistent:/usr/sbin/nologin`],
      ['/etc/group', `${name}:x:0:`],
    ] as const) {
      const text = this.files.read(path) ?? '';
      if (!text.split('\n').some((known) => known.startsWith(`${name}:`)))
        this.files.write(path, `${text}${line}\n`);
    }
  }

  /** A file that came from elsewhere under the same name stays. */
  private removeProgram(name: string): void {
    if (this.files.link(`${PROGRAMS}/${name}`) === STAND_IN) this.files.remove(`${PROGRAMS}/${name}`);
  }
}

function knownPackage(name: string): Package | undefined {
  return debianPackage(name) ?? mesosPackage(name) ?? kubernetesPackage(name, '1.0', '0');
}
