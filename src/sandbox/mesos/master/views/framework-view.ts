import { toNanoseconds } from '../../values/duration';
import { withRole } from '../../values/resource';
import type { MasterCore } from '../core';
import type { KnownFramework } from '../state/known-framework';

/** A framework as the operator API has it. */
export function frameworkView({ state }: MasterCore, framework: KnownFramework): object {
  const allocated = state.usedBy(framework);
  const offered = state.offeredTo(framework);
  const { id, checkpoint = false, failover_timeout: timeout = 0, ...info } = framework.info;
  const { unregisteredTime } = framework;
  return {
    framework_info: {
      ...info,
      id: id ?? { value: framework.id },
      failover_timeout: timeout,
      checkpoint,
    },
    active: framework.active,
    connected: framework.connected,
    recovered: framework.recovered,
    registered_time: toNanoseconds(framework.registeredTime),
    reregistered_time: toNanoseconds(framework.reregisteredTime),
    ...(unregisteredTime === undefined ? {} : { unregistered_time: toNanoseconds(unregisteredTime) }),
    ...(offered.length === 0 ? {} : { offered_resources: offered.map(withRole) }),
    ...(allocated.length === 0 ? {} : { allocated_resources: allocated.map(withRole) }),
    offer_constraints: {},
  };
}
