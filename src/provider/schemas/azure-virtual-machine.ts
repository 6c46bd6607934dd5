import { validateHostKey } from '../../drivers/ssh/host-key';
import { a, defineSchema, t } from '../../tfplugin';
import { azureResourceAttributes } from '../attributes/azure';
import { azureDiskAttributes, diskSize } from '../attributes/azure-disk';
import { validateDuration } from '../validation/names';
import { oneOf } from '../validation/one-of';

// https://learn.microsoft.com/azure/virtual-machines/linux/faq, "What are the username requirements"
const RESERVED_USERS =
  /^(administrator|admin|user|user[1-5]|test|test[1-3]|1|123|a|actuser|adm|aspnet|backup|console|david|guest|john|owner|root|server|sql|support|support_388945a0|sys|video)$/i;

export const azureVirtualMachineSchema = defineSchema({
  version: 0,
  description:
    'A Linux machine on Azure with its network interface, public address and disks, which go with it. Its SSH host key is pinned before anybody logs in.',
  attributes: {
    ...azureResourceAttributes,
    name: a.string({
      required: true,
      forceNew: true,
      validate: (value) =>
        /^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/.test(value)
          ? undefined
          : `must be 1 to 64 letters, digits and dashes, neither first nor last a dash, is ${JSON.stringify(value)}`,
      description:
        'Name, unique in the resource group, and the hostname. What belongs to the machine is named after it.',
    }),
    subnet_id: a.string({
      required: true,
      forceNew: true,
      validate: (value) =>
        /^\/subscriptions\/.+\/subnets\/[^/]+$/i.test(value)
          ? undefined
          : `must be the id of a subnet, "/subscriptions/…/subnets/default", is ${JSON.stringify(value)}`,
      description: 'Id of the subnet, in the same region.',
    }),
    application_security_group_ids: a.set(t.string, {
      optional: true,
      description: 'Ids of application security groups to be in. Changed in place.',
    }),
    size: a.string({
      required: true,
      description:
        'Size: `Standard_D2s_v5`. Another one is changed to in place: the machine is restarted, and deallocated where its hardware cannot have that size.',
    }),
    zone: a.string({
      optional: true,
      forceNew: true,
      validate: oneOf('1', '2', '3'),
      description: 'Availability zone of the region: `1`, `2` or `3`. Default: none.',
    }),
    image: a.object(
      {
        publisher: a.string({ required: true, description: 'Publisher: `Debian`.' }),
        offer: a.string({ required: true, description: 'Offer: `debian-12`.' }),
        sku: a.string({ required: true, description: 'SKU: `12-gen2`.' }),
        version: a.string({
          default: 'latest',
          description: 'Version, or `latest` when the machine is made: a newer image alone replaces nothing.',
        }),
      },
      {
        optional: true,
        forceNew: true,
        description: "One of the marketplace's images. Set exactly one of `image` and `image_id`.",
      },
    ),
    image_id: a.string({
      optional: true,
      forceNew: true,
      validate: (value) =>
        /^\/(subscriptions|SharedGalleries|CommunityGalleries)\/.+/i.test(value)
          ? undefined
          : `must be the id of an image, "/subscriptions/…/images/base" or one of a gallery, is ${JSON.stringify(value)}`,
      description: 'Id of an image of your own, or of a gallery.',
    }),
    admin_username: a.string({
      required: true,
      forceNew: true,
      validate: (value) =>
        /^[a-z_][a-z0-9_-]{0,31}$/.test(value) && !RESERVED_USERS.test(value)
          ? undefined
          : `must be the name of a Linux user that Azure does not reserve, such as "ops", is ${JSON.stringify(value)}`,
      description:
        'User who may run sudo without a password. Azure reserves some names: `admin`, `root`, `user`…',
    }),
    admin_ssh_keys: a.set(t.string, {
      required: true,
      forceNew: true,
      validate: (keys) =>
        keys.length > 0 && keys.every((key) => /^ssh-(rsa|ed25519) [A-Za-z0-9+/]+=*( .*)?$/.test(key.trim()))
          ? undefined
          : `must be OpenSSH public keys, RSA or Ed25519, such as "ssh-ed25519 AAAA…", is ${JSON.stringify(keys)}`,
      description: 'Public keys that the user logs in with: RSA (2048 bits and more) or Ed25519.',
    }),
    custom_data: a.string({
      optional: true,
      validate: (value) =>
        Buffer.byteLength(value) <= 65_535
          ? undefined
          : `must be at most 64 KiB, has ${Buffer.byteLength(value)} bytes`,
      description:
        'What cloud-init gets: `#cloud-config`, a script, or any other of its formats, at most 64 KiB. Another one replaces the machine. Readable by everything on it that may read its disk: no place for secrets.',
    }),
    os_disk: a.object(
      {
        size_gib: a.number({
          optional: true,
          computed: true,
          validate: diskSize,
          description:
            'GiB. Growing is done in place, for which the machine may be deallocated. Default: as the image says.',
        }),
        ...azureDiskAttributes,
      },
      { optional: true, computed: true, description: 'The disk it boots from. It goes with the machine.' },
    ),
    data_disks: a.objectMap(
      {
        size_gib: a.number({
          required: true,
          validate: diskSize,
          description: 'GiB. Growing is done in place; the file system on it is yours to grow.',
        }),
        ...azureDiskAttributes,
      },
      {
        optional: true,
        validate: (disks) => {
          const wrong = Object.keys(disks).find((lun) => !/^([0-9]|[1-5][0-9]|6[0-3])$/.test(lun));
          return wrong === undefined
            ? undefined
            : `must have LUNs from 0 to 63 as keys, has ${JSON.stringify(wrong)}`;
        },
        description:
          'Further disks by LUN, `0` to `63`, empty at first: `/dev/disk/azure/scsi1/lun0`. They go with the machine. Adding or removing one replaces it.',
      },
    ),
    associate_public_ip_address: a.bool({
      default: false,
      forceNew: true,
      description: 'Whether it gets a public IPv4 address of its own, a static one of the Standard SKU.',
    }),
    accelerated_networking: a.bool({
      default: false,
      forceNew: true,
      description: 'Network straight to the hardware (SR-IOV), which most sizes with two vCPUs or more have.',
    }),
    ip_forwarding: a.bool({
      default: false,
      description:
        'Whether Azure lets through packets that are not from or to an address of its own. Changed in place.',
    }),
    identity: a.object(
      {
        system_assigned: a.bool({
          default: false,
          description: 'An identity that lives and ends with the machine; see `principal_id`.',
        }),
        user_assigned_ids: a.set(t.string, { default: [], description: 'Ids of user-assigned identities.' }),
      },
      { optional: true, forceNew: true, description: 'Managed identities. Default: none.' },
    ),
    spot: a.object(
      {
        eviction: a.string({
          default: 'deallocate',
          validate: oneOf('deallocate', 'delete'),
          description:
            'What happens when Azure takes the capacity back: `deallocate` (the next apply starts it, when there is capacity) or `delete` (the next plan offers another machine).',
        }),
        max_price: a.number({
          optional: true,
          validate: (value) => (value > 0 ? undefined : `must be USD per hour such as 0.05, is ${value}`),
          description: 'USD per hour. Default: up to the price on demand.',
        }),
      },
      {
        optional: true,
        forceNew: true,
        description: "Spot capacity: cheaper, and Azure may take it back at half a minute's notice.",
      },
    ),
    host_key: a.string({
      optional: true,
      computed: true,
      validate: validateHostKey,
      description:
        'The pinned SSH host key: an OpenSSH public key line or a `SHA256:` fingerprint. Default: the one that the machine made for itself, read by a run command over Azure. Set it only when you know it beforehand, because the image or the custom data brings it along.',
    }),
    timeout: a.string({
      default: '30m',
      validate: validateDuration,
      description:
        'How long to wait for it to run, to tell its host key, to change or to be gone: `90s`, `30m`.',
    }),

    id: a.string({ computed: true, description: 'Id of the virtual machine.' }),
    vm_id: a.string({
      computed: true,
      description: 'A GUID that no other machine ever has, not even one of the same name.',
    }),
    state: a.string({
      computed: true,
      description:
        '`running`; every plan aims at that. A machine that was stopped or deallocated shows as a change, one of which only parts are there (`incomplete`) is replaced.',
    }),
    private_address: a.string({ computed: true, description: 'Private IPv4 address.' }),
    public_address: a.string({
      computed: true,
      description: 'Public IPv4 address, if it has one. It keeps it.',
    }),
    network_interface_id: a.string({ computed: true, description: 'Id of its network interface.' }),
    principal_id: a.string({
      computed: true,
      description: 'Of the system-assigned identity: to give it roles.',
    }),
  },
});
