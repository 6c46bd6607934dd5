import { servicePaths, type ServiceName } from './service-name';

/**
 * sh; sets `program` to the first of these programs in the service's tarballs, or else on the host, and `home` to the
 * folder above that of the program.
 */
export function findProgram(
  service: ServiceName,
  names: readonly string[],
  elsewhere: readonly string[] = [],
): string {
  const { programs } = servicePaths(service);
  const searches = names.map(
    (name) =>
      `[ -n "$program" ] || program=$(find ${programs} -name ${name} -type f -perm -u+x 2>/dev/null | head -n 1)`,
  );
  const onHost = [...names.map((name) => `$(command -v ${name} 2>/dev/null)`), ...elsewhere];
  return `program=
${searches.join('\n')}
for path in ${onHost.join(' ')}; do
  [ -n "$program" ] || [ ! -x "$path" ] || program=$path
done
if [ -z "$program" ]; then
  echo '${names.join(' and ')} are neither in ${programs} nor on the host; correct packages' >&2
  exit 127
fi
home=\${program%/*/*}`;
}

/** sh; makes `$@` the flags that the settings of both conventions say, as the start scripts of packages do. */
export function readSettings(options: {
  /** Files of variables, read in this order. */
  readonly environments: readonly string[];
  readonly folder: string;
  /** Variables that are flags: `ZK` is `zk`. */
  readonly words: Readonly<Record<string, string>>;
  /** Subfolders with one file per part of a flag. */
  readonly parts?: readonly string[];
}): string {
  const { environments, folder, words, parts = [] } = options;
  return `set -a
for file in ${environments.join(' ')}; do
  [ ! -f "$file" ] || . "$file"
done
set +a
set --
${Object.entries(words)
  .map(([flag, variable]) => `[ -z "\${${variable}:-}" ] || set -- "$@" "--${flag}=$${variable}"`)
  .join('\n')}
for file in ${folder}/*; do
  [ -f "$file" ] || continue
  name=\${file##*/}
  case $name in
    '?'*) set -- "$@" "--\${name#?}" ;;
    *) set -- "$@" "--$name=$(cat "$file")" ;;
  esac
done${parts.map((part) => readParts(folder, part)).join('')}`;
}

function readParts(folder: string, part: string): string {
  return `
joined=
for file in ${folder}/${part}/*; do
  [ ! -s "$file" ] || joined="$joined;\${file##*/}:$(cat "$file")"
done
[ -z "$joined" ] || set -- "$@" "--${part}=\${joined#;}"`;
}
