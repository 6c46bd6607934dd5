import { Sandbox, type SandboxOptions } from '../../../src/sandbox';
import { ProviderSeat } from '../engine/provider-seat';

/** What stays the same from run to run, so that a provider which waits can reach the next run's sandbox. */
export class Premises {
  readonly seat = new ProviderSeat();
  #ports: Pick<SandboxOptions, 'port' | 'azurePort'> = {};

  /** A new sandbox, where the last one was if nobody else has come there since. */
  async startSandbox(options: SandboxOptions): Promise<Sandbox> {
    const sandbox = await Sandbox.start({ ...options, ...this.#ports }).catch(() => Sandbox.start(options));
    this.#ports = { port: portOf(sandbox.ec2.endpoint), azurePort: portOf(sandbox.azure.endpoint) };
    return sandbox;
  }

  close(): Promise<void> {
    return this.seat.close();
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
