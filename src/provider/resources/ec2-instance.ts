import type { Ec2Account, Ec2Instance, InstanceDetails } from '../../drivers/ec2';
import { buildUserData, generateHostKeyPair, injectedHostKey, isEc2Error } from '../../drivers/ec2';
import {
  DiagnosticError,
  isUnknown,
  type CreateContext,
  type Diagnostics,
  type Planned,
  type Resource,
} from '../../tfplugin';
import { parseEc2ImportId } from '../ec2/import-id';
import {
  allowedSubnets,
  allowedTypes,
  imageReference,
  instanceRequest,
  known,
  type PlannedInstance,
} from '../ec2/instance-request';
import { keepHalfMade } from '../ec2/keep-half-made';
import { applied, imported, refreshed } from '../ec2/instance-state';
import { hostKeyByLogin, hostKeyFromConsole } from '../ec2/learn-host-key';
import { CREATING_TAG, mintToken, OWNER_TAG, ownershipOf } from '../ec2/ownership';
import { IMPORTED, planChange } from '../ec2/plan-instance';
import { instanceChanges } from '../ec2/instance-changes';
import { ec2InstanceSchema } from '../schemas/ec2-instance';
import type { Session } from '../session';
import { exactlyOne } from '../validation/exactly-one';
import { parseDuration } from '../validation/names';

type Schema = typeof ec2InstanceSchema;

/** `fleetwright_ec2_instance`: a machine on EC2. */
export const ec2Instance: Resource<Schema, Session> = {
  typeName: 'fleetwright_ec2_instance',
  schema: ec2InstanceSchema,

  validate,

  async plan(context) {
    const { planned, prior, data, diagnostics } = context;
    if (planned === null) {
      if (prior?.termination_protection === true) refuseProtected(prior.id ?? '', diagnostics);
      return;
    }
    if (typeof planned.configuration === 'string') data.requireEc2(planned.configuration);
    const { login } = planned;
    if (login !== null && !isUnknown(login) && typeof login.credential === 'string') {
      data.credential(login.credential, ['login', 'credential']);
    }
    if (prior === null) {
      mintToken(context.private);
      planned.state = 'running';
    } else {
      await planChange(context, prior);
    }
  },

  create,

  async read({ state, data, signal, private: remembered, diagnostics }) {
    const account = await data.ec2(state.configuration);
    const details = await account.instances.read(state.id ?? '', { signal });
    if (details === undefined || details.state === 'shutting-down') return null;
    if (state.state !== null || remembered.get(IMPORTED) !== true) return refreshed(state, details);
    const owner = details.tags[OWNER_TAG] ?? null;
    const host_key = await importedHostKey(account, details.id, diagnostics, signal);
    return { ...imported(state, details), owner, host_key };
  },

  async update(context) {
    const { planned, prior, data, signal } = context;
    const id = prior.id ?? '';
    const account = await data.ec2(planned.configuration);
    const changes = instanceChanges(prior, planned);
    const timeoutMs = parseDuration(planned.timeout) ?? 0;
    const details = await account.instances.update(id, changes, { signal, timeoutMs });
    context.private.delete(IMPORTED);
    return applied(planned, details, prior.owner, known(planned.host_key));
  },

  async delete({ state, data, signal }) {
    const account = await data.ec2(state.configuration);
    const cancelSpotRequest = state.spot !== null && state.spot.interruption !== 'terminate';
    const timeoutMs = parseDuration(state.timeout) ?? 0;
    await account.instances.terminate(state.id ?? '', { signal, timeoutMs, cancelSpotRequest });
  },

  importState: ({ id: text, private: remembered }) => {
    remembered.set(IMPORTED, true);
    return Promise.resolve(parseEc2ImportId(text, /^i-[0-9a-f]+$/, 'i-0123456789abcdef0'));
  },
};

