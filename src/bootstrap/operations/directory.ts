import type { DirectoryOperation } from '../operation';
import { quote } from '../shell-text';
import { attributesLibrary, declaredAttributes } from './attributes';
import type { CompiledOperation } from './compiled-operation';

/** A link to a folder will do: operators move folders to larger disks that way. */
export function compileDirectory(operation: DirectoryOperation): CompiledOperation {
  const declared = `${quote(operation.path)} ${declaredAttributes(operation)}`;
  return {
    check: `directory_matches ${declared}`,
    apply: `directory_install ${declared}`,
    library: { check: [attributesLibrary, checkLibrary], apply: [applyLibrary] },
    limitSeconds: 60,
  };
}

const checkLibrary = `
directory_matches() {
  if [ ! -e "$1" ]; then reason="folder $1 is missing"
  elif [ ! -d "$1" ]; then reason="$1 is not a folder"
  else
    attributes_match 'folder ' "$1" "$2" "$3"
    return
  fi
  return 1
}
`;

const applyLibrary = `
directory_install() {
  if [ -e "$1" ] && [ ! -d "$1" ]; then
    echo "$1 exists and is not a folder; remove it first" >&2
    return 1
  fi
  mkdir -p "$1" && chown "$3" "$1" && chmod "$2" "$1"
}
`;
