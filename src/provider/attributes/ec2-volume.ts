import { a } from '../../tfplugin';

/**
 * What root volume and further volumes have in common. Sizes, types and speeds change in place, but a volume
 * never shrinks (https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html).
 */
export const ec2VolumeAttributes = {
  size_gib: a.number({
    optional: true,
    computed: true,
    validate: (value) => wholeNumber(value, 1, 65_536),
    description:
      'GiB. Growing is done in place; the file system on it is yours to grow. Default: as the image or snapshot says.',
  }),
  type: a.string({
    optional: true,
    computed: true,
    description: '`gp3`, `io2`, `st1`… Default: as the image says, else what EC2 uses.',
  }),
  iops: a.number({
    optional: true,
    computed: true,
    validate: (value) => wholeNumber(value, 100, 256_000),
    description: 'Operations per second, of `gp3`, `io1` and `io2`.',
  }),
  throughput: a.number({
    optional: true,
    computed: true,
    validate: (value) => wholeNumber(value, 125, 2_000),
    description: 'MiB per second, of `gp3`.',
  }),
  encrypted: a.bool({
    optional: true,
    computed: true,
    forceNew: true,
    description: 'Encrypt it. Default: as the account says.',
  }),
  kms_key_id: a.string({
    optional: true,
    forceNew: true,
    description: "KMS key to encrypt with: id, ARN or `alias/…`. Default: the account's.",
  }),
  delete_on_termination: a.bool({
    default: true,
    forceNew: true,
    description: 'Whether it goes with the instance.',
  }),
};

function wholeNumber(value: number, least: number, most: number): string | undefined {
  return Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : `must be a whole number from ${least} to ${most}, is ${value}`;
}
