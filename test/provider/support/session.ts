import type { ProviderConfiguration } from '../../../src/provider/configuration';
import { Session } from '../../../src/provider/session';
import { StderrLogger } from '../../../src/tfplugin/log';
import { Redactor } from '../../../src/tfplugin/redactor';

/** A session as the provider makes one of its configuration; it logs nothing. Close it when done. */
export function sessionOf(configuration: Partial<ProviderConfiguration>): Session {
  return new Session(
    {
      ssh_credentials: null,
      kubeconfigs: null,
      marathon_logins: null,
      ec2: null,
      azure: null,
      ...configuration,
    },
    new StderrLogger('test', new Redactor(), 'off'),
  );
}

/** A credential by key file, as the provider block has it. */
export function keyFile(private_key_file: string) {
  return { private_key_file, passphrase_file: null, agent: null, agent_socket: null };
}
