import type { InstanceDetails } from '../../drivers/ec2';
import {
  isUnknown,
  isWhollyKnown,
  UNKNOWN,
  type Path,
  type PlanChangeContext,
  type Planned,
  type PrivateState,
} from '../../tfplugin';
import type { ec2InstanceSchema } from '../schemas/ec2-instance';
import type { Session } from '../session';
import { at, whole } from './error-places';
import { imagePath, imageReference, type Instance } from './instance-request';

type Context = PlanChangeContext<typeof ec2InstanceSchema, Session>;
type PlannedConfig = Planned<typeof ec2InstanceSchema>;
type PlannedVolume = NonNullable<Exclude<PlannedConfig['root_volume'], symbol>>;

/** Of an import: the declared image is only taken note of. */
export const IMPORTED = 'imported';

/** Of a spot instance that EC2 has stopped: why. */
export const INTERRUPTED = 'interrupted';

/**
 * Takes note of whether EC2 has stopped a spot instance, which only EC2 starts again.
 *
 * @returns whether it has.
 */
export function noteInterruption(
  remembered: PrivateState,
  { lifecycle, state, stateReason = '' }: InstanceDetails,
): boolean {
  const stopped = state === 'stopping' || state === 'stopped';
  const interrupted = lifecycle === 'spot' && stopped && stateReason.startsWith('Server.Spot');
  if (interrupted) remembered.set(INTERRUPTED, stateReason);
  else remembered.delete(INTERRUPTED);
  return interrupted;
}

/** What changes in place, what replaces the instance, and what will be otherwise afterwards. */
export async function planChange(context: Context, prior: Instance): Promise<void> {
  const { planned } = context;
  planState(context, prior);
  await planImage(context, prior);
  planSubnet(context, prior);
  const restarts = planType(context, prior) || planned.state !== prior.state;
  // A public address that is not an Elastic IP is another one after every start.
  if (restarts && prior.associate_public_ip_address === true) {
    planned.public_address = UNKNOWN;
    planned.public_dns_name = UNKNOWN;
  }
  planVolumes(context, prior);
}

/**
 * Every plan aims at `running`, but for a spot instance that was interrupted: only EC2 itself may start it again
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/interruption-behavior.html).
 */
function planState(context: Context, prior: Instance): void {
  const { planned, private: remembered, diagnostics } = context;
  if (prior.state === 'terminated') {
    planned.state = 'running';
    context.requireReplace(['state']);
    diagnostics.warn(
      ['spot'],
      `instance ${prior.id ?? ''} is gone, and its spot request ${prior.spot_request_id ?? ''} launches another one that nobody knows`,
      'the next apply cancels the request, terminates what it has launched since, and makes the instance anew',
    );
    return;
  }
  const reason = remembered.get(INTERRUPTED);
  if (typeof reason !== 'string') {
    planned.state = 'running';
    return;
  }
  planned.state = prior.state;
  diagnostics.warn(
    ['spot'],
    `EC2 has taken the capacity of spot instance ${prior.id ?? ''} back, which is ${prior.state ?? 'stopped'}`,
    `${reason}; EC2 starts it again when there is capacity. Not to wait for that, replace it by -replace, or use on-demand capacity`,
  );
}

/** A newer image alone replaces nothing; another choice of image does, when it comes to another image. */
async function planImage(context: Context, prior: Instance): Promise<void> {
  const { config, planned, requireReplace, data, signal } = context;
  if (config.image_id !== null) {
    if (!isSame(config.image_id, prior.image_id)) requireReplace(['image_id']);
    return;
  }
  const changed = (['image', 'image_ssm_parameter'] as const).filter(
    (choice) => !isSame(config[choice], prior[choice]),
  );
  if (changed.length === 0 || context.private.get(IMPORTED) === true) return;
  const { image, image_ssm_parameter } = planned;
  const choice = { image_id: null, image, image_ssm_parameter };
  if (isKnownChoice(choice) && typeof planned.configuration === 'string') {
    const account = await data.ec2(planned.configuration);
    const { id } = await at(whole(...imagePath(choice)), () =>
      account.images.resolve(imageReference(choice), { signal }),
    );
    if (id === prior.image_id) return;
  }
  planned.image_id = UNKNOWN;
  for (const path of changed) requireReplace([path]);
}

