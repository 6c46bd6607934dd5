import type { CommandOperation, Operation } from '../../operation';
import { createHash } from 'node:crypto';
import { aptRepository } from '../apt-repository';
import type { HostFacts } from '../../facts';
import { RecipeError } from '../recipe-error';
import { archiveOperations } from './archives';
import type { ServicePackages } from './params';
import { servicePaths, type ServiceName } from './service-name';

export interface PackagePlan {
  readonly service: ServiceName;
  readonly packages: ServicePackages;
  /** What apt installs where the user names no packages. */
  readonly defaultNames: readonly string[];
  /** More packages of the host's own sources: a Java runtime. */
  readonly also?: readonly string[];
  /** Units that the packages bring and would start before they are configured, or that are not for this host. */
  readonly units: readonly string[];
}

/** Throws {@link RecipeError} when the host cannot run services as we write them; changes nothing. */
export function assertServiceHost(facts: HostFacts, { packages, also = [] }: PackagePlan): void {
  if (facts.initSystem !== 'systemd') {
    throw new RecipeError(
      `${facts.hostname} runs ${facts.initSystem || 'an unknown init system'}, not systemd; use a host with systemd`,
    );
  }
  const needsApt =
    packages.kind !== 'files' || also.length > 0 || packages.files.some(({ name }) => name.endsWith('.deb'));
  if (needsApt && facts.packageManager !== 'apt') {
    throw new RecipeError(
      `${facts.hostname} runs ${facts.os.prettyName || facts.os.id}, which has no apt; use Debian or a derivative of it, or give the programs as tarballs in packages.files`,
      'packages',
    );
  }
}

/** The service's programs, and the record of what came with them. */
export function packageOperations(plan: PackagePlan): readonly Operation[] {
  const { service, packages } = plan;
  const names = [
    ...(packages.kind === 'files' ? [] : (packages.names ?? plan.defaultNames)),
    ...(plan.also ?? []),
  ];
  const fromApt: Operation[] =
    names.length === 0
      ? []
      : [
          {
            kind: 'packages',
            id: 'packages/apt',
            description: `install ${names.join(', ')}`,
            names,
          },
        ];
  const archives = packages.kind === 'files' ? archiveOperations(service, packages.files) : [];
  return [
    ...(packages.kind === 'apt' ? repositoryOf(service, packages) : []),
    holdUnits(service, plan.units),
    noteBefore(service, names.map(bareName)),
    ...fromApt,
    ...archives,
    noteBrought(service),
  ];
}

function bareName(name: string): string {
  return name.replace(/=.*/, '');
}

/** Two services from one repository share its entry: apt refuses a repository that is there twice with two keys. */
function repositoryOf(
  service: ServiceName,
  source: Extract<ServicePackages, { kind: 'apt' }>,
): readonly Operation[] {
  const { repository, keyUrl, keyFingerprint } = source;
  const text = JSON.stringify([repository.trim(), keyUrl ?? null, keyFingerprint ?? null]);
  const name = `fleetwright-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return [
    {
      kind: 'file',
      id: 'packages/apt-repository',
      description: 'write down which package repository is used',
      path: servicePaths(service).aptRepository,
      content: `${name}\n`,
      mode: '0600',
    },
    ...aptRepository({
      repository,
      what: service,
      ...(keyUrl === undefined ? {} : { keyUrl }),
      ...(keyFingerprint === undefined ? {} : { keyFingerprint }),
      id: 'packages',
      keyPath: `/etc/apt/keyrings/${name}.asc`,
      keyRecord: `/etc/apt/keyrings/${name}.url`,
      sourcePath: `/etc/apt/sources.list.d/${name}.list`,
    }),
  ];
}

/**
 * Packages start what they bring as soon as they are unpacked, with settings that are nobody's. A unit that is masked
 * stays where it is; the operation that runs the service unmasks it.
 */
function holdUnits(service: ServiceName, units: readonly string[]): CommandOperation {
  const { maskedUnits } = servicePaths(service);
  const there = `there() { [ -e "/etc/systemd/system/$1" ] || [ -L "/etc/systemd/system/$1" ] || systemctl cat "$1" >/dev/null 2>&1; }`;
  return {
    kind: 'command',
    id: 'packages/hold-units',
    description: 'keep what packages bring from starting before it is configured',
    check: `
${there}
for unit in ${units.join(' ')}; do
  there "$unit" || { echo "$unit may start before it is configured"; exit 1; }
done
`,
    apply: `
${there}
for unit in ${units.join(' ')}; do
  there "$unit" && continue
  grep -qxF "$unit" ${maskedUnits} 2>/dev/null || echo "$unit" >>${maskedUnits}
  systemctl mask "$unit" >/dev/null 2>&1
done
`,
  };
}

/** sh; prints the installed packages, sorted. */
const listInstalled = `dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' 2>/dev/null | sed -n 's/ installed$//p' | sort -u`;

/** sh; adds what was installed since `packages-before` was written to `packages-brought`. */
export function countBrought(service: ServiceName): string {
  const { packagesBefore: before, broughtPackages: brought } = servicePaths(service);
  return `
if [ -f ${before} ]; then
  touch ${brought}
  ${listInstalled} | while read -r package; do
    grep -qxF "$package" ${before} || grep -qxF "$package" ${brought} || echo "$package" >>${brought}
  done
  rm -f ${before}
fi`;
}

/** Before anything is installed: the removal takes away what came with the service, and nothing else. */
function noteBefore(service: ServiceName, names: readonly string[]): CommandOperation {
  const { wantedPackages: wanted, packagesBefore: before, broughtPackages: brought } = servicePaths(service);
  const list = names.length === 0 ? '-' : names.join(' ');
  return {
    kind: 'command',
    id: 'packages/before',
    description: 'write down which packages are there, for the removal',
    check: `
[ -f ${before} ] || [ -f ${brought} ] || { echo 'it is not written down which packages came with the service'; exit 1; }
[ "$(cat ${wanted} 2>/dev/null)" = ${list === '-' ? "''" : `"$(printf '%s\\n' ${list})"`} ] || { echo 'other packages are written down for the service'; exit 1; }
`,
    apply: `
if [ ! -f ${before} ]; then
  ${listInstalled} >${before}.new || true
  mv ${before}.new ${before}
fi
${list === '-' ? `: >${wanted}` : `printf '%s\\n' ${list} >${wanted}`}
`,
  };
}

function noteBrought(service: ServiceName): CommandOperation {
  const { packagesBefore: before } = servicePaths(service);
  return {
    kind: 'command',
    id: 'packages/brought',
    description: 'write down which packages came with the service, for the removal',
    check: `[ ! -f ${before} ]`,
    apply: countBrought(service),
  };
}
