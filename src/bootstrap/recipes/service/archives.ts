import type { CommandOperation, Operation } from '../../operation';
import { isDeb, type PackageFile } from './params';
import { servicePaths, type ServiceName } from './service-name';

/** Installs deb files with apt, which brings what they depend on, and unpacks tarballs into a folder of the service. */
export function archiveOperations(service: ServiceName, files: readonly PackageFile[]): readonly Operation[] {
  const debs = files.filter(isDeb);
  const tarballs = files.filter((file) => !isDeb(file));
  return [
    {
      kind: 'directory',
      id: 'packages/archives',
      description: 'keep a folder for packages and tarballs',
      path: servicePaths(service).archives,
      mode: '0755',
    },
    ...files.map((file) => transferOf(service, file)),
    ...(debs.length > 0 ? [installDebs(service, debs)] : []),
    ...(tarballs.length > 0 ? [unpackTarballs(service, tarballs)] : []),
  ];
}

function transferOf(service: ServiceName, file: PackageFile): Operation {
  return {
    kind: 'transfer',
    id: `packages/${file.name.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-')}`,
    description: `bring ${file.name}`,
    path: archivePath(service, file),
    mode: '0644',
    sha256: file.sha256,
    source: file.source,
  };
}

function archivePath(service: ServiceName, { name }: PackageFile): string {
  return `${servicePaths(service).archives}/${name}`;
}

/** Which package a deb is, and of which version, is written down when it is installed, so that a look takes no dpkg-deb. */
function installDebs(service: ServiceName, debs: readonly PackageFile[]): CommandOperation {
  const { debs: record, state } = servicePaths(service);
  const list = debs.map((file) => `${file.sha256} ${archivePath(service, file)}`).join('\n');
  return {
    kind: 'command',
    id: 'packages/debs',
    description: `install ${debs.map(({ name }) => name).join(', ')}`,
    check: `
while read -r sha256 path; do
  package= version=
  while read -r known name is; do [ "$known" != "$sha256" ] || { package=$name version=$is; }; done <${record} || true
  [ -n "$package" ] || { echo "$path is not installed"; exit 1; }
  installed=$(dpkg-query -W -f '\${db:Status-Status} \${Version}' "$package" 2>/dev/null) || installed=not-installed
  [ "$installed" = "installed $version" ] || { echo "package $package is \${installed#installed }, declared $version"; exit 1; }
done <<'END'
${list}
END
`,
    apply: `
[ -d ${state} ]
: >${record}.new
set --
while read -r sha256 path; do
  fields=$(dpkg-deb -f "$path" Package Version)
  package=$(printf '%s\\n' "$fields" | sed -n 's/^Package: *//p')
  version=$(printf '%s\\n' "$fields" | sed -n 's/^Version: *//p')
  echo "$sha256 $package $version" >>${record}.new
  set -- "$@" "$path"
done <<'END'
${list}
END
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --allow-downgrades \\
  -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" >/dev/null
mv ${record}.new ${record}
`,
    timeoutSeconds: 1800,
  };
}

/** All of them into one new folder, which takes the place of the old one when it is complete. */
function unpackTarballs(service: ServiceName, tarballs: readonly PackageFile[]): CommandOperation {
  const { programs } = servicePaths(service);
  const sums = tarballs.map(({ sha256 }) => sha256).join(' ');
  return {
    kind: 'command',
    id: 'packages/tarballs',
    description: `unpack ${tarballs.map(({ name }) => name).join(', ')}`,
    check: `[ "$(cat ${programs}/.sha256 2>/dev/null)" = '${sums}' ] || { echo '${programs} holds other programs'; exit 1; }`,
    apply: `
rm -rf ${programs}.new
mkdir -p ${programs}.new
for path in ${tarballs.map((file) => archivePath(service, file)).join(' ')}; do
  tar -xf "$path" -C ${programs}.new --no-same-owner
done
echo '${sums}' >${programs}.new/.sha256
rm -rf ${programs}.old
if [ -e ${programs} ]; then mv ${programs} ${programs}.old; fi
mv ${programs}.new ${programs}
rm -rf ${programs}.old
`,
    timeoutSeconds: 900,
  };
}
