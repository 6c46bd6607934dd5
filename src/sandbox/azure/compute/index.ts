import type { Operation } from '../operation';
import { CATALOGUE_OPERATIONS } from './catalogue';
import { DISK_OPERATIONS } from './disks';
import { POWER_OPERATIONS } from './power';
import { QUOTA_OPERATIONS } from './quota';
import { RUN_COMMAND_OPERATIONS } from './run-command';
import { VIRTUAL_MACHINE_OPERATIONS } from './virtual-machines';

/** What Microsoft.Compute does here. */
export const COMPUTE_OPERATIONS: readonly Operation[] = [
  ...VIRTUAL_MACHINE_OPERATIONS,
  ...POWER_OPERATIONS,
  ...RUN_COMMAND_OPERATIONS,
  ...DISK_OPERATIONS,
  ...QUOTA_OPERATIONS,
  ...CATALOGUE_OPERATIONS,
];
