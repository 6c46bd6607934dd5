import type { Ec2Account, Ec2Instance, HostKeyPair, InstanceDetails } from '../../drivers/ec2';
import { buildUserData, generateHostKeyPair, injectedHostKey } from '../../drivers/ec2';
import { DiagnosticError, type CreateContext } from '../../tfplugin';
import type { ec2InstanceSchema } from '../schemas/ec2-instance';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';
import { adoptInstance } from './adopt-instance';
import { known } from '../known';
import { at, instancePlace, whole } from './error-places';
import {
  imagePath,
  imageReference,
  instanceRequest,
  type Instance,
  type PlannedInstance,
} from './instance-request';
import { applied } from './instance-state';
import { hostKeyByLogin, hostKeyFromConsole } from './learn-host-key';
import { ownershipOf } from '../ownership';

interface Wait {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Makes an instance, or goes on with one that an interrupted apply has left behind, and learns its host key. */
export async function createInstance(
  context: CreateContext<typeof ec2InstanceSchema, Session>,
): Promise<Instance> {
  const { planned, data, signal, log } = context;
  const deadline = Date.now() + (parseDuration(planned.timeout) ?? 0);
  const wait = (): Wait => ({ signal, timeoutMs: Math.max(deadline - Date.now(), 1000) });
  const account = await data.ec2(planned.configuration);
  const { owner, ownership } = ownershipOf(context.private, planned.owner);
  const image = await at(whole(...imagePath(planned)), () =>
    account.images.resolve(imageReference(planned), { signal }),
  );
  const given = known(planned.host_key);
  const injects = given === null && planned.host_key_source === 'injected';
  const keyPair = injects ? generateHostKeyPair() : undefined;
  for (const line of keyPair?.privateKey.split('\n') ?? []) log.redact(line);
  const request = instanceRequest(planned, ownership, image.id, userDataOf(planned, keyPair));
  const onExists = ({ id, spotRequestId }: Ec2Instance): void => {
    context.checkpoint({ id, owner, image_id: image.id, spot_request_id: spotRequestId ?? null });
  };
  const { instance, how } = await at(instancePlace, () =>
    account.instances.ensure(request, { ...wait(), onExists }),
  );
  const { id } = instance;
  log.debug(`instance ${id} was ${how}`, { configuration: planned.configuration });
  const made = await account.instances.read(id, wait());
  if (made === undefined) throw new DiagnosticError(`instance ${id} was terminated while it was set up`);
  const details =
    how === 'launched'
      ? await settle(account, planned, made, wait())
      : await adoptInstance(account, planned, made, { imageId: image.id, injectsHostKey: injects }, wait());
  const injected = how === 'launched' ? keyPair : injects ? await keyOf(account, id, wait()) : undefined;
  const hostKey =
    given ??
    (injects
      ? await hostKeyByLogin(data, planned, details, injected?.publicKey, wait())
      : await hostKeyFromConsole(account, id, wait()));
  // Not before it is finished: what is half made has to be replaced.
  const finished =
    planned.termination_protection && !details.terminationProtection
      ? await account.instances.update(id, { terminationProtection: true }, wait())
      : details;
  return applied(planned, finished, owner, hostKey);
}

/** What the machine gets. @throws Ec2Error when that is larger than EC2 takes. */
export function userDataOf(
  { user_data }: Pick<PlannedInstance, 'user_data'>,
  hostKey: HostKeyPair | undefined,
): Buffer | undefined {
  return buildUserData({
    ...(user_data === null ? {} : { own: Buffer.from(user_data) }),
    ...(hostKey === undefined ? {} : { hostKey }),
  });
}

/** What a launch cannot be told. */
async function settle(
  account: Ec2Account,
  { source_dest_check: sourceDestCheck }: PlannedInstance,
  made: InstanceDetails,
  wait: Wait,
): Promise<InstanceDetails> {
  return sourceDestCheck ? made : account.instances.update(made.id, { sourceDestCheck }, wait);
}

async function keyOf(account: Ec2Account, id: string, wait: Wait): Promise<HostKeyPair | undefined> {
  const userData = await account.instances.userData(id, wait);
  return userData === undefined ? undefined : injectedHostKey(userData);
}
