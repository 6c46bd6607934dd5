import type { Lifecycle } from './lifecycle';
import type { StateReason } from './records';
import type { RegionState } from './region';
import { setSpotStatus } from './spot-request';

const TERMINATED: StateReason = {
  code: 'Server.SpotInstanceTermination',
  message: 'Server.SpotInstanceTermination: Spot instance termination',
};
const STOPPED: StateReason = {
  code: 'Server.SpotInstanceShutdown',
  message: 'Server.SpotInstanceShutdown: Instance initiated by Spot service',
};

/** Whether the region has that spot instance. The notice comes at once, the interruption later. */
export function interruptSpot(region: RegionState, lifecycle: Lifecycle, id: string): boolean {
  const request = [...region.spotRequests.values()].find((one) => one.id === id || one.instance.id === id);
  if (request?.instance.state !== 'running') return false;
  const { instance } = request;
  const stops = request.options.interruptionBehavior === 'stop';
  setSpotStatus(
    request,
    stops ? 'marked-for-stop' : 'marked-for-termination',
    'Your Spot instance is marked for interruption.',
  );
  region.cloud.world.clock.after(region.cloud.delays.interruptionNotice, () => {
    if (instance.state !== 'running') return;
    if (stops) {
      setSpotStatus(request, 'instance-stopped-no-capacity', 'There is no Spot capacity for your instance.');
      request.state = 'disabled';
      lifecycle.stop(instance, false, STOPPED);
    } else {
      setSpotStatus(
        request,
        'instance-terminated-no-capacity',
        'There is no Spot capacity for your instance.',
      );
      lifecycle.terminate(instance, TERMINATED);
    }
  });
  return true;
}
