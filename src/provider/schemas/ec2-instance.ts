import { a, defineSchema, t } from '../../tfplugin';
import { validateHostKey } from '../../drivers/ssh/host-key';
import { ec2ResourceAttributes } from '../attributes/ec2';
import { ec2VolumeAttributes } from '../attributes/ec2-volume';
import { oneOf } from '../validation/one-of';
import { validateDuration } from '../validation/names';
import { validatePort } from '../validation/network';

export const ec2InstanceSchema = defineSchema({
  version: 0,
  description:
    'A machine on EC2, whose SSH host key is pinned before anybody logs in. Capacity may come from several types and subnets.',
  attributes: {
    ...ec2ResourceAttributes,

    image_id: a.string({
      optional: true,
      computed: true,
      validate: prefixed('ami-'),
      description:
        'Image by id; what `image` or `image_ssm_parameter` came to otherwise. Set exactly one of the three.',
    }),
    image: a.object(
      {
        owners: a.list(t.string, {
          required: true,
          validate: (owners) =>
            owners.length > 0 && owners.every((owner) => /^(\d{12}|self|amazon|aws-marketplace)$/.test(owner))
              ? undefined
              : `must name account ids of 12 digits, "self", "amazon" or "aws-marketplace", is ${JSON.stringify(owners)}`,
          description:
            'Whose images: account ids, `self`, `amazon`, `aws-marketplace`. Needed because anybody can publish an image under any name.',
        }),
        name_filter: a.string({
          required: true,
          description: 'Name of the image, with `*` and `?`: `debian-12-amd64-*`.',
        }),
        architecture: a.string({
          optional: true,
          validate: oneOf('x86_64', 'arm64'),
          description: '`x86_64` or `arm64`.',
        }),
      },
      {
        optional: true,
        description:
          'The newest available image that matches. Looked for when the instance is made, or when this changes: a newer image alone replaces nothing.',
      },
    ),
    image_ssm_parameter: a.string({
      optional: true,
      description:
        'Name of an SSM parameter that holds an image id: `/aws/service/debian/release/12/latest/amd64`. Read when the instance is made, or when this changes.',
    }),
    instance_type: a.string({
      required: true,
      description:
        'Type: `t3.medium`. Another one is changed to in place: the instance is stopped and started, which gives it another public address. A spot instance is replaced.',
    }),
    fallback_instance_types: a.list(t.string, {
      optional: true,
      description:
        'Types to take, in this order, where there is no capacity for `instance_type`. An instance of any of these types is as declared.',
    }),
    subnet_id: a.string({
      optional: true,
      computed: true,
      validate: prefixed('subnet-'),
      description: 'Subnet. Default: a default subnet of the default VPC.',
    }),
    fallback_subnet_ids: a.list(t.string, {
      optional: true,
      validate: each(prefixed('subnet-')),
      description:
        'Subnets to take, in this order, where `subnet_id` has no capacity. An instance in any of these is as declared.',
    }),
    security_group_ids: a.set(t.string, {
      optional: true,
      computed: true,
      validate: each(prefixed('sg-')),
      description: 'Security groups, changed in place. Default: the default group of the VPC.',
    }),
    key_name: a.string({
      optional: true,
      forceNew: true,
      description: 'Key pair whose public key the image admits, by its name.',
    }),
    associate_public_ip_address: a.bool({
      optional: true,
      computed: true,
      forceNew: true,
      description: 'Whether it gets a public IPv4 address. Default: as the subnet says.',
    }),
    source_dest_check: a.bool({
      default: true,
      description:
        'Whether EC2 drops packets that are not from or to an address of its own. A node whose pods have addresses of their own needs false. Changed in place.',
    }),
    root_volume: a.object(ec2VolumeAttributes, {
      optional: true,
      computed: true,
      description: 'The volume it boots from. Default: as the image says.',
    }),
    volumes: a.objectMap(
      {
        ...ec2VolumeAttributes,
        snapshot_id: a.string({
          optional: true,
          forceNew: true,
          validate: prefixed('snap-'),
          description: 'Snapshot to fill it from. Default: an empty volume.',
        }),
      },
      {
        optional: true,
        description:
          'Further volumes by device name, `/dev/sdf` to `/dev/sdp`. Adding or removing one replaces the instance.',
      },
    ),
    iam_instance_profile: a.string({
      optional: true,
      forceNew: true,
      description: 'Name or ARN of an instance profile.',
    }),
    user_data: a.string({
      optional: true,
      forceNew: true,
      description:
        'What cloud-init gets: `#cloud-config`, a script, or any other of its formats, at most 16 KiB. With `host_key_source = "injected"` it is one part beside that of the host key. Readable by everything on the machine: no place for secrets.',
    }),
    metadata: a.object(
      {
        http_tokens: a.string({
          default: 'required',
          validate: oneOf('required', 'optional'),
          description:
            '`required` (IMDSv2) or `optional`, which lets any process that can be made to fetch a URL read the credentials of the instance profile.',
        }),
        hop_limit: a.number({
          default: 1,
          validate: (value) =>
            Number.isInteger(value) && value >= 1 && value <= 64
              ? undefined
              : `must be a whole number from 1 to 64, is ${value}`,
          description: 'Network hops the answers of the metadata service survive. Pods reach it from 2 on.',
        }),
      },
      {
        default: { http_tokens: 'required', hop_limit: 1 },
        description: 'The metadata service, changed in place.',
      },
    ),
    spot: a.object(
      {
        max_price: a.string({
          optional: true,
          forceNew: true,
          validate: (value) =>
            /^\d+(\.\d+)?$/.test(value)
              ? undefined
              : `must be USD per hour such as "0.05", is ${JSON.stringify(value)}`,
          description: 'USD per hour. Default: the on-demand price.',
        }),
        interruption: a.string({
          default: 'terminate',
          forceNew: true,
          validate: oneOf('terminate', 'stop', 'hibernate'),
          description:
            'What happens when EC2 takes the capacity back: `terminate` (the next plan offers another instance), `stop` or `hibernate` (EC2, and nobody else, starts it again when there is capacity; plans leave it alone meanwhile).',
        }),
      },
      {
        optional: true,
        forceNew: true,
        description: "Spot capacity: cheaper, and EC2 may take it back at two minutes' notice.",
      },
    ),
    placement: a.object(
      {
        availability_zone: a.string({
          optional: true,
          computed: true,
          forceNew: true,
          description: 'Zone. Default: that of the subnet.',
        }),
        group: a.string({
          optional: true,
          computed: true,
          forceNew: true,
          description: 'Name of a placement group.',
        }),
        tenancy: a.string({
          optional: true,
          computed: true,
          forceNew: true,
          validate: oneOf('default', 'dedicated', 'host'),
          description: '`default`, `dedicated` or `host`.',
        }),
      },
      { optional: true, computed: true, description: 'Where it runs.' },
    ),
    termination_protection: a.bool({
      default: false,
      description:
        'Refuse to terminate it, whoever asks. To destroy a protected instance, apply with false first.',
    }),

    host_key_source: a.string({
      default: 'console',
      validate: oneOf('console', 'injected'),
      description:
        '`console`: the key that the machine made for itself, as cloud-init prints it to the console, read over the EC2 API; nothing of it was ever anywhere else. `injected`: a key made by the provider and given to the machine in its user data, which everything on the machine can read; at the first login the machine makes a new one and that is pinned. For types and images whose console shows nothing in time. Looked at when the instance is made.',
    }),
    login: a.object(
      {
        user: a.string({
          required: true,
          description:
            'User to log in as: root, or a user that may run sudo without a password (`admin`, `ubuntu`).',
        }),
        credential: a.string({
          default: 'default',
          description: "Name of a credential in the provider's `ssh_credentials`.",
        }),
        port: a.number({ default: 22, validate: validatePort, description: 'TCP port of its SSH server.' }),
        address: a.string({
          default: 'public',
          validate: oneOf('public', 'private'),
          description: 'Which address to log in at: `public` or `private`.',
        }),
      },
      {
        optional: true,
        description:
          'How to log in, with `host_key_source = "injected"`: to have the machine make a key of its own.',
      },
    ),
    host_key: a.string({
      optional: true,
      computed: true,
      validate: validateHostKey,
      description:
        'The pinned SSH host key: an OpenSSH public key line or a `SHA256:` fingerprint. Set it only when you know it beforehand, because the image or your user data brings it along; nothing is looked up then.',
    }),
    timeout: a.string({
      default: '10m',
      validate: validateDuration,
      description:
        'How long to wait for it to run, to show its host key, to change or to be gone: `90s`, `10m`.',
    }),

    id: a.string({ computed: true, description: '`i-…`.' }),
    state: a.string({
      computed: true,
      description:
        '`running`; every plan aims at that, so that an instance which was stopped shows as a change. `terminated` while its spot request would launch another one in its place: it is replaced then, which cancels the request.',
    }),
    private_address: a.string({ computed: true, description: 'Private IPv4 address.' }),
    private_dns_name: a.string({ computed: true, description: 'DNS name of the private address.' }),
    public_address: a.string({ computed: true, description: 'Public IPv4 address, if it has one.' }),
    public_dns_name: a.string({ computed: true, description: 'DNS name of the public address.' }),
    availability_zone: a.string({ computed: true, description: 'Zone it runs in.' }),
    vpc_id: a.string({ computed: true, description: 'VPC it runs in.' }),
    effective_instance_type: a.string({ computed: true, description: 'Type it has, of those declared.' }),
    effective_subnet_id: a.string({ computed: true, description: 'Subnet it is in, of those declared.' }),
    spot_request_id: a.string({
      computed: true,
      description: '`sir-…` of a spot instance; cancelled when it is destroyed.',
    }),
  },
});

function prefixed(prefix: string): (value: string) => string | undefined {
  return (value) =>
    value.startsWith(prefix) ? undefined : `must begin with "${prefix}", is ${JSON.stringify(value)}`;
}

function each(
  check: (value: string) => string | undefined,
): (values: readonly string[]) => string | undefined {
  return (values) => values.map(check).find((problem) => problem !== undefined);
}
