import { isUnknown, type Diagnostics, type Known, type Planned } from '../../tfplugin';
import { REGISTRY_CONSENT, type mesosMasterSchema } from '../schemas/mesos-master';
import { majorityOf } from './master-choreography';

type Master = Planned<typeof mesosMasterSchema>;

/** The quorum is a majority of the masters, and nothing else: with fewer, two halves could each have one. */
export function planQuorum(planned: Master, config: Master, diagnostics: Diagnostics): void {
  const { masters } = planned;
  if (masters === null || isUnknown(masters)) return;
  if (masters.length % 2 === 0) {
    diagnostics.error(
      ['masters'],
      `masters has ${String(masters.length)} hosts`,
      'an even number survives no more failures than one less: name 1, 3, 5 or 7',
    );
    return;
  }
  const majority = majorityOf(masters.length);
  if (typeof config.quorum === 'number' && config.quorum !== majority) {
    diagnostics.error(
      ['quorum'],
      `quorum ${String(config.quorum)} is not the majority of ${String(masters.length)} masters`,
      `leave quorum out, or set it to ${String(majority)}: with another one the registry can be lost`,
    );
    return;
  }
  planned.quorum = majority;
}

/**
 * One master with a log of its own cannot become several: all at once they never recover, and one by one the empty logs
 * make themselves a registry, and the old one is lost.
 */
export function refuseLostRegistry(
  prior: Known<typeof mesosMasterSchema>,
  planned: Master,
  diagnostics: Diagnostics,
): void {
  const { masters, new_registry } = planned;
  if (masters === null || isUnknown(masters) || isUnknown(new_registry)) return;
  if (prior.masters.length !== 1 || masters.length === 1 || new_registry === REGISTRY_CONSENT) return;
  diagnostics.error(
    ['new_registry'],
    `one master cannot become ${String(masters.length)} with the registry it has`,
    `Mesos cannot bring the log of a single master to others. If the cluster may start with an empty registry (every agent registers anew, and frameworks lose what only the registry knows), write new_registry = ${JSON.stringify(REGISTRY_CONSENT)}`,
  );
}
