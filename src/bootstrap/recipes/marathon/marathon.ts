import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { RecipeError } from '../recipe-error';
import {
  assertServiceHost,
  findProgram,
  mergedFlags,
  ownService,
  packageOperations,
  readSettings,
  removeService,
  restartIds,
  runUnit,
  secretOperations,
  serviceDeclaration,
  settingsOperations,
  unitOperations,
  type Flags,
  type PackagePlan,
  type SettingsPlace,
} from '../service';
import type { MarathonParams } from './params';

const SECRETS = '/etc/marathon/secrets.env';

const place: SettingsPlace = {
  folder: '/etc/marathon/conf',
  environment: '/etc/default/marathon',
  prefix: 'MARATHON_',
  on: '',
  off: 'disable_',
  words: {},
};

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimMarathon({ owner }: Pick<MarathonParams, 'owner'>): readonly Operation[] {
  return [ownService('marathon', [], owner)];
}

/** Everything that makes a host run an instance of Marathon. */
export function marathonOperations(facts: HostFacts, params: MarathonParams): readonly Operation[] {
  const plan = packagePlan(params);
  assertServiceHost(facts, plan);
  const base: readonly Operation[] = [
    ...packageOperations(plan),
    ...secretOperations('marathon', {
      name: 'secrets',
      path: SECRETS,
      content: params.secrets,
      version: 'http_credentials_wo_version or framework_credential_wo_version',
    }),
    ...settingsOperations(place, params.convention, flagsOf(params)),
    ...unitOperations({
      service: 'marathon',
      description: 'Marathon',
      dropIn: [
        'Restart=always',
        'RestartSec=20',
        `EnvironmentFile=-${place.environment}`,
        // Read by systemd itself, so that neither a command line nor a file that its user can read has the secrets.
        `EnvironmentFile=-${SECRETS}`,
      ],
      launcher: launcher(),
    }),
  ];
  return [
    ...claimMarathon(params),
    ...base,
    runUnit('marathon', restartIds(base)),
    ...serviceDeclaration('marathon', params.declaration),
  ];
}

/** Leaves the host without Marathon; its apps are in ZooKeeper. */
export function removeMarathon(): readonly Operation[] {
  return removeService('marathon', {
    files: [place.folder, place.environment, SECRETS],
    data: ['/var/log/marathon'],
  });
}

export interface MarathonSecrets {
  /** `user:password`. */
  readonly httpCredentials?: string;
  readonly framework?: { readonly principal: string; readonly secret: string };
}

/** The content of the file of secrets. Throws {@link RecipeError} for one that does not fit on a line. */
export function marathonSecrets({ httpCredentials, framework }: MarathonSecrets): string {
  return [
    ...(httpCredentials === undefined
      ? []
      : [variable('MARATHON_HTTP_CREDENTIALS', httpCredentials, 'http_credentials_wo')]),
    ...(framework === undefined
      ? []
      : [
          'MARATHON_MESOS_AUTHENTICATION=""\n',
          variable('MARATHON_MESOS_AUTHENTICATION_PRINCIPAL', framework.principal, 'framework_credential_wo'),
          variable('MARATHON_MESOS_AUTHENTICATION_SECRET', framework.secret, 'framework_credential_wo'),
        ]),
  ].join('');
}

function variable(name: string, value: string, field: string): string {
  if (/[\n\r\0]/.test(value)) throw new RecipeError(`${field} must be one line`, field);
  return `${name}="${value.replaceAll(/["\\$`]/g, '\\$&')}"\n`;
}

function packagePlan({ packages, javaPackage }: MarathonParams): PackagePlan {
  return {
    service: 'marathon',
    packages,
    defaultNames: ['marathon'],
    also: [javaPackage],
    units: ['marathon.service', 'mesos-master.service', 'mesos-agent.service', 'mesos-slave.service'],
  };
}

function flagsOf(params: MarathonParams): Flags {
  const own: Flags = {
    zk: params.zookeeper,
    master: params.master,
    http_port: String(params.httpPort),
    mesos_user: params.mesosUser,
    framework_name: params.frameworkName,
    ...(params.hostname === undefined ? {} : { hostname: params.hostname }),
    ...(params.role === undefined ? {} : { mesos_role: params.role }),
  };
  return mergedFlags(own, params.flags);
}

/** libmesos comes with Mesos, from a package or from a tarball of another service on the host. */
function launcher(): string {
  return `#!/bin/sh
# Starts Marathon with the settings in ${place.folder} and ${place.environment}.
${findProgram('marathon', ['marathon'], ['/usr/share/marathon/bin/marathon'])}
${readSettings({ environments: [place.environment], folder: place.folder, words: {} })}
if [ -z "\${MESOS_NATIVE_JAVA_LIBRARY:-}" ]; then
  for path in /usr/lib/libmesos.so /usr/local/lib/libmesos.so $(find /opt/fleetwright -name libmesos.so 2>/dev/null); do
    if [ -e "$path" ]; then export MESOS_NATIVE_JAVA_LIBRARY="$path"; break; fi
  done
fi
exec "$program" "$@"
`;
}
