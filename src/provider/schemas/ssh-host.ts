import { a, defineSchema } from '../../tfplugin';
import { validateHostKey } from '../../drivers/ssh/host-key';
import { validatePort } from '../validation/network';

export const sshHostSchema = defineSchema({
  version: 0,
  description:
    'A machine that exists. Pins its host key and reads its facts; destroying it leaves the machine as it is.',
  attributes: {
    address: a.string({
      required: true,
      description: 'IP address or DNS name at which the host answers SSH.',
    }),
    port: a.number({ default: 22, validate: validatePort, description: 'TCP port of its SSH server.' }),
    user: a.string({
      required: true,
      description: 'User to log in as: root, or a user that may run sudo without a password.',
    }),
    credential: a.string({
      required: true,
      description: "Name of a credential in the provider's `ssh_credentials`.",
    }),
    host_key: a.string({
      optional: true,
      computed: true,
      validate: validateHostKey,
      description:
        'The pinned key: an OpenSSH public key line or a `SHA256:` fingerprint. Learned once, and pinned from then on, with `known_hosts_file` or `trust_on_first_use`.',
    }),
    known_hosts_file: a.string({
      optional: true,
      description:
        'Path of an OpenSSH known_hosts file to take the key from; `~` stands for the home folder.',
    }),
    trust_on_first_use: a.bool({
      optional: true,
      description:
        'Pin whatever key the host presents at the first connection. Nothing protects that connection.',
    }),
    hostname: a.string({ computed: true, description: 'What the host calls itself.' }),
    os_id: a.string({ computed: true, description: '`ID` of its os-release: `debian`.' }),
    os_version: a.string({ computed: true, description: '`VERSION_ID` of its os-release: `12`.' }),
    architecture: a.string({ computed: true, description: '`amd64` or `arm64`.' }),
    cpus: a.number({ computed: true, description: 'Number of processors online.' }),
    memory_bytes: a.number({ computed: true, description: 'Memory that the kernel can use, in bytes.' }),
    machine_id: a.string({
      computed: true,
      description: 'Content of /etc/machine-id: tells one machine from another.',
    }),
  },
});
