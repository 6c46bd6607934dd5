import type { MachineFiles } from '../system/machine-files';
import type { Package } from './package';

const STATUS = '/var/lib/dpkg/status';

/** One entry of dpkg's database. */
export interface InstalledPackage {
  readonly name: string;
  readonly want: 'install' | 'hold' | 'deinstall';
  readonly status: 'installed' | 'config-files' | 'half-installed' | 'unpacked';
  readonly version: string;
}

/** dpkg's own database, in its own format. */
export class DpkgStatus {
  constructor(private readonly files: MachineFiles) {}

  list(): readonly InstalledPackage[] {
    const paragraphs = (this.files.read(STATUS) ?? '').split(/\n\n+/);
    return paragraphs.flatMap((paragraph) => {
      const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
      const name = field('Package');
      if (name === '') return [];
      const [want = 'install', , status = 'installed'] = field('Status').split(' ');
      return [
        {
          name,
          want: want as InstalledPackage['want'],
          status: status as InstalledPackage['status'],
          version: field('Version'),
        },
      ];
    });
  }

  find(name: string): InstalledPackage | undefined {
    return this.list().find((one) => one.name === name);
  }

  /** Writes a database that holds just these. */
  save(packages: readonly Pick<Package, 'name' | 'version'>[]): void {
    this.write(
      packages.map(({ name, version }) => ({ name, version, want: 'install', status: 'installed' })),
    );
  }

  put(entry: InstalledPackage): void {
    const others = this.list().filter((one) => one.name !== entry.name);
    this.write([...others, entry]);
  }

  remove(name: string): void {
    this.write(this.list().filter((one) => one.name !== name));
  }

  private write(entries: readonly InstalledPackage[]): void {
    const sorted = entries.toSorted((a, b) => a.name.localeCompare(b.name));
    const text = sorted.map(
      ({ name, want, status, version }) =>
        `Package: ${name}\nStatus: ${want} ok ${status}\nArchitecture: amd64\nVersion: ${version}\n`,
    );
    this.files.write(STATUS, text.join('\n'));
  }
}
