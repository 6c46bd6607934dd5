import { a } from '../../tfplugin';
import { validateHttpUrl } from '../validation/packages';
import { validatePort } from '../validation/network';
import { hostList } from './mesos';

/**
 * How to reach Marathon. Exactly one of `hosts` and `url`.
 *
 * @param options whether another `url` is another Marathon, with other apps
 */
export function marathonAccess(options: { readonly replaceOnMove: boolean }) {
  return {
    hosts: hostList({
      optional: true,
      description:
        "Hosts of Marathon's instances. The first that answers is asked, over SSH, and says who leads. Not with `url`.",
    }),
    port: a.number({
      default: 8080,
      validate: validatePort,
      description: 'Port at which Marathon answers HTTP on `hosts`.',
    }),
    url: a.string({
      optional: true,
      ...(options.replaceOnMove ? { forceNew: true as const } : {}),
      validate: (value) => validateHttpUrl(value) ?? validateBaseUrl(value),
      description:
        'URL of Marathon, `https://marathon.example.org`, or of a DC/OS cluster with `/service/marathon`. Not with `hosts`.',
    }),
    login: a.string({
      optional: true,
      description: "Name of one of the provider's `marathon_logins`. Default: no login.",
    }),
  };
}

/** What is asked for is put behind it; a password in it would be in plan and state. */
function validateBaseUrl(value: string): string | undefined {
  const { username, password, search, hash } = new URL(value);
  if (username !== '' || password !== '')
    return 'must not carry a user and a password: both would be in plan and state; name them in marathon_logins and set login';
  return search === '' && hash === ''
    ? undefined
    : `must end with the path, without "?" and "#", is ${JSON.stringify(value)}`;
}
