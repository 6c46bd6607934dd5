import { parseManifests, type ParsedObject } from '../../drivers/kubernetes';
import { DiagnosticError } from '../../tfplugin';

export type Manifests = Readonly<Record<string, string>>;

/** @throws DiagnosticError at `manifests`, for what is no object or is declared twice. */
export function parseDeclared(manifests: Manifests | null, defaultNamespace: string): ParsedObject[] {
  return parse(manifests ?? {}, 'manifests', { defaultNamespace, sensitive: false });
}

/**
 * @param version `sensitive_manifests_wo_version`.
 * @throws DiagnosticError at `sensitive_manifests_wo`, without quoting anything of it.
 */
export function parseSensitive(
  manifests: Manifests | null,
  defaultNamespace: string,
  version: number | null,
): ParsedObject[] {
  return parse(manifests ?? {}, 'sensitive_manifests_wo', {
    defaultNamespace,
    sensitive: true,
    ...(version === null ? {} : { sensitiveVersion: String(version) }),
  });
}

function parse(
  manifests: Manifests,
  attribute: string,
  options: Parameters<typeof parseManifests>[1],
): ParsedObject[] {
  try {
    return parseManifests(manifests, options);
  } catch (error) {
    throw new DiagnosticError(error instanceof Error ? error.message : String(error), '', [attribute], {
      cause: error,
    });
  }
}

/** Terraform keeps `manifests` in its state and shows it in plans. */
export function refuseSecrets(objects: readonly ParsedObject[]): void {
  for (const { object, source } of objects) {
    const holds = [object['data'], object['stringData']].some(
      (data) => typeof data === 'object' && data !== null && Object.keys(data).length > 0,
    );
    if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || !holds) continue;
    throw new DiagnosticError(
      `secret "${object.metadata.name}" would be kept in the state in clear text`,
      `${source}: move it to sensitive_manifests_wo, which never reaches plan or state, and set sensitive_manifests_wo_version`,
      ['manifests'],
    );
  }
}
