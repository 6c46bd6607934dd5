import { withRole } from '../../values/resource';
import type { RegisteredAgent, Registry } from '../registry/registry';

/** The registry as `/registrar(1)/registry` has it. */
export function registryView(registry: Registry): object {
  const { slaves } = registry.slaves;
  return { ...registry, slaves: slaves === undefined ? {} : { slaves: slaves.map(agentView) } };
}

function agentView({ info, ...rest }: RegisteredAgent): object {
  return { ...rest, info: { ...info, resources: info.resources.map(withRole) } };
}
