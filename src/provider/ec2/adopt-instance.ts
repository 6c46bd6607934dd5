import type { Ec2Account, InstanceDetails, SpotRequest } from '../../drivers/ec2';
import { isUserDataOf } from '../../drivers/ec2';
import { DiagnosticError, formatPath, type Path } from '../../tfplugin';
import { at, instancePlace } from './error-places';
import { instanceChanges } from './instance-changes';
import { known } from '../known';
import { allowedSubnets, allowedTypes, type PlannedInstance } from './instance-request';
import { applied, imported, isSameProfile } from './instance-state';
import { misfit, type Misfit } from './misfit';
import { volumeMisfits } from './volume-misfits';

interface Wait {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Brings an instance that an interrupted apply has left behind to what is declared by now.
 *
 * @throws DiagnosticError when only another instance can be that.
 */
export async function adoptInstance(
  account: Ec2Account,
  planned: PlannedInstance,
  details: InstanceDetails,
  { imageId, injectsHostKey }: { readonly imageId: string; readonly injectsHostKey: boolean },
  wait: Wait,
): Promise<InstanceDetails> {
  const { id, spotRequestId } = details;
  const userData = await account.instances.userData(id, wait);
  const own = planned.user_data === null ? {} : { own: Buffer.from(planned.user_data) };
  const spot =
    spotRequestId === undefined ? undefined : await account.instances.spotRequest(spotRequestId, wait);
  const misfits = [
    ...(isUserDataOf(userData, { ...own, injectsHostKey })
      ? []
      : [{ path: ['user_data'], is: 'another text' }]),
    ...misfitsOf(planned, details, imageId, spot),
  ];
  const [first] = misfits;
  if (first !== undefined) {
    throw new DiagnosticError(
      `instance ${id}, which an interrupted apply left behind, is not the one that is declared now`,
      `it has ${misfits.map(({ path, is }) => `${formatPath(path)} ${is}`).join(', ')}; it is in the state now, and the next apply replaces it`,
      first.path,
    );
  }
  const seen = imported(applied(planned, details, known(planned.owner), null), details);
  const typeFits = allowedTypes(planned).includes(details.instanceType);
  const { terminationProtection, ...others } = instanceChanges(seen, planned);
  const changes = {
    ...others,
    // Protected it is when it is finished.
    ...(terminationProtection === false ? { terminationProtection } : {}),
    ...(typeFits ? {} : { instanceType: planned.instance_type }),
  };
  return at(instancePlace, () => account.instances.update(id, changes, wait));
}

function misfitsOf(
  planned: PlannedInstance,
  details: InstanceDetails,
  imageId: string,
  spot: SpotRequest | undefined,
): Misfit[] {
  const subnets = allowedSubnets(planned);
  const placement = known(planned.placement);
  const isPublic = details.publicAddress !== undefined;
  const wantsPublic = known(planned.associate_public_ip_address);
  const same = (path: Path, wanted: unknown, is: unknown): Misfit[] =>
    wanted === is ? [] : [misfit(path, is)];
  const ifKnown = (path: Path, wanted: unknown, is: unknown): Misfit[] =>
    wanted === null ? [] : same(path, wanted, is);
  return [
    ...same(['image_id'], imageId, details.imageId),
    ...(subnets.length === 0 || subnets.includes(details.subnetId ?? '')
      ? []
      : [misfit(['subnet_id'], details.subnetId)]),
    ...same(['key_name'], planned.key_name, details.keyName ?? null),
    ...(isSameProfile(planned.iam_instance_profile, details.instanceProfileArn)
      ? []
      : [misfit(['iam_instance_profile'], details.instanceProfileArn)]),
    ...ifKnown(['associate_public_ip_address'], wantsPublic, isPublic),
    ...ifKnown(
      ['placement', 'availability_zone'],
      known(placement?.availability_zone ?? null),
      details.availabilityZone,
    ),
    ...ifKnown(['placement', 'group'], known(placement?.group ?? null), details.placementGroup),
    ...ifKnown(['placement', 'tenancy'], known(placement?.tenancy ?? null), details.tenancy ?? 'default'),
    ...spotMisfits(planned, details, spot),
    ...volumeMisfits(planned, details.volumes),
  ];
}

function spotMisfits(
  { spot: wanted, ...planned }: PlannedInstance,
  { lifecycle, instanceType }: InstanceDetails,
  spot: SpotRequest | undefined,
): Misfit[] {
  if ((wanted !== null) !== (lifecycle === 'spot')) return [misfit(['spot'], lifecycle)];
  if (wanted === null) return [];
  const price = spot?.maxPrice;
  return [
    ...(spot === undefined || spot.interruption === wanted.interruption
      ? []
      : [misfit(['spot', 'interruption'], spot.interruption)]),
    ...(wanted.max_price === null || price === undefined || Number(price) === Number(wanted.max_price)
      ? []
      : [misfit(['spot', 'max_price'], price)]),
    // EC2 changes the type of no spot instance.
    ...(allowedTypes(planned).includes(instanceType) ? [] : [misfit(['instance_type'], instanceType)]),
  ];
}
