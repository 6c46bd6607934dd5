import type { App } from '../definitions/app';
import { hasHostNetwork } from '../definitions/app';
import type { Instance } from '../instances/instance';
import { portOf } from '../matching/task-info';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Where a port of an app's task is reached from Marathon: at the agent's host port when it has one, else at the
 * container's own address.
 */
export function addressOf(
  app: App,
  instance: Instance,
  check: { readonly port?: number; readonly portIndex?: number },
): Address | undefined {
  const [task] = instance.tasks;
  if (task === undefined || instance.agent === undefined) return undefined;
  const onHost = hasHostNetwork(app);
  const hostPort = check.port ?? hostPortOf(app, task.hostPorts, check.portIndex ?? 0);
  if (onHost || (check.port === undefined && hostPort !== undefined)) {
    return hostPort === undefined ? undefined : { host: instance.agent.host, port: hostPort };
  }
  const port = portOf(app, hostPortsByIndex(app, task.hostPorts), check);
  const address = task.addresses[0]?.ipAddress;
  return port === undefined || address === undefined ? undefined : { host: address, port };
}

/** Tasks keep only the host ports that they have; mappings without one are skipped. */
function hostPortsByIndex(app: App, hostPorts: readonly number[]): (number | undefined)[] {
  if (hasHostNetwork(app)) return [...hostPorts];
  const left = [...hostPorts];
  return (app.container?.portMappings ?? []).map(({ hostPort }) =>
    hostPort === undefined ? undefined : left.shift(),
  );
}

function hostPortOf(app: App, hostPorts: readonly number[], index: number): number | undefined {
  return hostPortsByIndex(app, hostPorts)[index];
}
