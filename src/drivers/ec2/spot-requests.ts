import type { Ec2Api } from './api';
import type { CallOptions } from './configuration';
import { isEc2Error } from './errors';
import type { SpotRequest } from './operations';

/** In these a persistent request has an instance, or is about to launch one. */
const LIVE: readonly string[] = ['open', 'active', 'disabled'];

export class SpotRequests {
  constructor(private readonly api: Ec2Api) {}

  /** Undefined when EC2 does not know it any more. */
  async find(requestId: string, options: CallOptions): Promise<SpotRequest | undefined> {
    const input = { SpotInstanceRequestIds: [requestId] };
    const answer = await this.unlessGone(() => this.api.send('DescribeSpotInstanceRequests', input, options));
    const [request] = answer?.SpotInstanceRequests ?? [];
    if (request === undefined) return undefined;
    return {
      interruption: request.InstanceInterruptionBehavior ?? 'terminate',
      maxPrice: request.SpotPrice,
      launchesAgain: request.Type === 'persistent' && LIVE.includes(request.State ?? ''),
      instanceId: request.InstanceId === '' ? undefined : request.InstanceId,
    };
  }

  /**
   * Nothing is launched for it any more.
   *
   * @returns the instance that it has launched last, which runs on.
   */
  async cancel(requestId: string, options: CallOptions): Promise<string | undefined> {
    const input = { SpotInstanceRequestIds: [requestId] };
    await this.unlessGone(() => this.api.send('CancelSpotInstanceRequests', input, options));
    return (await this.find(requestId, options))?.instanceId;
  }

  private async unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    }
  }
}
