import { PACKAGE_UNITS } from '../packages/package-manager';
import type { MachineFiles } from '../system/machine-files';
import { UnitDescription } from './unit-file';

/** Where units are looked for, the first one wins. */
const FOLDERS = ['/etc/systemd/system', '/run/systemd/system', PACKAGE_UNITS];
const OWN = '/etc/systemd/system';

export type LoadState = 'loaded' | 'not-found' | 'masked';

/** The units a machine has in its files, and which of them start at boot. */
export class UnitStore {
  constructor(private readonly files: MachineFiles) {}

  loadState(unit: string): LoadState {
    if (this.files.link(`${OWN}/${unit}`) === '/dev/null') return 'masked';
    return this.path(unit) === undefined ? 'not-found' : 'loaded';
  }

  /** `enabled`, `disabled`, `static`, `masked`; empty when there is no such unit. */
  fileState(unit: string): string {
    const load = this.loadState(unit);
    if (load === 'masked') return 'masked';
    if (load === 'not-found') return '';
    if (this.links(unit).some((path) => this.files.link(path) !== undefined)) return 'enabled';
    return this.read(unit)?.installable === true ? 'disabled' : 'static';
  }

  /** What its files say, drop-ins included; undefined when there are none. */
  read(unit: string): UnitDescription | undefined {
    const texts = this.texts(unit);
    if (texts.length === 0) return undefined;
    const description = new UnitDescription();
    for (const { text } of texts) description.add(text);
    return description;
  }

  /** Its files in the order in which they are read. */
  texts(unit: string): readonly { readonly path: string; readonly text: string }[] {
    const main = this.path(unit);
    if (main === undefined) return [];
    const dropIns = new Map<string, string>();
    for (const folder of FOLDERS.toReversed()) {
      for (const name of this.files.list(`${folder}/${unit}.d`)) {
        if (name.endsWith('.conf')) dropIns.set(name, `${folder}/${unit}.d/${name}`);
      }
    }
    const paths = [main, ...[...dropIns].sort(([a], [b]) => a.localeCompare(b)).map(([, path]) => path)];
    return paths.map((path) => ({ path, text: this.files.read(path) ?? '' }));
  }

  /** @returns the links that were made; null when the unit has no [Install] section */
  enable(unit: string): readonly string[] | null {
    const links = this.links(unit);
    const path = this.path(unit);
    if (links.length === 0 || path === undefined) return null;
    const made = links.filter((link) => this.files.link(link) === undefined);
    for (const link of made) this.files.makeLink(link, path);
    return made;
  }

  disable(unit: string): void {
    for (const folder of this.files.list(OWN)) {
      if (/\.(wants|requires)$/.test(folder)) this.files.remove(`${OWN}/${folder}/${unit}`);
    }
    for (const name of this.files.list(OWN)) {
      const link = this.files.link(`${OWN}/${name}`);
      if (link?.endsWith(`/${unit}`) === true && link !== `${OWN}/${name}`)
        this.files.remove(`${OWN}/${name}`);
    }
  }

  mask(unit: string): void {
    this.files.makeLink(`${OWN}/${unit}`, '/dev/null');
  }

  unmask(unit: string): void {
    if (this.files.link(`${OWN}/${unit}`) === '/dev/null') this.files.remove(`${OWN}/${unit}`);
  }

  /** Those that start at boot. */
  enabled(): readonly string[] {
    return this.files.list(`${OWN}/multi-user.target.wants`);
  }

  /** Every unit that has a file. */
  list(): readonly string[] {
    const names = FOLDERS.flatMap((folder) =>
      this.files.list(folder).filter((name) => name.endsWith('.service')),
    );
    return [...new Set(names)].sort();
  }

  private path(unit: string): string | undefined {
    return FOLDERS.map((folder) => `${folder}/${unit}`).find((path) => this.files.read(path) !== undefined);
  }

  private links(unit: string): readonly string[] {
    const description = this.read(unit);
    if (description === undefined) return [];
    const split = (key: string): readonly string[] =>
      description.all(key).flatMap((value) => value.split(/\s+/));
    return [
      ...split('Install.WantedBy').map((target) => `${OWN}/${target}.wants/${unit}`),
      ...split('Install.RequiredBy').map((target) => `${OWN}/${target}.requires/${unit}`),
      ...split('Install.Alias').map((alias) => `${OWN}/${alias}`),
    ];
  }
}
