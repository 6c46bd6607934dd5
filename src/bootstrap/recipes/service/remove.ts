import type { CommandOperation, Operation } from '../../operation';
import { searchPath } from '../script';
import { countBrought } from './packages';
import { serviceNames, servicePaths, type ServiceName } from './service-name';

export interface ServiceTraces {
  /** Files and folders of settings that go with the service; those under /etc that are left empty go, too. */
  readonly files: readonly string[];
  /** What others on the host may still use: a file, and the services that do. */
  readonly shared?: readonly { readonly path: string; readonly by: readonly ServiceName[] }[];
  /** Folders of data. They are emptied rather than removed when they are mount points. */
  readonly data: readonly string[];
}

/**
 * Leaves a host as it was found, in an order in which a killed run can be resumed: the folder with our records goes last,
 * and without it nothing is ours to remove, so a service of somebody else is never touched.
 */
export function removeService(service: ServiceName, traces: ServiceTraces): readonly Operation[] {
  return [
    stopUnit(service),
    removePackages(service),
    removeFiles(service, traces),
    removeData(service, traces.data),
    removeRepository(service),
    removeState(service),
  ];
}

function removal(
  service: ServiceName,
  name: string,
  description: string,
  found: string,
  apply: string,
): CommandOperation {
  return {
    kind: 'command',
    id: `remove/${name}`,
    description,
    check: `
${searchPath}
[ -d ${servicePaths(service).state} ] || exit 0
if ${found}; then exit 1; fi
`,
    apply: `${searchPath}\n${apply.trim()}\n`,
    timeoutSeconds: 600,
  };
}

function stopUnit(service: ServiceName): CommandOperation {
  const unit = `${service}.service`;
  return removal(
    service,
    'service',
    `stop ${service}`,
    `systemctl is-active --quiet ${unit} || systemctl is-enabled --quiet ${unit} 2>/dev/null`,
    `if systemctl cat ${unit} >/dev/null 2>&1; then systemctl disable --now ${unit} >/dev/null 2>&1; fi`,
  );
}

/**
 * What came with the service and nobody else on the host asks for. dpkg leaves alone what other packages depend on, and
 * what another of our services may use is left to the last of them.
 */
function removePackages(service: ServiceName): CommandOperation {
  const { state, broughtPackages: brought, packagesBefore: before } = servicePaths(service);
  const others = serviceNames.filter((name) => name !== service).map(servicePaths);
  return removal(
    service,
    'packages',
    `remove the packages that came with ${service}`,
    `[ -s ${brought} ] || [ -f ${before} ]`,
    `
named() {
  cat "$1/packages-wanted" 2>/dev/null || true
  cut -d' ' -f2 "$1/debs" 2>/dev/null || true
}
${countBrought(service)}
heir=
for folder in ${others.map(({ state }) => state).join(' ')}; do
  [ ! -d "$folder" ] || heir=$folder
done
if [ -n "$heir" ]; then
  touch "$heir/packages-brought"
  for folder in ${others.map(({ state }) => state).join(' ')}; do named "$folder"; done >${brought}.others
  named ${state} >${brought}.named
  while read -r package; do
    if grep -qxF "$package" ${brought}.named && ! grep -qxF "$package" ${brought}.others; then continue; fi
    grep -qxF "$package" "$heir/packages-brought" || echo "$package" >>"$heir/packages-brought"
  done <${brought}
  grep -vxFf "$heir/packages-brought" ${brought} >${brought}.own || true
else
  cp ${brought} ${brought}.own
fi
if [ -s ${brought}.own ]; then
  DEBIAN_FRONTEND=noninteractive dpkg --abort-after=100000 --purge $(cat ${brought}.own) >/dev/null 2>&1 || true
fi
rm -f ${brought}.own ${brought}.others ${brought}.named
: >${brought}
`,
  );
}

function removeFiles(service: ServiceName, { files, shared = [] }: ServiceTraces): CommandOperation {
  const paths = servicePaths(service);
  const own = [...files, paths.unitFile, paths.dropIn, paths.launcher, paths.programs].join(' ');
  const { maskedUnits } = paths;
  return removal(
    service,
    'files',
    `remove the settings and programs of ${service}`,
    `for path in ${own}; do [ ! -e "$path" ] || break; done && [ -e "$path" ] || [ -s ${maskedUnits} ]`,
    `
if [ -f ${maskedUnits} ]; then
  while read -r unit; do
    if [ -L "/etc/systemd/system/$unit" ]; then systemctl unmask "$unit" >/dev/null 2>&1 || true; fi
  done <${maskedUnits}
  rm -f ${maskedUnits}
fi
for path in ${own}; do rm -rf "$path"; done
${shared.map(({ path, by }) => `${by.map((name) => `[ -d ${servicePaths(name).state} ]`).join(' || ')} || rm -rf ${path}`).join('\n')}
for folder in ${folders([...files, ...shared.map(({ path }) => path), paths.dropIn, paths.launcher, paths.programs]).join(' ')}; do
  rmdir "$folder" 2>/dev/null || true
done
systemctl daemon-reload
systemctl reset-failed ${service}.service 2>/dev/null || true
`,
  );
}

/** The folders above, the deepest first, that are not the system's own. */
function folders(paths: readonly string[]): readonly string[] {
  const system = ['/etc', '/etc/default', '/opt', '/usr/local/lib', '/etc/systemd/system'];
  const above = paths.map((path) => path.slice(0, path.lastIndexOf('/')));
  return [...new Set(above)].filter((folder) => !system.includes(folder)).sort((a, b) => b.length - a.length);
}

function removeData(service: ServiceName, data: readonly string[]): CommandOperation {
  const list = data.join(' ');
  // A mount point stays, empty.
  const found = `for folder in ${list}; do
  if [ -n "$(ls -A "$folder" 2>/dev/null)" ] || { [ -d "$folder" ] && ! grep -q " $folder " /proc/mounts; }; then exit 1; fi
done; false`;
  return removal(
    service,
    'data',
    `remove the data of ${service}`,
    found,
    `
for folder in ${list}; do
  [ -d "$folder" ] || continue
  find "$folder" -xdev -mindepth 1 -delete
  rmdir "$folder" 2>/dev/null || true
done
for folder in ${folders(data).join(' ')}; do
  case $folder in /var/lib | /var/log) ;; *) rmdir "$folder" 2>/dev/null || true ;; esac
done
`,
  );
}

/** Another service may have its packages from there, too. */
function removeRepository(service: ServiceName): CommandOperation {
  const { aptRepository } = servicePaths(service);
  const others = serviceNames
    .filter((name) => name !== service)
    .map((name) => servicePaths(name).aptRepository)
    .join(' ');
  return removal(
    service,
    'repository',
    'remove the package repository that was added',
    `[ -f ${aptRepository} ]`,
    `
name=$(cat ${aptRepository})
if ! cat ${others} 2>/dev/null | grep -qxF "$name"; then
  rm -f "/etc/apt/keyrings/$name.asc" "/etc/apt/keyrings/$name.url" "/etc/apt/sources.list.d/$name.list"
fi
rm -f ${aptRepository}
`,
  );
}

function removeState(service: ServiceName): CommandOperation {
  return removal(service, 'state', `forget ${service}`, 'true', `rm -rf ${servicePaths(service).state}`);
}
