import { a, defineSchema } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { hostList, programAttributes, serviceAttributes, zookeeperUrl } from '../attributes/mesos';
import { validateCredential, validateUserAndPassword } from '../validation/credential';
import { validateOneLine } from '../validation/mesos';
import { validatePort } from '../validation/network';
import { validateAptPackages } from '../validation/packages';

const OWN_FLAGS: Readonly<Record<string, string>> = {
  zk: 'zookeeper',
  master: 'master',
  http_port: 'http_port',
  hostname: 'hostname',
  mesos_user: 'mesos_user',
  framework_name: 'framework_name',
  mesos_role: 'role',
  http_credentials: 'http_credentials_wo',
  mesos_authentication: 'framework_credential_wo',
  mesos_authentication_principal: 'framework_credential_wo',
  mesos_authentication_secret: 'framework_credential_wo',
  mesos_authentication_secret_file: 'framework_credential_wo',
};

export const marathonSchema = defineSchema({
  version: 0,
  description: 'One instance of Marathon. Instances change one at a time, the leading one last.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: true }), { required: true, description: 'The machine.' }),
    zookeeper: zookeeperUrl(
      'Where Marathon keeps its apps and elects its leader: `zk://a:2181,b:2181,c:2181/marathon`.',
    ),
    master: zookeeperUrl('Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.'),
    masters: hostList({ required: true, description: 'Hosts of the masters of Mesos.' }),
    marathons: hostList({ required: true, description: 'Hosts of all instances, this one too.' }),
    http_port: a.number({
      default: 8080,
      validate: validatePort,
      description: 'Port at which it answers HTTP.',
    }),
    mesos_user: a.string({
      default: 'root',
      validate: (value) =>
        /^[a-z_][a-z0-9_-]{0,30}\$?$/.test(value)
          ? undefined
          : `must be the name of a user, is ${JSON.stringify(value)}`,
      description: 'User of the agents that tasks run as.',
    }),
    framework_name: a.string({
      default: 'marathon',
      validate: validateOneLine,
      description: 'Name of the framework, shown to people.',
    }),
    role: a.string({
      optional: true,
      validate: validateRole,
      description: 'Role of Mesos that its resources belong to, which persistent volumes need. Default: `*`.',
    }),
    java: a.object(
      {
        package: a.string({
          default: 'default-jre-headless',
          validate: (value) => validateAptPackages([value]),
          description: 'Package of a Java runtime, from the package sources of the host.',
        }),
      },
      { optional: true, description: 'What runs it. Default: the package default-jre-headless.' },
    ),
    // Packages of Marathon have read no folder of flags since 1.5.
    ...programAttributes('marathon', OWN_FLAGS, { convention: 'environment', folder: '/etc/marathon/conf' }),
    http_credentials_wo: a.string({
      optional: true,
      writeOnly: true,
      validate: validateUserAndPassword,
      description: 'Login that it demands over HTTP, `user:password`; never in plan or state. Default: none.',
    }),
    http_credentials_wo_version: a.number({
      optional: true,
      description:
        'Change it to have `http_credentials_wo` written again: Terraform cannot see that it changed.',
    }),
    framework_credential_wo: a.string({
      optional: true,
      writeOnly: true,
      validate: validateCredential,
      description:
        'What it authenticates with at the masters, as JSON: `{"principal": "marathon", "secret": "…"}`; never in plan or state.',
    }),
    framework_credential_wo_version: a.number({
      optional: true,
      description:
        'Change it to have `framework_credential_wo` written again: Terraform cannot see that it changed.',
    }),
    ...serviceAttributes,
  },
});

// https://mesos.apache.org/documentation/latest/roles/#invalid-role-names
function validateRole(value: string): string | undefined {
  const valid =
    value !== '' &&
    !/[\s\\]/.test(value) &&
    value.split('/').every((part) => /^(?!-|\.{1,2}$)[^*]+$/.test(part));
  return valid || value === '*'
    ? undefined
    : `must be a role such as "web" or "eng/web", is ${JSON.stringify(value)}`;
}
