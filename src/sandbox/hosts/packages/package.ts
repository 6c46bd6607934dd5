/** A package that the stand-in for apt can install. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly depends: readonly string[];
  /** What it puts into /usr/local/bin: stand-ins for its programs. */
  readonly programs: readonly string[];
  /** Units that it brings, by file name. */
  readonly units: Readonly<Record<string, string>>;
  /** Units that run once it is installed. */
  readonly starts: readonly string[];
  /** Other files that it brings. */
  readonly files: Readonly<Record<string, string>>;
  /** System users that it makes, and that outlive it. */
  readonly users: readonly string[];
}

export function debian(name: string, version: string, rest: Partial<Package> = {}): Package {
  return { name, version, depends: [], programs: [], units: {}, starts: [], files: {}, users: [], ...rest };
}
