import type { ServiceOperation } from '../operation';
import { quote } from '../shell-text';
import type { CompiledOperation } from './compiled-operation';

/** Longer than systemd's own default for a start that hangs (90 s) after a stop that hangs. */
const actionSeconds = 300;

export function compileService(operation: ServiceOperation): CompiledOperation {
  const declared = [
    quote(operation.unit),
    operation.enabled ? 'enabled' : 'disabled',
    operation.state,
    quote(restartMarker(operation)),
  ].join(' ');
  return {
    check: `service_matches ${declared}`,
    apply: `reload_units\nservice_apply ${declared}`,
    library: { check: [checkLibrary], apply: [applyLibrary] },
    limitSeconds: 3 * actionSeconds,
  };
}

/** File name that stands for "this service must be restarted"; a slash of the id cannot be in one. */
export function restartMarker(operation: ServiceOperation): string {
  return `${operation.id.replaceAll('/', '%2f')}@${operation.unit}`;
}

const checkLibrary = `
# service_read UNIT: sets load, active and unit_file.
service_read() {
  load=not-found active=inactive unit_file=''
  properties=$(systemctl show --property=LoadState --property=ActiveState --property=UnitFileState "$1")
  while IFS='=' read -r property value; do
    case $property in
      LoadState) load=$value ;;
      ActiveState) active=$value ;;
      UnitFileState) unit_file=$value ;;
    esac
  done <<END
$properties
END
}
# service_matches UNIT enabled|disabled started|stopped MARKER
service_matches() {
  service_read "$1"
  case $3 in
    started)
      case $load in
        not-found) deviates "$1 does not exist" ;;
        masked) deviates "$1 is masked" ;;
        *)
          case $active in
            active | reloading) ;;
            *) deviates "$1 is $active" ;;
          esac
          ;;
      esac
      if [ -z "$reason" ] && [ -e "$state/pending/$4" ]; then deviates "$1 needs a restart"; fi
      ;;
    stopped)
      case $active in
        inactive | failed) ;;
        *) deviates "$1 is $active, declared stopped" ;;
      esac
      ;;
  esac
  # Units without an [Install] section (static, generated, ...) can be neither enabled nor disabled.
  case $2:$unit_file in
    enabled:disabled | enabled:enabled-runtime | enabled:linked*) deviates "$1 is disabled" ;;
    disabled:enabled*) deviates "$1 is enabled, declared disabled" ;;
  esac
  [ -z "$reason" ]
}
`;

/** Starting is believed only when the unit is still active a moment later: most daemons fail after the fork. */
const applyLibrary = `
service_apply() {
  service_read "$1"
  if [ "$load" = not-found ] && [ "$3" = started ]; then
    echo "systemd knows no unit $1" >&2
    return 1
  fi
  if [ "$load" = masked ] && [ "$3" = started ]; then
    limited ${String(actionSeconds)} systemctl unmask "$1" || return
    service_read "$1"
  fi
  if [ "$load" != not-found ] && [ "$load" != masked ]; then
    case $2:$unit_file in
      enabled:enabled | disabled:disabled) ;;
      enabled:*) limited ${String(actionSeconds)} systemctl enable "$1" || return ;;
      disabled:enabled*) limited ${String(actionSeconds)} systemctl disable "$1" || return ;;
    esac
  fi
  if [ "$3" = stopped ]; then
    case $active in
      inactive | failed) ;;
      *) limited ${String(actionSeconds)} systemctl stop "$1" || return ;;
    esac
  elif [ -e "$state/pending/$4" ] || { [ "$active" != active ] && [ "$active" != reloading ]; }; then
    limited 30 systemctl reset-failed "$1" 2>/dev/null || true
    if ! limited ${String(actionSeconds)} systemctl restart "$1" || ! service_settles "$1"; then
      service_excuse "$1" >&2
      return 1
    fi
  fi
  rm -f "$state/pending/$4"
}
service_settles() {
  for second in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    service_read "$1"
    case $active in
      active) return 0 ;;
      activating | reloading) ;;
      *) return 1 ;;
    esac
  done
  return 1
}
service_excuse() {
  limited 30 systemctl status --no-pager --full --lines=0 "$1" 2>&1 || true
  ! command -v journalctl >/dev/null 2>&1 || limited 30 journalctl --no-pager --quiet --output=cat --lines=20 --unit="$1" 2>&1 || true
}
`;
