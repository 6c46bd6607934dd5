import { generateHostKeyPair, isEc2Error } from '../../drivers/ec2';
import { isUnknown, type Diagnostics, type Planned } from '../../tfplugin';
import type { ec2InstanceSchema } from '../schemas/ec2-instance';
import { exactlyOne } from '../validation/exactly-one';
import { userDataOf } from './create-instance';

type Config = Planned<typeof ec2InstanceSchema>;

/** What can be known to be wrong before anything is asked of EC2. */
export function validateInstance(config: Config, diagnostics: Diagnostics): void {
  validateImage(config, diagnostics);
  const { host_key_source, host_key, login } = config;
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
  validateUserData(config, diagnostics);
  validateVolumes(config, diagnostics);
}

function validateImage(config: Config, diagnostics: Diagnostics): void {
  const { image_id, image, image_ssm_parameter } = config;
  const { verdict, set } = exactlyOne({ image_id, image, image_ssm_parameter });
  if (verdict !== 'none' && verdict !== 'several') return;
  diagnostics.error(
    verdict === 'none' ? [] : [set[1] ?? 'image_id'],
    verdict === 'none' ? 'the instance has no image' : `the instance has ${set.length} images`,
    `set exactly one of image_id, image and image_ssm_parameter${verdict === 'none' ? '' : `; set are ${set.join(', ')}`}`,
  );
}

/** Together with a host key to be injected, of which any is as good as that of the launch. */
function validateUserData({ user_data, host_key_source, host_key }: Config, diagnostics: Diagnostics): void {
  if (typeof user_data !== 'string') return;
  const injects = host_key_source === 'injected' && host_key === null;
  try {
    userDataOf({ user_data }, injects ? generateHostKeyPair() : undefined);
  } catch (error) {
    if (!isEc2Error(error)) throw error;
    diagnostics.error(['user_data'], error.message);
  }
}

function validateVolumes({ volumes }: Config, diagnostics: Diagnostics): void {
  if (volumes === null || isUnknown(volumes)) return;
  for (const [device, volume] of Object.entries(volumes)) {
    if (volume === null || isUnknown(volume)) continue;
    if (volume.size_gib !== null || volume.snapshot_id !== null) continue;
    diagnostics.error(
      ['volumes', device],
      `volume "${device}" has neither a size nor a snapshot`,
      'set size_gib, or snapshot_id to what it is filled from',
    );
  }
}
