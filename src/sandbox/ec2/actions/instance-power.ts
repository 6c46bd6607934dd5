import { ApiError, notCovered } from '../errors';
import { checkLimit, noCapacity } from '../launch/capacity';
import { stateChangesShape, writeState } from '../shapes/instance';
import type { Instance, InstanceState } from '../state/records';
import type { RegionState } from '../state/region';
import { STOPPED_BY_EC2 } from '../state/spot-fate';
import { boolean, list, text } from '../wire/shape';
import { action, done, request, type ActionContext } from './action';
import { findInstances } from './instance-ids';

const ids = { InstanceId: list(text) } as const;

function wrongState(instance: Instance, verb: string): ApiError {
  return new ApiError(
    'IncorrectInstanceState',
    `The instance '${instance.id}' is not in a state from which it can be ${verb}: it is ${instance.state}.`,
  );
}

function answer(changes: readonly { readonly instance: Instance; readonly before: InstanceState }[]) {
  return {
    instancesSet: changes.map(({ instance, before }) => ({
      instanceId: instance.id,
      currentState: writeState(instance.state),
      previousState: writeState(before),
    })),
  };
}

export const startInstances = action({
  name: 'StartInstances',
  input: request(ids, ['InstanceId']),
  output: stateChangesShape,
  subjects: ({ region }, input) =>
    input.InstanceId.flatMap((id) => {
      const instance = region.instances.get(id);
      return instance === undefined
        ? []
        : [instance.type.name, instance.subnet.zone.name, instance.subnet.id];
    }),
  run: ({ region, lifecycle, noCapacity: full }, input) => {
    const instances = findInstances(region, input.InstanceId);
    for (const one of instances) {
      if (!['stopped', 'pending', 'running'].includes(one.state)) throw wrongState(one, 'started');
    }
    const stopped = instances.filter((one) => one.state === 'stopped');
    for (const one of stopped) {
      checkSpotStart(region, one);
      checkLimit(region, one.type, { least: 1, most: 1, spot: one.spot !== undefined });
      if (full) throw noCapacity(region, one.type, one.subnet.zone);
    }
    const changes = instances.map((instance) => ({ instance, before: instance.state }));
    for (const one of stopped) lifecycle.boot(one);
    return answer(changes);
  },
});

function checkSpotStart(region: RegionState, { id, spot }: Instance): void {
  if (spot === undefined) return;
  const request = region.spotRequests.get(spot.requestId);
  if (request?.state === 'disabled' && request.status.code !== STOPPED_BY_EC2) return;
  throw new ApiError(
    'IncorrectSpotRequestState',
    request?.state === 'disabled'
      ? 'Only Amazon EC2 can restart an interrupted stopped Spot Instance.'
      : `You can't start the Spot Instance '${id}' because the associated Spot Instance request is not in an appropriate state to support start.`,
  );
}

export const stopInstances = action({
  name: 'StopInstances',
  input: request({ ...ids, Force: boolean, Hibernate: boolean, SkipOsShutdown: boolean }, ['InstanceId']),
  output: stateChangesShape,
  run: ({ region, lifecycle }, input) => {
    if (input.Hibernate === true) throw notCovered('hibernation');
    const instances = findInstances(region, input.InstanceId);
    for (const one of instances) checkStop(one);
    const changes = instances.map((instance) => ({ instance, before: instance.state }));
    const force = input.Force === true || input.SkipOsShutdown === true;
    for (const one of instances) {
      if (one.state === 'running') lifecycle.stop(one, force);
    }
    return answer(changes);
  },
});

function checkStop(instance: Instance): void {
  if (!['running', 'stopping', 'stopped'].includes(instance.state)) throw wrongState(instance, 'stopped');
  if (instance.spot?.type === 'one-time') {
    throw new ApiError(
      'UnsupportedOperation',
      `You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
    );
  }
  if (instance.disableApiStop) {
    throw new ApiError(
      'OperationNotPermitted',
      `The instance '${instance.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    );
  }
}

export const rebootInstances = action({
  name: 'RebootInstances',
  input: request(ids, ['InstanceId']),
  output: done,
  run: ({ region, lifecycle }, input) => {
    const instances = findInstances(region, input.InstanceId);
    for (const one of instances) {
      if (one.state !== 'running' && one.state !== 'pending') throw wrongState(one, 'rebooted');
    }
    for (const one of instances) lifecycle.reboot(one);
    return { return: true };
  },
});

export const terminateInstances = action({
  name: 'TerminateInstances',
  input: request(ids, ['InstanceId']),
  output: stateChangesShape,
  run: ({ region, lifecycle }, input) => {
    const instances = findInstances(region, input.InstanceId);
    const isProtected = (one: Instance) => one.disableApiTermination && one.state !== 'terminated';
    const closed = new Set(instances.filter(isProtected).map((one) => one.subnet.zone.name));
    const changes = instances
      .filter((one) => !closed.has(one.subnet.zone.name))
      .map((instance) => ({ instance, before: instance.state }));
    for (const { instance } of changes) terminate({ region, lifecycle }, instance);
    const [first] = instances.filter(isProtected);
    // Those of other zones are terminated all the same, as EC2 documents it.
    if (first === undefined) return answer(changes);
    throw new ApiError(
      'OperationNotPermitted',
      `The instance '${first.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  },
});

function terminate({ lifecycle }: ActionContext, instance: Instance): void {
  if (instance.state !== 'terminated' && instance.state !== 'shutting-down') lifecycle.terminate(instance);
}

export const instancePowerActions = [startInstances, stopInstances, rebootInstances, terminateInstances];
