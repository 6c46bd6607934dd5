import { createHash } from 'node:crypto';
import type { FileOperation } from '../operation';
import { printExactly, quote } from '../shell-text';
import { attributesLibrary, declaredAttributes } from './attributes';
import type { CompiledOperation } from './compiled-operation';

/** The check compares a hash, so content travels to the host only when it may have to be written. */
export function compileFile(operation: FileOperation): CompiledOperation {
  const sha256 = createHash('sha256').update(operation.content, 'utf8').digest('hex');
  const declared = `${quote(operation.path)} ${declaredAttributes(operation)} ${sha256}`;
  return {
    check: `file_matches 'file ' ${declared}`,
    apply: `${printExactly(operation.content)} | file_install ${declared}`,
    library: { check: [attributesLibrary, fileCheckLibrary], apply: [fileApplyLibrary] },
    limitSeconds: 60,
  };
}

/** `file_matches PREFIX PATH MODE OWNER SHA256`; the prefix begins the reason. */
export const fileCheckLibrary = `
sha256_of() {
  if recall "$sums" "  $1"; then sha256=$recalled; else sha256=$(sha256sum <"$1") && sha256=\${sha256%% *}; fi
}
content_matches() { [ -f "$1" ] && [ ! -L "$1" ] && sha256_of "$1" && [ "$sha256" = "$2" ]; }
file_matches() {
  if [ -L "$2" ]; then reason="$1$2 is a symbolic link, declared a regular file"
  elif [ ! -e "$2" ]; then reason="$1$2 is missing"
  elif [ ! -f "$2" ]; then reason="$1$2 is not a regular file"
  elif ! content_matches "$2" "$5"; then reason="$1$2 differs"
  else
    attributes_match "$1" "$2" "$3" "$4"
    return
  fi
  return 1
}
`;

/** `file_install PATH MODE OWNER SHA256 <CONTENT`: complete or not at all. */
export const fileApplyLibrary = `
# prepare PATH: its folder exists, and \`temporary\` is a free name beside it; a kubelet or cron ignores dot files.
prepare() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    echo "$1 is a folder, declared a regular file; remove it first" >&2
    return 1
  fi
  [ -d "\${1%/*}/" ] || mkdir -p "\${1%/*}" || return 1
  temporary="\${1%/*}/.\${1##*/}.fleetwright"
  if [ -e "$temporary" ] || [ -L "$temporary" ]; then rm -rf "$temporary"; fi
}
# settle PATH MODE OWNER SHA256: checks the temporary file and puts it in place.
settle() {
  if ! content_matches "$temporary" "$4"; then
    echo "what arrived for $1 has SHA-256 $sha256, declared $4" >&2
    rm -f "$temporary"
    return 1
  fi
  chown "$3" "$temporary" && chmod "$2" "$temporary" || return 1
  if [ -L "$1" ]; then rm -f "$1" || return 1; fi
  mv -f "$temporary" "$1"
}
file_install() {
  prepare "$1" || return 1
  (umask 077 && cat >"$temporary") || return 1
  settle "$@"
}
`;
