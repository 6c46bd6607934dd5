import { startMarathon, type Marathon, type MarathonOptions } from '../../../../src/sandbox/marathon';
import { Client, eventually } from './client';
import { PretendMaster, type PretendAgent } from './pretend-master';

/** A Marathon that leads, at a master that runs its tasks by word. */
export interface Started {
  readonly master: PretendMaster;
  readonly marathon: Marathon;
  readonly client: Client;
  stop(): Promise<void>;
}

export const twoAgents: readonly PretendAgent[] = [
  { name: 'a1', attributes: { rack: 'r1' } },
  { name: 'a2', attributes: { rack: 'r2' } },
];

export async function started(
  options: Partial<MarathonOptions> = {},
  agents: readonly PretendAgent[] = twoAgents,
): Promise<Started> {
  const master = await PretendMaster.start(agents, options.settings?.mesosRole ?? '*');
  const marathon = await startMarathon({
    leadingMaster: () => Promise.resolve(master.address),
    ...options,
    settings: { minReviveOffersInterval: 20, ...options.settings },
  });
  await eventually(() => {
    if (!marathon.leads || master.callsOf('SUBSCRIBE').length === 0) throw new Error('it does not lead yet');
  });
  const client = new Client(
    marathon.url,
    options.credentials === undefined
      ? {}
      : { Authorization: `Basic ${Buffer.from(options.credentials).toString('base64')}` },
  );
  return {
    master,
    marathon,
    client,
    async stop() {
      await marathon.stop();
      await master.stop();
    },
  };
}
