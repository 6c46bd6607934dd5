import type { CommandOperation } from '../../operation';
import type { HostOwner } from '../host-owner';
import { serviceOwner, servicePaths, type ServiceName } from './service-name';

/**
 * The first operation of all: nothing is changed where the service is another resource's, or somebody's who does not know
 * of us.
 *
 * @param traces Paths that only a service which has run leaves.
 */
export function ownService(
  name: ServiceName,
  traces: readonly string[],
  owner: HostOwner | undefined,
): CommandOperation {
  const record = serviceOwner(name);
  const findOther = `other=${owner === undefined ? '' : record.findOther(owner)}\n${findTraces(name, traces)}`;
  return {
    kind: 'command',
    id: 'host/ownership',
    description: `make sure that ${name} on the host belongs to nobody else`,
    check: `
${findOther}
[ -z "$other" ] || { echo "$other"; exit 1; }
${owner === undefined ? `[ -d ${servicePaths(name).state} ]` : record.check(owner)}
`,
    apply: `
${findOther}
if [ -n "$other" ]; then
  echo "$other; nothing was changed. Take the host out of this configuration, or remove ${name} there first: what was removed from another configuration without having been destroyed can be imported (terraform import)" >&2
  exit 1
fi
mkdir -p -m 0700 ${servicePaths(name).state}
${owner === undefined ? '' : record.write(owner)}
`,
  };
}

/** sh; sets `other` when the service was there before us. */
function findTraces(name: ServiceName, traces: readonly string[]): string {
  return `
if [ -z "$other" ] && [ ! -d ${servicePaths(name).state} ]; then
  for path in ${traces.join(' ')}; do
    if [ -e "$path" ]; then other="a ${name} that is managed elsewhere is or was on the host (found: $path)"; fi
  done
  if systemctl is-active --quiet ${name}.service 2>/dev/null; then other='a ${name} that is managed elsewhere runs on the host'; fi
fi`;
}
