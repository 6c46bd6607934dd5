import type { AzureMachine, AzureSubscription } from '../../drivers/azure';
import { isAzureError } from '../../drivers/azure';
import {
  DiagnosticError,
  messageOf,
  type CreateContext,
  type Diagnostics,
  type Planned,
  type Resource,
  type ResourceContext,
} from '../../tfplugin';
import { parseAzureImportId } from '../azure/import-id';
import { machineChanges } from '../azure/machine-changes';
import { machineRequest, referenceOf, type Machine, type PlannedMachine } from '../azure/machine-request';
import { applied, imported, refreshed } from '../azure/machine-state';
import { finishInMind, IMPORTED, keepInMind } from '../azure/operation-in-mind';
import { planChange } from '../azure/plan-machine';
import { known } from '../known';
import {
  CREATING_TAG,
  endCreation,
  isUnread,
  mintToken,
  OWNER_TAG,
  ownershipOf,
  unmarking,
} from '../ownership';
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

  async plan(context) {
    const { planned, prior, data } = context;
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireAzure(planned.configuration);
    if (prior === null) {
      mintToken(context.private);
      planned.state = 'running';
    } else {
      // Before it is replaced, which a plan without a refresh may be about.
      if (isUnread(context.private)) await observe(context, prior);
      planChange(context, prior);
    }
  },

  create,

  async read(context) {
    const { state, data, signal, private: remembered, diagnostics } = context;
    const machine = await observe(context, state);
    if (machine === undefined) return null;
    if (machine === 'incomplete') return { ...state, state: machine };
    if (state.state !== null || remembered.get(IMPORTED) !== true) return refreshed(state, machine);
    const subscription = await data.azure(state.configuration);
    const host_key = await importedHostKey(subscription, state, diagnostics, signal);
    return { ...imported(state, machine), host_key };
  },

  async update(context) {
    const { planned, prior, data, private: remembered } = context;
    const { machines } = await data.azure(planned.configuration);
    const reference = referenceOf(prior);
    const options = optionsOf(context);
    await finishInMind(remembered, (url) => machines.resume(url, reference, options));
    const changes = unmarking(machineChanges(prior, planned));
    const machine = await machines.update(reference, changes, options);
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
  const onExists = (): void => {
    context.checkpoint({ owner, state: 'incomplete' });
  };
  const request = machineRequest(planned, ownership);
  const { machine, how } = await machines.ensure(request, { ...left(), onExists });
  log.debug(`virtual machine ${planned.name} was ${how}`, { configuration: planned.configuration });
  context.checkpoint({ owner, id: machine.id, vm_id: machine.vmId ?? null, state: machine.power });
  const settled = how === 'made' ? machine : await settle(context, machine, left());
  const hostKey = known(planned.host_key) ?? (await learnHostKey(context, left()));
  return applied(planned, settled, owner, hostKey);
}

/** What there is of a machine in the state: all of it, some of its parts, or nothing. */
async function observe(
  context: ResourceContext<Session>,
  state: Machine,
): Promise<AzureMachine | 'incomplete' | undefined> {
  const { data, signal, private: remembered } = context;
  const { machines } = await data.azure(state.configuration);
  const reference = referenceOf(state);
  const found = await machines.read(reference, { signal });
  const machine = found === undefined || isOther(found, state) ? undefined : found;
  if (machine === undefined) {
    const { owner } = state;
    const remains = owner === null ? [] : await machines.remains(reference, owner, { signal });
    if (remains.length === 0) return undefined;
  }
  // Parts alone carry the mark, too, until they have been seen once.
  const tags = machine?.tags ?? (isUnread(remembered) ? { [CREATING_TAG]: '' } : {});
  const owner = machine?.tags[OWNER_TAG] ?? state.owner ?? undefined;
  const untag = (keys: readonly string[]) => machines.untag(reference, keys, { signal, owner });
  await endCreation(context, tags, untag, isAzureError);
  return machine ?? 'incomplete';
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
