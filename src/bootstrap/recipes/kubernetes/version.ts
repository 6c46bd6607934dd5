import { RecipeError } from '../recipe-error';

export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** kubeadm reads the v1beta4 configuration from 1.31 on. */
const oldestMinor = 31;

/** Parses `1.34.4`; a leading v is accepted. Throws {@link RecipeError} for versions this recipe cannot install. */
export function parseVersion(version: string): KubernetesVersion {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (match === null) {
    throw new RecipeError(`version "${version}" must be exact, like "1.34.4"`, 'version');
  }
  const [major, minor, patch] = match.slice(1).map(Number) as [number, number, number];
  if (major !== 1 || minor < oldestMinor) {
    throw new RecipeError(
      `version "${version}" is not supported; use 1.${String(oldestMinor)} or later`,
      'version',
    );
  }
  return { major, minor, patch };
}

/** The pause image that kubeadm of this version expects (its constant PauseVersion). */
export function pauseTag(version: KubernetesVersion): string {
  return version.minor >= 34 ? '3.10.1' : '3.10';
}
