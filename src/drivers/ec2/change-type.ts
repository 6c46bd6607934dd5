import type { Ec2Api } from './api';
import type { WaitOptions } from './configuration';
import { isEc2Error } from './errors';
import type { Ec2Instance } from './instance';
import { toRun, toStop, type InstanceWaits } from './instance-waits';
import { typeChangeMark } from './marks';

interface Tools {
  readonly api: Ec2Api;
  readonly waits: InstanceWaits;
}

/**
 * Stops the instance, changes its type and starts it again, also when the change is refused. A tag marks it meanwhile:
 * whoever comes after a killed process sees that it is stopped for no other reason. Where there is no capacity for the
 * new type, it gets its old one back.
 */
export async function changeType(
  { api, waits }: Tools,
  instance: Ec2Instance,
  instanceType: string,
  options: WaitOptions,
): Promise<void> {
  const { id } = instance;
  const runs = instance.state !== 'stopped' || instance.interruptedTypeChange;
  if (instance.state === 'pending') await waits.until(id, toRun, options);
  if (runs && instance.state !== 'stopped') {
    await api.send(
      'CreateTags',
      { Resources: [id], Tags: [{ Key: typeChangeMark, Value: instanceType }] },
      options,
    );
    await api.send('StopInstances', { InstanceIds: [id] }, options);
  }
  try {
    await waits.until(id, toStop, options, { from: ['pending'] });
    await setType(api, id, instanceType, options);
  } catch (error) {
    if (runs) await leaveRunning({ api, waits }, id);
    throw error;
  }
  if (!runs) return;
  try {
    await start({ api, waits }, id, options);
  } catch (error) {
    if (!isEc2Error(error, 'capacity', 'quota', 'failed')) throw error;
    await setType(api, id, instance.instanceType, options);
    await start({ api, waits }, id, options);
    throw error.with({
      message: `${error.message} (instance "${id}" runs again as ${instance.instanceType}, ${instanceType} could not be started)`,
    });
  }
}

/** Goes on where a killed process left an instance stopped. */
export async function start({ api, waits }: Tools, id: string, options: WaitOptions): Promise<void> {
  await api.send('StartInstances', { InstanceIds: [id] }, options);
  await waits.until(id, toRun, options, { from: ['stopped', 'stopping'] });
  await api.send('DeleteTags', { Resources: [id], Tags: [{ Key: typeChangeMark }] }, options);
}

async function setType(api: Ec2Api, id: string, type: string, options: WaitOptions): Promise<void> {
  await api.send('ModifyInstanceAttribute', { InstanceId: id, InstanceType: { Value: type } }, options);
}

/**
 * After a failure or an interrupt: asks for the start, whatever state it is in, and does not wait. Where even that fails
 * the mark stays, and the next update starts it.
 */
async function leaveRunning({ api, waits }: Tools, id: string): Promise<void> {
  const options = { signal: api.open };
  try {
    const instance = await waits.find(id, options);
    if (instance?.state === 'stopping') await waits.until(id, toStop, { ...options, timeoutMs: 120_000 });
    await api.send('StartInstances', { InstanceIds: [id] }, options);
    await api.send('DeleteTags', { Resources: [id], Tags: [{ Key: typeChangeMark }] }, options);
  } catch (error) {
    if (!isEc2Error(error)) throw error;
  }
}
