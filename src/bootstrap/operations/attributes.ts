import { quote } from '../shell-text';

/** `MODE OWNER` as arguments of the shell functions. */
export function declaredAttributes(operation: { readonly mode: string; readonly owner?: string }): string {
  return `${quote(operation.mode.padStart(4, '0'))} ${quote(operation.owner ?? 'root:root')}`;
}

/** `attributes_match PREFIX PATH MODE OWNER`; the owner may be named or numeric. */
export const attributesLibrary = `
attributes_match() {
  recall "$attributes" " $2" || recalled=$(stat -L -c '%a %U:%G %u:%g' "$2") || return 1
  mode=\${recalled%% *}
  recalled=\${recalled#* }
  while [ "\${#mode}" -lt 4 ]; do mode=0$mode; done
  if [ "$mode" != "$3" ]; then
    reason="$1$2 has mode $mode, declared $3"
    return 1
  fi
  case $4 in
    "\${recalled% *}" | "\${recalled#* }") return 0 ;;
  esac
  reason="$1$2 belongs to \${recalled% *}, declared $4"
  return 1
}
`;
