import type { AzureMachine, AzureSubscription } from '../../drivers/azure';
import { isAzureError } from '../../drivers/azure';
import {
  DiagnosticError,
  messageOf,
  type CreateContext,
  type Diagnostics,
  type Planned,
  type Resource,
} from '../../tfplugin';
import { parseAzureImportId } from '../azure/import-id';
import { machineChanges } from '../azure/machine-changes';
import { machineRequest, referenceOf, type Machine, type PlannedMachine } from '../azure/machine-request';
import { applied, imported, refreshed } from '../azure/machine-state';
import { finishInMind, IMPORTED, keepInMind } from '../azure/operation-in-mind';
import { planChange } from '../azure/plan-machine';
import { known } from '../known';
import { CREATING_TAG, mintToken, OWNER_TAG, ownershipOf } from '../ownership';
import { azureVirtualMachineSchema } from '../schemas/azure-virtual-machine';
import type { Session } from '../session';
import { exactlyOne } from '../validation/exactly-one';
import { parseDuration } from '../validation/names';

type Schema = typeof azureVirtualMachineSchema;

/** How long an import waits for the machine to tell its host key. */
const importedKeyMs = 120_000;

/** `fleetwright_azure_virtual_machine`: a machine on Azure, with all that goes with it. */
export const azureVirtualMachine: Resource<Schema, Session> = {
  typeName: 'fleetwright_azure_virtual_machine',
  schema: azureVirtualMachineSchema,

  validate,

  plan(context) {
    const { planned, prior, data } = context;
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireAzure(planned.configuration);
    if (prior === null) {
      mintToken(context.private);
      planned.state = 'running';
    } else {
      planChange(context, prior);
    }
  },

  create,

  async read({ state, data, signal, private: remembered, diagnostics }) {
    const subscription = await data.azure(state.configuration);
    const reference = referenceOf(state);
    const machine = await subscription.machines.read(reference, { signal });
    if (state.state === null && remembered.get(IMPORTED) === true) {
      if (machine === undefined) return null;
      const host_key = await importedHostKey(subscription, state, diagnostics, signal);
      return { ...imported(state, machine), host_key };
    }
    if (machine !== undefined && !isOther(machine, state)) return refreshed(state, machine);
    const remains =
      state.owner === null ? [] : await subscription.machines.remains(reference, state.owner, { signal });
    return remains.length === 0 ? null : { ...state, state: 'incomplete' };
  },

  async update(context) {
    const { planned, prior, data, private: remembered } = context;
    const { machines } = await data.azure(planned.configuration);
    const reference = referenceOf(prior);
    const options = optionsOf(context);
    await finishInMind(remembered, (url) => machines.resume(url, reference, options));
    const machine = await machines.update(reference, machineChanges(prior, planned), options);
    remembered.delete(IMPORTED);
    return applied(planned, machine, known(planned.owner) ?? prior.owner, known(planned.host_key));
  },

  async delete(context) {
    const { state, data, private: remembered } = context;
    const { machines } = await data.azure(state.configuration);
    const reference = referenceOf(state);
    const options = optionsOf({ ...context, planned: state });
    await finishInMind(remembered, (url) => machines.resume(url, reference, options));
    const whose = { owner: state.owner ?? undefined, vmId: state.vm_id ?? undefined };
    await machines.delete(reference, { ...options, ...whose });
  },

  importState({ id, data, private: remembered }) {
    const { configuration, group, name } = parseAzureImportId(id, 'Microsoft.Compute/virtualMachines', data);
    remembered.set(IMPORTED, true);
    return Promise.resolve({ configuration, name, resource_group_name: group });
  },
};

