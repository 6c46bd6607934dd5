import { marathonSecrets, type MarathonParams } from '../../bootstrap/recipes/marathon';
import type { Applied, Config, Diagnostics, Known, Planned } from '../../tfplugin';
import { fromRecipe } from '../hosts/from-recipe';
import type { marathonSchema } from '../schemas/marathon';
import { servicePackages, validatePackages } from '../services/packages';
import { validateVersion, versionedSecret } from '../services/versioned-secret';

type Marathon = Known<typeof marathonSchema>;
type Declared = Applied<typeof marathonSchema>;

const SECRETS_FILE = '/etc/marathon/secrets.env';

/** What an apply is told beside the plan; undefined when the host is only looked at. */
interface Told {
  readonly config: Pick<Config<typeof marathonSchema>, 'http_credentials_wo' | 'framework_credential_wo'>;
  /** Undefined when the instance is made. */
  readonly prior: Marathon | undefined;
}

/** The parameters of the recipe from a planned or known `fleetwright_marathon`. */
export async function marathonParams(
  declared: Declared | Marathon,
  told: Told | undefined,
  signal: AbortSignal,
): Promise<MarathonParams> {
  const secrets = secretsOf(declared, told);
  return {
    packages: await servicePackages(declared.packages, signal),
    zookeeper: declared.zookeeper,
    master: declared.master,
    convention: declared.convention === 'environment' ? 'environment' : 'files',
    httpPort: declared.http_port,
    mesosUser: declared.mesos_user,
    frameworkName: declared.framework_name,
    javaPackage: declared.java?.package ?? 'default-jre-headless',
    ...(declared.hostname === null ? {} : { hostname: declared.hostname }),
    ...(declared.role === null ? {} : { role: declared.role }),
    ...(declared.flags === null ? {} : { flags: declared.flags }),
    ...(secrets === undefined ? {} : { secrets }),
  };
}

/** Both secrets are in one file, so that both are written when one is another one. */
function secretsOf(declared: Declared | Marathon, told: Told | undefined): MarathonParams['secrets'] {
  const versions = (state: Declared | Marathon | undefined): number | null =>
    state === undefined ||
    (state.http_credentials_wo_version === null && state.framework_credential_wo_version === null)
      ? null
      : (state.http_credentials_wo_version ?? 0) * 1e6 + (state.framework_credential_wo_version ?? 0);
  const after = versions(declared);
  const before = told === undefined ? after : told.prior === undefined ? undefined : versions(told.prior);
  const text = told === undefined ? null : secretsText(told);
  return versionedSecret(text, { before, after }, told?.prior?.drift ?? [], [SECRETS_FILE]);
}

function secretsText({ config }: Told): string | null {
  const { http_credentials_wo: http, framework_credential_wo: framework } = config;
  if (http === null && framework === null) return null;
  return fromRecipe(() =>
    marathonSecrets({
      ...(http === null ? {} : { httpCredentials: http }),
      ...(framework === null
        ? {}
        : { framework: JSON.parse(framework) as { readonly principal: string; readonly secret: string } }),
    }),
  );
}

/** Checks across attributes. */
export function validateMarathon(config: Planned<typeof marathonSchema>, diagnostics: Diagnostics): void {
  validatePackages(config.packages, diagnostics);
  validateVersion(config, 'http_credentials_wo', diagnostics);
  validateVersion(config, 'framework_credential_wo', diagnostics);
}
