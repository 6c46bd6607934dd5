import { a } from '../../tfplugin';
import { oneOf } from '../validation/one-of';

/**
 * What the OS disk and data disks have in common. They grow and change their type in place, and never shrink
 * (https://learn.microsoft.com/azure/virtual-machines/linux/expand-disks).
 */
export const azureDiskAttributes = {
  type: a.string({
    optional: true,
    computed: true,
    description:
      '`Standard_LRS`, `StandardSSD_LRS`, `Premium_LRS`… Another one is changed to in place, for which the machine may be deallocated. Default: what Azure uses.',
  }),
  caching: a.string({
    optional: true,
    computed: true,
    forceNew: true,
    validate: oneOf('None', 'ReadOnly', 'ReadWrite'),
    description: '`None`, `ReadOnly` or `ReadWrite`. Default: what Azure uses.',
  }),
};

export function diskSize(value: number): string | undefined {
  return Number.isInteger(value) && value >= 1 && value <= 65_536
    ? undefined
    : `must be a whole number from 1 to 65536, is ${value}`;
}
