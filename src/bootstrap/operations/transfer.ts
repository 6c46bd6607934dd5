import type { TransferOperation } from '../operation';
import { quote } from '../shell-text';
import { attributesLibrary, declaredAttributes } from './attributes';
import type { CompiledOperation } from './compiled-operation';
import { fileApplyLibrary, fileCheckLibrary } from './file';

const fetchSeconds = 3600;

/** A pushed file gets here only with the wrong mode or owner: wrong content ends the script with a request for it. */
export function compileTransfer(operation: TransferOperation): CompiledOperation {
  const declared = `${quote(operation.path)} ${declaredAttributes(operation)} ${operation.sha256}`;
  const repair = `chown root:root ${quote(operation.path)}\nchmod ${quote(operation.mode)} ${quote(operation.path)}`;
  const check = `file_matches '' ${declared}`;
  if (operation.source.kind === 'push') {
    return {
      check,
      apply: repair,
      library: { check: [attributesLibrary, fileCheckLibrary], apply: [uploadLibrary] },
      limitSeconds: 60,
    };
  }
  return {
    check,
    apply: [
      `if content_matches ${quote(operation.path)} ${operation.sha256}; then`,
      repair,
      'else',
      `fetch ${quote(operation.source.url)} ${declared}`,
      'fi',
    ].join('\n'),
    library: { check: [attributesLibrary, fileCheckLibrary], apply: [fileApplyLibrary, fetchLibrary] },
    limitSeconds: fetchSeconds,
  };
}

/** `fetch URL PATH MODE OWNER SHA256` */
const fetchLibrary = `
fetch() {
  url=$1
  shift
  prepare "$1" || return 1
  if command -v curl >/dev/null 2>&1; then
    limited ${String(fetchSeconds)} curl -fsSL --retry 3 --connect-timeout 30 -o "$temporary" "$url" || return
  elif command -v wget >/dev/null 2>&1; then
    limited ${String(fetchSeconds)} wget -q -T 60 -O "$temporary" "$url" || return
  else
    echo 'neither curl nor wget is there to fetch it' >&2
    return 1
  fi
  settle "$@"
}
`;

/**
 * `request_uploads INDEX`: unless the content of this operation is on the host, asks for it and for that of
 * all later ones, so that one interruption of the script is enough. Restarts are noted before the upload.
 */
const uploadLibrary = `
request_uploads() {
  requested=
  uploads_from "$1" || true
  [ -z "$requested" ] || finish upload
}
# wanted INDEX PATH SHA256 MARKER...
wanted() {
  wanted_index=$1 wanted_path=$2 wanted_sha256=$3
  shift 3
  ! content_matches "$wanted_path" "$wanted_sha256" || return 0
  mark "$@"
  mkdir -p "\${wanted_path%/*}/" || abort "cannot create the folder of $wanted_path"
  requested=yes
  report "$wanted_index upload"
}
`;
