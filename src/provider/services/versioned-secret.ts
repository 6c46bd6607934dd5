import { isUnknown, type Diagnostics, type Path } from '../../tfplugin';
import type { SecretContent } from '../../bootstrap/recipes/service';

interface Versions {
  /** Undefined when it is created. */
  readonly before: number | null | undefined;
  readonly after: number | null;
}

/**
 * A write-only value for the host. It is written when it is new, when its version is another one, and when the file on the
 * host is not what was written; otherwise what is there stays.
 *
 * @param file As drift names it.
 */
export function versionedSecret(
  content: string | null,
  { before, after }: Versions,
  drift: readonly string[],
  files: readonly string[],
): SecretContent | undefined {
  if (after === null && content === null) return undefined;
  const touched = drift.some((line) => files.some((file) => line.includes(file)));
  if (content !== null && (before !== after || touched)) return { kind: 'given', content };
  return { kind: 'kept' };
}

/** A secret without a version could never be changed. */
export function validateVersion(
  config: Readonly<Record<string, unknown>>,
  name: string,
  diagnostics: Diagnostics,
): void {
  const secret = config[name];
  const version = config[`${name}_version`];
  if (isUnknown(secret) || isUnknown(version)) return;
  const path: Path = [`${name}_version`];
  if (secret !== null && version === null) {
    diagnostics.error(
      path,
      `${name} needs ${name}_version`,
      `set ${name}_version = 1, and raise it whenever the secret changes: Terraform cannot see that`,
    );
  }
}