type ImageChoice = Pick<Instance, 'image_id' | 'image' | 'image_ssm_parameter'>;

function isKnownChoice(choice: Record<keyof ImageChoice, unknown>): choice is ImageChoice {
  return isWhollyKnown(choice);
}

function planSubnet({ config, planned, requireReplace }: Context, prior: Instance): void {
  const declared: unknown[] = [config.subnet_id, ...listOf(config.fallback_subnet_ids)];
  if (config.subnet_id === null || declared.includes(prior.effective_subnet_id)) return;
  planned.effective_subnet_id = UNKNOWN;
  if (!isSame(config.subnet_id, prior.subnet_id)) requireReplace(['subnet_id']);
  if (!isSame(config.fallback_subnet_ids, prior.fallback_subnet_ids)) requireReplace(['fallback_subnet_ids']);
}

/**
 * The type of a spot instance is not among what can be changed while it is stopped
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/interruption-behavior.html), so another type is another instance.
 *
 * @returns whether the instance is stopped and started for it.
 */
function planType({ config, planned, requireReplace }: Context, prior: Instance): boolean {
  const declared = [planned.instance_type, ...listOf(planned.fallback_instance_types)];
  if (declared.includes(prior.effective_instance_type)) return false;
  if (prior.spot === null) {
    planned.effective_instance_type = planned.instance_type;
    return true;
  }
  planned.effective_instance_type = UNKNOWN;
  for (const name of ['instance_type', 'fallback_instance_types'] as const) {
    if (!isSame(config[name], prior[name])) requireReplace([name]);
  }
  return false;
}

function planVolumes({ config, planned, requireReplace }: Context, prior: Instance): void {
  planGrowth(prior.root_volume, planned.root_volume, config.root_volume, ['root_volume'], requireReplace);
  const before = prior.volumes ?? {};
  const after = planned.volumes;
  if (isUnknown(after)) {
    requireReplace(['volumes']);
    return;
  }
  const devices = new Set([...Object.keys(before), ...Object.keys(after ?? {})]);
  for (const device of devices) {
    const path = ['volumes', device];
    const volume = after?.[device];
    if (before[device] === undefined || volume === undefined)
      requireReplace(after === null ? ['volumes'] : path);
    else {
      const declared = config.volumes !== null && !isUnknown(config.volumes) ? config.volumes[device] : null;
      planGrowth(before[device], volume, declared ?? null, path, requireReplace);
    }
  }
}

/** Volumes grow in place and never shrink; how fast another type is by default is for EC2 to say. */
function planGrowth(
  prior: { readonly size_gib: number | null; readonly type: string | null } | null,
  planned: PlannedVolume | null | typeof UNKNOWN,
  config: PlannedVolume | null | typeof UNKNOWN,
  path: Path,
  requireReplace: (path: Path) => void,
): void {
  if (prior === null || planned === null || isUnknown(planned)) return;
  const { size_gib: size } = planned;
  const shrinks = typeof size === 'number' && prior.size_gib !== null && size < prior.size_gib;
  if (shrinks) requireReplace([...path, 'size_gib']);
  if (config === null || isUnknown(config) || planned.type === prior.type) return;
  if (config.iops === null) planned.iops = UNKNOWN;
  if (config.throughput === null) planned.throughput = UNKNOWN;
}

function listOf<T>(list: T[] | null | typeof UNKNOWN): (T | typeof UNKNOWN)[] {
  return isUnknown(list) ? [UNKNOWN] : (list ?? []);
}

function isSame(one: unknown, other: unknown): boolean {
  return isWhollyKnown(one) && JSON.stringify(one) === JSON.stringify(other);
}
