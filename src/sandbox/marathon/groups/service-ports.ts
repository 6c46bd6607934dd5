import type { App } from '../definitions/app';
import { hasHostNetwork, servicePorts } from '../definitions/app';
import { conflict } from '../errors';
import type { Root } from './root';

/**
 * Gives a port of its own to every port 0 of the apps, unique among all apps. What had one keeps it.
 * @throws ApiError 409 when none is left
 */
export function assignServicePorts(
  apps: Map<string, App>,
  before: Root,
  range: { readonly from: number; readonly to: number },
): void {
  const taken = new Set([...apps.values()].flatMap(servicePorts));
  for (const [id, app] of apps) {
    const wanted = servicePorts(app);
    if (!wanted.includes(0)) continue;
    const old = before.apps.get(id);
    const reusable =
      old === undefined ? [] : servicePorts(old).filter((port) => port !== 0 && !wanted.includes(port));
    const assigned = wanted.map((port) => {
      if (port !== 0) return port;
      const next = reusable.shift() ?? firstFree(taken, range);
      taken.add(next);
      return next;
    });
    apps.set(id, withServicePorts(app, assigned));
  }
}

function firstFree(
  taken: ReadonlySet<number>,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  for (let port = from; port <= to; port++) if (!taken.has(port)) return port;
  throw conflict(`Port range [${String(from)},${String(to)}] is exhausted`);
}

function withServicePorts(app: App, ports: readonly number[]): App {
  if (hasHostNetwork(app)) {
    const portDefinitions = (app.portDefinitions ?? []).map((one, index) => ({
      ...one,
      port: ports[index] ?? one.port,
    }));
    return { ...app, portDefinitions };
  }
  if (app.container === undefined) return app;
  const portMappings = (app.container.portMappings ?? []).map((one, index) => ({
    ...one,
    servicePort: ports[index] ?? one.servicePort,
  }));
  return { ...app, container: { ...app.container, portMappings } };
}
