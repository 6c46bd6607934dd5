import { createHash } from 'node:crypto';
import { throwIfAborted } from './abort';
import type { Ec2Api } from './api';
import type { WaitOptions } from './configuration';
import { isEc2Error, type Ec2Error } from './errors';
import type { Ec2Instance } from './instance';
import type { InstanceRequest } from './instance-request';
import { toRun, type InstanceWaits } from './instance-waits';
import type { LaunchBatch } from './launch-batch';
import { marksOf } from './marks';
import { launchInput, type Attempt } from './run-instances-input';

/** Type after type, each in every subnet. */
export function attemptsOf(request: Pick<InstanceRequest, 'instanceTypes' | 'subnetIds'>): Attempt[] {
  const subnets = request.subnetIds.length === 0 ? [undefined] : request.subnetIds;
  return request.instanceTypes.flatMap((instanceType) =>
    subnets.map((subnetId) => ({ instanceType, subnetId })),
  );
}

/** The first attempt has the owner's own token, each other one a token made from it and what is tried. */
export function tokenOf(clientToken: string, { instanceType, subnetId }: Attempt, index: number): string {
  if (index === 0) return clientToken;
  const text = [clientToken, instanceType, subnetId ?? ''].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

interface LaunchOptions extends WaitOptions {
  readonly onExists?: ((instance: Ec2Instance) => void) | undefined;
}

interface FailedAttempt {
  readonly attempt: Attempt;
  readonly error: Ec2Error;
}

/** Launches instances, trying the next type or subnet where there is no capacity. */
export class Launcher {
  constructor(
    private readonly api: Ec2Api,
    private readonly waits: InstanceWaits,
    private readonly batch: LaunchBatch,
  ) {}

  /** @param rootDeviceName As the image says. */
  async launch(
    request: InstanceRequest,
    rootDeviceName: string | undefined,
    { signal, timeoutMs, onExists }: LaunchOptions,
  ): Promise<Ec2Instance> {
    const failed: FailedAttempt[] = [];
    for (const [index, attempt] of attemptsOf(request).entries()) {
      throwIfAborted(signal);
      // A limit of the account counts in all zones alike.
      if (
        failed.some(
          ({ attempt: { instanceType }, error }) =>
            error.kind === 'quota' && instanceType === attempt.instanceType,
        )
      )
        continue;
      try {
        const launched = await this.batch.run({
          input: launchInput(request, attempt, rootDeviceName),
          clientToken: tokenOf(request.owner.clientToken, attempt, index),
          ownerTags: request.owner.tags,
          tags: { ...request.tags, ...marksOf(request.owner) },
          signal,
        });
        this.api.recent.add(launched.id);
        onExists?.(launched);
        return await this.running(launched, { signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
      } catch (error) {
        if (!isEc2Error(error, 'capacity', 'quota')) throw error;
        failed.push({ attempt, error });
      }
    }
    throw this.exhausted(request, failed);
  }

  private async running(launched: Ec2Instance, options: WaitOptions): Promise<Ec2Instance> {
    try {
      const instance = await this.waits.until(launched.id, toRun, options);
      return instance ?? launched;
    } catch (error) {
      if (isEc2Error(error) && error.objectId === undefined) throw error.with({ objectId: launched.id });
      throw error;
    }
  }

  private exhausted(request: InstanceRequest, failed: readonly FailedAttempt[]): Ec2Error {
    const last = failed.at(-1)?.error;
    if (last === undefined) {
      return this.api.error('no instance type is given; give at least one', { kind: 'invalid' });
    }
    const tried = failed
      .map(
        ({ attempt, error }) => `${placeOf(attempt, request)}: ${error.code ?? error.kind}: ${error.detail}`,
      )
      .join('; ');
    const quota = failed.every(({ error }) => error.kind === 'quota');
    const advice = quota
      ? 'remove what is not needed, give types of another family, or raise the limit in the Service Quotas console'
      : 'give further instance types or subnets of other zones, or try again later';
    const what = `no instance of image "${request.imageId}" could be launched`;
    return this.api.error(`${what}, tried ${tried}; ${advice}`, {
      kind: quota ? 'quota' : 'capacity',
      code: last.code,
      operation: 'RunInstances',
      cause: last,
    });
  }
}

function placeOf({ instanceType, subnetId }: Attempt, { placement }: InstanceRequest): string {
  const zone = placement?.availabilityZone;
  const where = subnetId === undefined ? (zone ?? 'a default subnet') : `subnet "${subnetId}"`;
  return `${instanceType} in ${where}`;
}
