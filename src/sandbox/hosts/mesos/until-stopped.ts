import type { MachineContext } from '../machine-context';
import type { ProgramCall } from '../programs/program-call';

/** What runs of a unit on a machine, so that the next one waits until its port is free. */
const running = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Runs a server until its program is killed, its unit is stopped, or it ends by itself.
 *
 * @param start Gives what ends it; called back when it ends by itself.
 */
export async function untilStopped(
  call: ProgramCall,
  { services }: Pick<MachineContext, 'services'>,
  unit: string,
  start: (onExit: (status: number, message: string) => void) => Promise<() => Promise<void>>,
): Promise<number> {
  const units = running.get(services) ?? new Map<string, Promise<unknown>>();
  running.set(services, units);
  await units.get(unit)?.catch(() => undefined);
  const run = serve();
  units.set(unit, run);
  return run;

  async function serve(): Promise<number> {
    let exited: (status: number) => void = () => undefined;
    const ended = new Promise<number>((resolve) => {
      exited = resolve;
    });
    const forget = services.onChange((changed, state) => {
      if (changed === unit && state !== 'active' && state !== 'activating') exited(0);
    });
    call.gone.addEventListener('abort', () => {
      exited(0);
    });
    try {
      const stop = await start((status, message) => {
        call.err(`${message}\n`);
        exited(status);
      });
      call.flush();
      const status = await ended;
      await stop();
      return status;
    } finally {
      forget();
    }
  }
}
