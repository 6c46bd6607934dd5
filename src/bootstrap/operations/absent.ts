import type { AbsentOperation } from '../operation';
import { quote } from '../shell-text';
import type { CompiledOperation } from './compiled-operation';

export function compileAbsent(operation: AbsentOperation): CompiledOperation {
  const paths = operation.paths.map(quote).join(' ');
  return {
    check: `all_absent ${paths}`,
    apply: `remove ${paths}`,
    library: { check: [checkLibrary], apply: [applyLibrary] },
    limitSeconds: 600,
  };
}

const checkLibrary = `
all_absent() {
  for path; do
    if [ -e "$path" ] || [ -L "$path" ]; then
      reason="$path exists, declared absent"
      return 1
    fi
  done
}
`;

/**
 * rm's own `--one-file-system` would empty a mount point given as its argument, and does not notice a bind
 * mount of the same file system, so the table of mounts is asked first.
 */
const applyLibrary = `
# mounted_below PATH: sets \`mounted\` to a mount point at the path or below it.
mounted_below() {
  mounted=
  while read -r _ _ _ _ point _; do
    case $point in *\\\\*) point=$(printf '%b' "$point") ;; esac
    case $point in
      "$1" | "$1"/*)
        mounted=$point
        return 0
        ;;
    esac
  done </proc/self/mountinfo
  return 1
}
remove() {
  one_file_system=
  if rm --help 2>&1 | grep -q one-file-system; then one_file_system=--one-file-system; fi
  for path; do
    if [ ! -e "$path" ] && [ ! -L "$path" ]; then continue; fi
    folder=$(readlink -f "\${path%/*}/")
    if [ ! -L "$path" ] && mounted_below "\${folder%/}/\${path##*/}"; then
      echo "$path is not removed: something is mounted at $mounted; unmount it first" >&2
      return 1
    fi
    rm -rf $one_file_system -- "$path" || return 1
  done
}
`;
