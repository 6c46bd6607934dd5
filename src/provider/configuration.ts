import { a, defineSchema, isUnknown, type Config, type Diagnostics, type Planned } from '../tfplugin';
import { azureConfigurations } from './attributes/azure';
import { ec2Configurations } from './attributes/ec2';
import { marathonLogins, validateMarathonLogins } from './attributes/marathon-logins';
import { exactlyOne } from './validation/exactly-one';

/** The provider block: known at plan time, whatever the resources are, and without any secret in it. */
export const providerSchema = defineSchema({
  version: 0,
  description: 'Machines, clusters on them and workloads on those, in one graph.',
  attributes: {
    ssh_credentials: a.objectMap(
      {
        private_key_file: a.string({
          optional: true,
          description: 'Path of an OpenSSH or PEM private key; `~` stands for the home folder.',
        }),
        passphrase_file: a.string({
          optional: true,
          description: "Path of a file whose first line is the key's passphrase.",
        }),
        agent: a.bool({ optional: true, description: 'Use an SSH agent instead of a key file.' }),
        agent_socket: a.string({
          optional: true,
          description: "Path of the agent's socket. Default: the environment variable SSH_AUTH_SOCK.",
        }),
      },
      { optional: true, description: 'Ways to log in over SSH, by the name that resources use for them.' },
    ),
    kubeconfigs: a.objectMap(
      {
        path: a.string({
          required: true,
          description: 'Path of a kubeconfig file; `~` stands for the home folder.',
        }),
        context: a.string({
          optional: true,
          description: "Context to use. Default: the file's current context.",
        }),
      },
      { optional: true, description: 'Clusters that exist already, by the name that releases use for them.' },
    ),
    marathon_logins: marathonLogins,
    ec2: ec2Configurations,
    azure: azureConfigurations,
  },
});

export type ProviderConfiguration = Config<typeof providerSchema>;

export function validateProvider(config: Planned<typeof providerSchema>, diagnostics: Diagnostics): void {
  validateCredentials(config, diagnostics);
  validateMarathonLogins(config.marathon_logins, diagnostics);
}

function validateCredentials(config: Planned<typeof providerSchema>, diagnostics: Diagnostics): void {
  if (isUnknown(config.ssh_credentials) || config.ssh_credentials === null) return;
  for (const [name, credential] of Object.entries(config.ssh_credentials)) {
    if (isUnknown(credential) || credential === null) continue;
    const path = ['ssh_credentials', name];
    const { private_key_file, passphrase_file, agent, agent_socket } = credential;
    const { verdict } = exactlyOne({ private_key_file, agent });
    if (verdict === 'none' || verdict === 'several') {
      diagnostics.error(
        path,
        `credential "${name}" needs exactly one of private_key_file and agent`,
        verdict === 'several'
          ? 'both are set; remove one of them'
          : 'set private_key_file to the path of a private key, or agent to true',
      );
    }
    if (private_key_file === null && typeof passphrase_file === 'string') {
      diagnostics.error(
        [...path, 'passphrase_file'],
        `credential "${name}" has a passphrase_file but no private_key_file`,
        'remove passphrase_file: an agent holds keys that are unlocked already',
      );
    }
    if (agent !== true && !isUnknown(agent) && typeof agent_socket === 'string') {
      diagnostics.error(
        [...path, 'agent_socket'],
        `credential "${name}" has an agent_socket but agent is not true`,
        'set agent to true, or remove agent_socket',
      );
    }
  }
}
