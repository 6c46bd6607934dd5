import type { Ec2Account } from '../../drivers/ec2';
import { isEc2Error } from '../../drivers/ec2';
import {
  DiagnosticError,
  isUnknown,
  type Diagnostics,
  type Known,
  type PlanContext,
  type Resource,
} from '../../tfplugin';
import { createInstance } from '../ec2/create-instance';
import { at, instancePlace } from '../ec2/error-places';
import { parseEc2ImportId } from '../ec2/import-id';
import { instanceChanges } from '../ec2/instance-changes';
import { known } from '../known';
import { applied, imported, refreshed, survivedByItsRequest } from '../ec2/instance-state';
import { hostKeyFromConsole } from '../ec2/learn-host-key';
import { endCreation, isUnread, mintToken, OWNER_TAG, unmarking } from '../ownership';
import { IMPORTED, INTERRUPTED, noteInterruption, planChange } from '../ec2/plan-instance';
import { noteProtection, refuseDestruction, refuseReplacement } from '../ec2/protected-instance';
import { validateInstance } from '../ec2/validate-instance';
import { ec2InstanceSchema } from '../schemas/ec2-instance';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';

type Schema = typeof ec2InstanceSchema;

/** `fleetwright_ec2_instance`: a machine on EC2. */
export const ec2Instance: Resource<Schema, Session> = {
  typeName: 'fleetwright_ec2_instance',
  schema: ec2InstanceSchema,

  validate: validateInstance,

  async plan(context) {
    const { planned, prior, data, diagnostics, private: remembered } = context;
    if (planned === null) {
      if (prior?.termination_protection === true) refuseDestruction(prior.id ?? '', diagnostics);
      return;
    }
    if (typeof planned.configuration === 'string') data.requireEc2(planned.configuration);
    const { login } = planned;
    if (login !== null && !isUnknown(login) && typeof login.credential === 'string') {
      data.credential(login.credential, ['login', 'credential']);
    }
    if (prior === null) {
      refuseReplacement(remembered, diagnostics);
      mintToken(remembered);
      planned.state = 'running';
      return;
    }
    noteProtection(remembered, prior);
    if (isUnread(remembered)) await readAgain(context, prior);
    await planChange(context, prior);
  },

  create: createInstance,

  async read(context) {
    const { state, data, signal, private: remembered, diagnostics } = context;
    const account = await data.ec2(state.configuration);
    const details = await account.instances.read(state.id ?? '', { signal });
    if (details === undefined) {
      remembered.delete(INTERRUPTED);
      return (await launchesAgain(account, state.spot_request_id, signal))
        ? survivedByItsRequest(state)
        : null;
    }
    await endCreation(
      context,
      details.tags,
      (keys) => account.instances.untag(details, keys, { signal }),
      isEc2Error,
    );
    const interrupted = noteInterruption(remembered, details);
    if (state.state !== null || remembered.get(IMPORTED) !== true) {
      return refreshed(state, details, interrupted);
    }
    const owner = details.tags[OWNER_TAG] ?? null;
    const host_key = await importedHostKey(account, details.id, diagnostics, signal);
    const spot =
      details.spotRequestId === undefined
        ? undefined
        : await account.instances.spotRequest(details.spotRequestId, { signal });
    return { ...imported(state, details, spot), owner, host_key };
  },

  async update(context) {
    const { planned, prior, data, signal } = context;
    const id = prior.id ?? '';
    const account = await data.ec2(planned.configuration);
    const changes = unmarking(instanceChanges(prior, planned));
    const timeoutMs = parseDuration(planned.timeout) ?? 0;
    const details = await at(instancePlace, () =>
      account.instances.update(id, changes, { signal, timeoutMs }),
    );
    context.private.delete(IMPORTED);
    return applied(planned, details, prior.owner, known(planned.host_key));
  },

  async delete({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    const timeoutMs = parseDuration(state.timeout) ?? 0;
    const spotRequestId = state.spot_request_id ?? undefined;
    await at(instancePlace, () =>
      account.instances.terminate(state.id ?? '', { signal, timeoutMs, spotRequestId }),
    );
  },

  importState: ({ id: text, private: remembered }) => {
    remembered.set(IMPORTED, true);
    return Promise.resolve(parseEc2ImportId(text, /^i-[0-9a-f]+$/, 'i-0123456789abcdef0'));
  },
};

/** A plan writes nothing, so that the request is only cancelled by what is applied. */
async function launchesAgain(
  account: Ec2Account,
  spotRequestId: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  if (spotRequestId === null) return false;
  return (await account.instances.spotRequest(spotRequestId, { signal }))?.launchesAgain === true;
}

/** Before it is replaced, which a plan without a refresh may be about. */
async function readAgain(
  { data, signal, ...context }: PlanContext<Schema, Session>,
  prior: Known<Schema>,
): Promise<void> {
  const account = await data.ec2(prior.configuration);
  const details = await account.instances.read(prior.id ?? '', { signal });
  if (details === undefined) return;
  await endCreation(
    context,
    details.tags,
    (keys) => account.instances.untag(details, keys, { signal }),
    isEc2Error,
  );
}

/** What the console still shows; a machine that was started long ago may show nothing any more. */
async function importedHostKey(
  account: Ec2Account,
  id: string,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await hostKeyFromConsole(account, id, { signal, timeoutMs: 1 });
  } catch (error) {
    if (!(error instanceof DiagnosticError) && !isEc2Error(error)) throw error;
    diagnostics.warn(
      ['host_key'],
      `the console of instance ${id} does not show its SSH host key any more`,
      'to log in to it, set host_key to what the machine says: cat /etc/ssh/ssh_host_ed25519_key.pub',
    );
    return null;
  }
}
