import { a, t } from '../../tfplugin';
import { flagsBut, validateHostname, validateIp, validateZookeeperUrl } from '../validation/mesos';
import { oneOf } from '../validation/one-of';
import { hostAttributes } from './host';
import { packageAttributes } from './packages';

/** Hosts that belong together, each as a resource reaches it over SSH. */
export function hostList<
  const O extends { readonly description: string; readonly optional?: true; readonly required?: true },
>(options: O) {
  return a.objectList(hostAttributes({ replaceOnMove: false }), {
    ...options,
    validate: (hosts: readonly unknown[]) =>
      hosts.length === 0 ? 'must name at least one host, is empty' : undefined,
  });
}

/** A `zk://` URL with the path below which a service keeps what it has there. */
export function zookeeperUrl(description: string) {
  return a.string({ required: true, validate: validateZookeeperUrl, description });
}

/** What all services of Mesos have in common. */
export const serviceAttributes = {
  owner: a.string({
    computed: true,
    description: 'Token by which the host knows to which resource of which state it belongs.',
  }),
  drift: a.list(t.string, {
    computed: true,
    description: 'What was found on the host that is not as declared; every plan aims at an empty list.',
  }),
};

/**
 * How a program of Mesos is installed and told its flags.
 *
 * @param taken flags that have an attribute of their own, and that attribute
 * @param usual how packages of it read their flags
 */
export function programAttributes(
  program: string,
  taken: Readonly<Record<string, string>>,
  usual: { readonly convention: 'files' | 'environment'; readonly folder: string } = {
    convention: 'files',
    folder: `/etc/${program}`,
  },
) {
  return {
    packages: a.object(packageAttributes, {
      required: true,
      description: `Where ${program} comes from: exactly one of \`apt_repository\`, \`files\` and \`system\`. There is no default, because nobody publishes packages of Mesos any more.`,
    }),
    convention: a.string({
      default: usual.convention,
      validate: oneOf('files', 'environment'),
      description: `How the package's unit reads its flags: \`files\`, one per flag in ${usual.folder}/, or \`environment\`, variables in /etc/default/${program}.`,
    }),
    flags: a.map(t.string, {
      optional: true,
      validate: flagsBut(taken),
      description: `More flags of ${program}, by their names without dashes; a flag that is on or off has "true" or "false".`,
    }),
    hostname: a.string({
      optional: true,
      validate: validateHostname,
      description: "Name or address under which others reach this host. Default: the host's own.",
    }),
  };
}

export const bindAddress = a.string({
  optional: true,
  validate: validateIp,
  description:
    "IP address to listen at. Default: the one that the host's name resolves to, as Mesos finds it.",
});
