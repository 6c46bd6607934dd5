import type { AttachedVolume } from '../../drivers/ec2';
import type { Path } from '../../tfplugin';
import { known } from '../known';
import type { PlannedInstance } from './instance-request';
import { misfit, type Misfit } from './misfit';

type Planned = NonNullable<Exclude<PlannedInstance['root_volume'], symbol>>;
type Data = NonNullable<PlannedInstance['volumes']>[string];

/** What of an instance's volumes only another instance would have otherwise. */
export function volumeMisfits(
  { root_volume, volumes }: Pick<PlannedInstance, 'root_volume' | 'volumes'>,
  attached: readonly AttachedVolume[],
): Misfit[] {
  const root = known(root_volume);
  const rootThere = attached.find((volume) => volume.root);
  const there = new Map(attached.filter((one) => !one.root).map((one) => [one.deviceName, one]));
  const devices = new Set([...Object.keys(volumes ?? {}), ...there.keys()]);
  return [
    ...(root === null || rootThere === undefined ? [] : oneVolume(['root_volume'], root, rootThere)),
    ...[...devices].flatMap((device) => {
      const path = ['volumes', device];
      const wanted = volumes?.[device];
      const is = there.get(device);
      return wanted === undefined || is === undefined ? [misfit(path, is?.id)] : dataVolume(path, wanted, is);
    }),
  ];
}

function dataVolume(path: Path, wanted: Data, is: AttachedVolume): Misfit[] {
  const { snapshot_id: snapshot } = wanted;
  const fits = snapshot === null || snapshot === is.snapshotId;
  return [...oneVolume(path, wanted, is), ...(fits ? [] : [misfit([...path, 'snapshot_id'], is.snapshotId)])];
}

function oneVolume(path: Path, wanted: Planned, is: AttachedVolume): Misfit[] {
  const size = known(wanted.size_gib);
  const encrypted = known(wanted.encrypted);
  const differs: [string, boolean, unknown][] = [
    ['size_gib', size !== null && size < is.sizeGib, is.sizeGib],
    ['encrypted', encrypted !== null && encrypted !== is.encrypted, is.encrypted],
    ['kms_key_id', isOtherKey(wanted.kms_key_id, is.kmsKeyId), is.kmsKeyId],
    [
      'delete_on_termination',
      wanted.delete_on_termination !== is.deleteOnTermination,
      is.deleteOnTermination,
    ],
  ];
  return differs.flatMap(([name, does, what]) => (does ? [misfit([...path, name], what)] : []));
}

/** EC2 tells the ARN of the key; which key an alias means is not for it to say. */
function isOtherKey(wanted: string | null, is: string | undefined): boolean {
  if (wanted === null || wanted.includes('alias/')) return false;
  return is !== wanted && is?.endsWith(`/${wanted}`) !== true;
}