async function create(context: CreateContext<Schema, Session>) {
  const { planned, data, signal, log } = context;
  const deadline = Date.now() + (parseDuration(planned.timeout) ?? 0);
  const wait = () => ({ signal, timeoutMs: Math.max(deadline - Date.now(), 1000) });
  const account = await data.ec2(planned.configuration);
  const { owner, ownership } = ownershipOf(context.private, planned.owner);
  const image = await account.images.resolve(imageReference(planned), { signal });
  const given = known(planned.host_key);
  const injects = given === null && planned.host_key_source === 'injected';
  const keyPair = injects ? generateHostKeyPair() : undefined;
  const userData = buildUserData({
    ...(planned.user_data === null ? {} : { own: Buffer.from(planned.user_data) }),
    ...(keyPair === undefined ? {} : { hostKey: keyPair }),
  });
  let made: string | undefined;
  const exists = (id: string): void => {
    made = id;
    context.checkpoint({ id, owner, image_id: image.id });
  };
  try {
    const request = instanceRequest(planned, ownership, image.id, userData);
    const onExists = (instance: Ec2Instance): void => {
      exists(instance.id);
    };
    const { instance, how } = await keepHalfMade(exists, () =>
      account.instances.ensure(request, { ...wait(), onExists }),
    );
    const { id } = instance;
    exists(id);
    log.debug(`instance ${id} was ${how}`, { configuration: planned.configuration });
    const details = await settle(account, planned, id, image.id, how === 'launched', wait());
    const injected =
      how === 'launched' ? keyPair?.publicKey : injectedHostKey(details.userData ?? Buffer.alloc(0));
    const hostKey =
      given ??
      (injects
        ? await hostKeyByLogin(data, planned, details, injected, wait())
        : await hostKeyFromConsole(account, id, wait()));
    return applied(planned, details, owner, hostKey);
  } finally {
    // It is in the state then, whatever became of it, so that nobody must find it by its tags.
    const id = made;
    if (id !== undefined) data.afterwards.add(() => unmark(account, id));
  }
}

/** Brings an instance that an interrupted apply has left behind to what is declared by now. */
async function settle(
  account: Ec2Account,
  planned: PlannedInstance,
  id: string,
  imageId: string,
  isNew: boolean,
  wait: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<InstanceDetails> {
  const details = await account.instances.read(id, wait);
  if (details === undefined) throw new DiagnosticError(`instance ${id} was terminated while it was set up`);
  const sourceDestCheck = planned.source_dest_check;
  if (isNew) {
    return sourceDestCheck ? details : account.instances.update(id, { sourceDestCheck }, wait);
  }
  const subnets = allowedSubnets(planned);
  const misplaced = subnets.length > 0 && !subnets.includes(details.subnetId ?? '');
  if (details.imageId !== imageId || misplaced) {
    throw new DiagnosticError(
      `instance ${id}, which an interrupted apply left behind, is not the one that is declared now`,
      `it has image ${details.imageId} in subnet ${details.subnetId ?? 'unknown'}; it is in the state now, and the next apply replaces it`,
    );
  }
  const groups = known(planned.security_group_ids);
  const typeIsWrong = !allowedTypes(planned).includes(details.instanceType);
  return account.instances.update(
    id,
    {
      tags: planned.tags ?? {},
      terminationProtection: planned.termination_protection,
      sourceDestCheck,
      ...(groups === null ? {} : { securityGroupIds: groups }),
      ...(typeIsWrong ? { instanceType: planned.instance_type } : {}),
    },
    wait,
  );
}

/** A mark that stays is harmless as long as the instance is in the state. */
function unmark(account: Ec2Account, id: string): Promise<unknown> {
  const options = { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 };
  return account.instances.update(id, { removeTags: [CREATING_TAG] }, options);
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

function validate(config: Planned<Schema>, diagnostics: Diagnostics): void {
  const { image_id, image, image_ssm_parameter, host_key_source, host_key, login } = config;
  const { verdict, set } = exactlyOne({ image_id, image, image_ssm_parameter });
  if (verdict === 'none' || verdict === 'several') {
    diagnostics.error(
      verdict === 'none' ? [] : [set[1] ?? 'image_id'],
      verdict === 'none' ? 'the instance has no image' : `the instance has ${set.length} images`,
      `set exactly one of image_id, image and image_ssm_parameter${verdict === 'none' ? '' : `; set are ${set.join(', ')}`}`,
    );
  }
  if (host_key_source === 'injected' && host_key === null && login === null) {
    diagnostics.error(
      ['login'],
      'an injected host key needs a login, so that the machine can make one of its own',
      'set login = { user = "admin" } with the user of the image, or leave host_key_source at "console"',
    );
  }
  if (config.subnet_id === null && Array.isArray(config.fallback_subnet_ids)) {
    diagnostics.error(
      ['fallback_subnet_ids'],
      'fallback_subnet_ids has nothing to fall back from',
      'set subnet_id to the first choice',
    );
  }
}

function refuseProtected(id: string, diagnostics: Diagnostics): void {
  diagnostics.error(
    ['termination_protection'],
    `instance ${id} is protected from termination`,
    'to destroy it, set termination_protection = false, apply, and destroy it then',
  );
}
