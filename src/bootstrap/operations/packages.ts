import type { PackagesOperation } from '../operation';
import { quote } from '../shell-text';
import type { CompiledOperation } from './compiled-operation';

const installSeconds = 1800;

export function compilePackages(operation: PackagesOperation): CompiledOperation {
  const bareNames = operation.names.map((name) => name.replace(/=.*/, '')).join(' ');
  const declared = [
    operation.hold === true ? 'hold' : 'free',
    quote(bareNames),
    ...operation.names.map(quote),
  ].join(' ');
  return {
    check: `packages_match ${declared}`,
    apply: `packages_install ${declared}`,
    library: { check: [checkLibrary], apply: [applyLibrary] },
    limitSeconds: 2 * installSeconds,
  };
}

/** `packages_match hold|free 'NAME ...' NAME[=VERSION]...`; a version may be a pattern as apt knows it. Sets \`missing\`. */
const checkLibrary = `
packages_match() {
  hold=$1 names=$2 missing='' reason=''
  shift 2
  # Names are split into words on purpose, here and below.
  known=$(dpkg-query -W -f '\${Package} \${db:Status-Want} \${db:Status-Status} \${Version}\\n' $names 2>/dev/null)
  for wanted; do
    want=unknown status=not-installed version=''
    while read -r package package_want package_status package_version; do
      if [ "$package" = "\${wanted%%=*}" ]; then
        want=$package_want status=$package_status version=$package_version
      fi
    done <<END
$known
END
    if [ "$status" != installed ]; then
      deviates "package \${wanted%%=*} is not installed"
      missing="$missing $wanted"
      continue
    fi
    case $wanted in
      *=*)
        # The pattern is matched by the shell, unquoted on purpose.
        case $version in
          \${wanted#*=}) ;;
          *)
            deviates "package \${wanted%%=*} is $version, declared \${wanted#*=}"
            missing="$missing $wanted"
            continue
            ;;
        esac
        ;;
    esac
    if [ "$hold" = hold ] && [ "$want" != hold ]; then deviates "package \${wanted%%=*} is not on hold"; fi
  done
  [ -z "$reason" ]
}
`;

/**
 * Lists are fetched when they are older than a day or than the sources, and once more when an installation
 * fails. A dpkg that was killed is finished first, otherwise apt refuses to do anything.
 */
const applyLibrary = `
apt() {
  limited ${String(installSeconds)} env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y \\
    -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}
lists_are_fresh() {
  stamp=$state/apt-lists
  [ -e "$stamp" ] && [ -z "$(find "$stamp" -mmin +1440)" ] &&
    [ -z "$(find /etc/apt/sources.list /etc/apt/sources.list.d -newer "$stamp" 2>/dev/null)" ]
}
# A broken repository must not keep packages of the others from being installed: apt's own words follow if it does.
lists_update() { if apt update; then : >"$state/apt-lists"; fi; }
apt_install() {
  # Word splitting is wanted: one word per package.
  apt install --no-install-recommends --allow-downgrades --allow-change-held-packages $missing
}
packages_install() {
  if ! command -v apt-get >/dev/null 2>&1; then
    echo 'apt-get is missing: packages are installed on Debian and its derivatives only' >&2
    return 1
  fi
  packages_match "$@" || true
  if [ -n "$missing" ]; then
    limited ${String(installSeconds)} env DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold --configure -a || true
    if ! lists_are_fresh; then
      lists_update
      apt_install || return
    elif ! apt_install; then
      lists_update
      apt_install || return
    fi
  fi
  if [ "$hold" = hold ]; then apt-mark hold $names; fi
}
`;
