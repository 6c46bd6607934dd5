/** A repository as sources.list has it: `URL suite component…`, or the URL alone of a flat one. */
export function validateAptRepository(value: string): string | undefined {
  const [url = '', ...suite] = value.split(' ');
  return isHttpUrl(url) && suite.every((word) => /^[A-Za-z0-9./_-]+$/.test(word))
    ? undefined
    : `must be a URL, followed by suite and components unless it is flat, such as "https://packages.example.org/debian bookworm main", is ${JSON.stringify(value)}`;
}

export function validateHttpUrl(value: string): string | undefined {
  return isHttpUrl(value) ? undefined : `must be an http(s) URL, is ${JSON.stringify(value)}`;
}

/** Of an OpenPGP key: 40 hexadecimal digits (version 4) or 64 (version 6); spaces between them are fine. */
export function validateFingerprint(value: string): string | undefined {
  return /^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/.test(value.replaceAll(' ', ''))
    ? undefined
    : `must be a key's whole fingerprint, 40 or 64 hexadecimal digits, is ${JSON.stringify(value)}`;
}

/** `name` or `name=version`, as apt-get takes them. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function validateAptPackages(values: readonly string[]): string | undefined {
  if (values.length === 0) return 'must name at least one package, is empty';
  const stray = values.find((value) => !/^[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+~:*-]+)?$/.test(value));
  return stray === undefined
    ? undefined
    : `has ${JSON.stringify(stray)}, which is neither a package nor one with its version such as "mesos=1.11.0-2.0.1"`;
}

export function validateSha256(value: string): string | undefined {
  return /^[0-9a-f]{64}$/.test(value)
    ? undefined
    : `must be a SHA-256 in 64 lower-case hexadecimal digits, is ${JSON.stringify(value)}`;
}

/** Debian packages, and archives that are unpacked. */
export function validatePackageFile(value: string): string | undefined {
  return /\.(deb|tar|tar\.gz|tgz|tar\.xz)$/.test(value.replace(/[?#].*$/, ''))
    ? undefined
    : `must end in .deb, .tar, .tar.gz, .tgz or .tar.xz, is ${JSON.stringify(value)}`;
}

function isHttpUrl(value: string): boolean {
  return !/\s/.test(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