async function create(context: CreateContext<Schema, Session>) {
  const { planned, data, private: remembered, log } = context;
  const { machines } = await data.azure(planned.configuration);
  const { owner, ownership } = ownershipOf(remembered, planned.owner);
  const options = optionsOf(context);
  const deadline = Date.now() + options.timeoutMs;
  const left = () => ({ ...options, timeoutMs: Math.max(deadline - Date.now(), 1000) });
  const reference = referenceOf(planned);
  let exists = false;
  const onExists = (): void => {
    exists = true;
    context.checkpoint({ owner, state: 'incomplete' });
  };
  try {
    const { machine, how } = await machines.ensure(machineRequest(planned, ownership), {
      ...left(),
      onExists,
    });
    log.debug(`virtual machine ${planned.name} was ${how}`, { configuration: planned.configuration });
    context.checkpoint({ owner, id: machine.id, vm_id: machine.vmId ?? null, state: machine.power });
    const settled = how === 'made' ? machine : await settle(context, machine, left());
    const hostKey = known(planned.host_key) ?? (await learnHostKey(context, left()));
    return applied(planned, settled, owner, hostKey);
  } finally {
    // From here on it is in the state, whatever became of it, so that nobody must find it by its tags. A mark that stays
    // is harmless as long as the machine is in the state.
    const brief = { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 };
    if (exists) await machines.untag(reference, [CREATING_TAG], brief).catch(() => undefined);
  }
}

/** Brings a machine that an interrupted apply has left behind to what is declared by now. */
async function settle(
  { planned, data }: CreateContext<Schema, Session>,
  machine: AzureMachine,
  options: ReturnType<typeof optionsOf>,
): Promise<AzureMachine> {
  const { machines } = await data.azure(planned.configuration);
  const was = { ...(planned as PlannedMachine & Machine), os_disk: null, data_disks: null };
  const now = refreshed(was, machine);
  const others = (['location', 'zone', 'subnet_id', 'associate_public_ip_address'] as const).filter(
    (name) => now[name] !== planned[name],
  );
  if (others.length > 0) {
    throw new DiagnosticError(
      `virtual machine ${planned.name}, which an interrupted apply left behind, is not the one that is declared now`,
      `it differs in ${others.join(', ')}; it is in the state now, and the next apply replaces it`,
    );
  }
  return machines.update(referenceOf(planned), machineChanges(now, planned), options);
}

/** The key that the machine made for itself, read by a run command: it never went over the network unprotected. */
async function learnHostKey(
  { planned, data }: CreateContext<Schema, Session>,
  options: ReturnType<typeof optionsOf>,
): Promise<string> {
  const { machines } = await data.azure(planned.configuration);
  try {
    const [key] = await machines.hostKeys(referenceOf(planned), options);
    if (key !== undefined) return key;
  } catch (error) {
    if (!isAzureError(error, 'timeout', 'failed', 'conflict')) throw error;
    throw new DiagnosticError(
      `virtual machine ${planned.name} did not tell its SSH host key`,
      `${messageOf(error)}\nRun commands need Azure's agent, which the marketplace's images have. Where the image has none, set host_key to a key that it brings along. The machine is in the state and replaced by the next apply.`,
      ['host_key'],
      { cause: error },
    );
  }
  throw new DiagnosticError(`virtual machine ${planned.name} has no SSH host key`, '', ['host_key']);
}

async function importedHostKey(
  { machines }: AzureSubscription,
  state: Machine,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const [key] = await machines.hostKeys(referenceOf(state), { signal, timeoutMs: importedKeyMs });
    return key ?? null;
  } catch (error) {
    if (!isAzureError(error)) throw error;
    diagnostics.warn(
      ['host_key'],
      `virtual machine ${state.name} does not tell its SSH host key`,
      `${messageOf(error)}\nTo log in to it, set host_key to what the machine says: cat /etc/ssh/ssh_host_ed25519_key.pub`,
    );
    return null;
  }
}

/** Another machine of the same name, which somebody has made since. */
function isOther({ vmId, tags }: AzureMachine, state: Machine): boolean {
  if (state.vm_id !== null && vmId !== undefined) return state.vm_id !== vmId;
  return state.owner !== null && tags[OWNER_TAG] !== state.owner;
}

function optionsOf(context: {
  readonly planned: { readonly timeout: string };
  readonly signal: AbortSignal;
  readonly private: Parameters<typeof keepInMind>[0];
}) {
  return {
    signal: context.signal,
    timeoutMs: parseDuration(context.planned.timeout) ?? 0,
    onOperation: keepInMind(context.private),
  };
}

function validate({ image, image_id }: Planned<Schema>, diagnostics: Diagnostics): void {
  const { verdict } = exactlyOne({ image, image_id });
  if (verdict !== 'none' && verdict !== 'several') return;
  diagnostics.error(
    verdict === 'none' ? [] : ['image_id'],
    verdict === 'none' ? 'the virtual machine has no image' : 'the virtual machine has two images',
    'set exactly one of image and image_id',
  );
}
