import { sleep } from './abort';
import type { Ec2Api } from './api';
import type { CallOptions, WaitOptions } from './configuration';
import { parseConsoleHostKeys } from './console-host-keys';
import { isEc2Error } from './errors';
import type { ConsoleHostKeys } from './host-keys';
import type { InstanceWaits } from './instance-waits';

const defaultTimeoutMs = 600_000;

/** What machines write to their consoles. */
export class Console {
  /** Types whose console cannot be read as it is now, but only as EC2 last stored it. */
  private readonly storedOnly = new Set<string>();

  constructor(
    private readonly api: Ec2Api,
    private readonly waits: InstanceWaits,
  ) {}

  async output(id: string, instanceType: string, options: CallOptions): Promise<string> {
    if (!this.storedOnly.has(instanceType)) {
      try {
        const text = await this.get(id, true, options);
        if (text !== '') return text;
      } catch (error) {
        if (
          !isEc2Error(error) ||
          !/^(UnsupportedOperation|Unsupported|InvalidParameter\w*)$/.test(error.code ?? '')
        ) {
          throw error;
        }
        this.storedOnly.add(instanceType);
      }
    }
    return this.get(id, false, options);
  }

  async waitForHostKeys(
    id: string,
    { signal, timeoutMs = defaultTimeoutMs }: WaitOptions,
  ): Promise<ConsoleHostKeys> {
    const { firstPollMs, longestPollMs } = this.api.timing;
    const deadline = Date.now() + timeoutMs;
    for (let delay = firstPollMs; ; delay = Math.min(delay * 1.5, longestPollMs)) {
      const instance = await this.waits.find(id, { signal });
      if (instance === undefined || !['pending', 'running'].includes(instance.state)) {
        const what =
          instance === undefined
            ? 'is gone'
            : `is ${instance.state}: ${instance.stateReason ?? 'EC2 says no reason'}`;
        throw this.api.error(`instance "${id}" ${what}, so its console shows no host keys`, {
          kind: instance === undefined ? 'not-found' : 'failed',
          objectId: id,
        });
      }
      const output = await this.output(id, instance.instanceType, { signal });
      const keys = parseConsoleHostKeys(output);
      if (keys !== undefined) return keys;
      if (Date.now() > deadline) throw this.late(id, output, timeoutMs);
      await sleep(delay, signal);
    }
  }

  private async get(id: string, latest: boolean, options: CallOptions): Promise<string> {
    const input = latest ? { InstanceId: id, Latest: true } : { InstanceId: id };
    const { Output = '' } = await this.api.send('GetConsoleOutput', input, options);
    return Buffer.from(Output, 'base64').toString('utf8');
  }

  private late(id: string, output: string, timeoutMs: number) {
    const seen =
      output === '' ? 'EC2 has no console output of it yet' : 'its console output has no block of host keys';
    return this.api.error(
      `the console of instance "${id}" showed no SSH host keys within ${String(Math.round(timeoutMs / 1000))} s: ` +
        `${seen}; use an image with cloud-init, give it more time, or hand the machine a host key by its user data`,
      { kind: 'timeout', objectId: id },
    );
  }
}
