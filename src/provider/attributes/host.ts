import { a } from '../../tfplugin';
import { validateHostKey } from '../../drivers/ssh/host-key';
import { validatePort } from '../validation/network';

/** How a resource reaches one machine over SSH. It never carries a secret, only the name of a credential. */
export function hostAttributes(options: { readonly replaceOnMove: boolean }) {
  return {
    address: a.string({
      required: true,
      ...(options.replaceOnMove ? { forceNew: true as const } : {}),
      description: 'IP address or DNS name at which the host answers SSH.',
    }),
    port: a.number({
      default: 22,
      validate: validatePort,
      description: 'TCP port of its SSH server.',
    }),
    user: a.string({
      required: true,
      description: 'User to log in as: root, or a user that may run sudo without a password.',
    }),
    credential: a.string({
      required: true,
      description: "Name of a credential in the provider's `ssh_credentials`.",
    }),
    host_key: a.string({
      required: true,
      validate: validateHostKey,
      description: "The host's pinned key: an OpenSSH public key line or a `SHA256:` fingerprint.",
    }),
  };
}
