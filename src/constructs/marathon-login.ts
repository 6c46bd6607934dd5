import type { Construct } from 'constructs';
import { marathonLoginNotOneWay, marathonUsername } from './errors-mesos';
import type { FleetwrightProviderMarathonLogins } from './generated/provider';
import { given } from './given';
import { pathFromStackFolder } from './local-path';

/** How a token is sent. */
export enum MarathonTokenScheme {
  /** `Authorization: Bearer …` */
  BEARER = 'bearer',
  /** `Authorization: token=…`, as DC/OS wants it. */
  DCOS = 'dcos',
}

/**
 * A login of Marathon or DC/OS: a name with a password, or a token. It says where the secret is and does not hold it.
 * Exactly one of `passwordFile`, `passwordVariable`, `tokenFile` and `tokenVariable`.
 */
export interface MarathonLogin {
  /** @default none: with a token */
  readonly username?: string;
  /**
   * A file whose first line is the password. A relative path starts at the folder the app runs in; `~` is the home folder
   * of whoever runs Terraform.
   *
   * @default none
   */
  readonly passwordFile?: string;
  /**
   * The environment variable that holds the password where Terraform runs.
   *
   * @default none
   */
  readonly passwordVariable?: string;
  /**
   * A file whose first line is the token.
   *
   * @default none
   */
  readonly tokenFile?: string;
  /**
   * The environment variable that holds the token where Terraform runs.
   *
   * @default none
   */
  readonly tokenVariable?: string;
  /** @default MarathonTokenScheme.BEARER */
  readonly tokenScheme?: MarathonTokenScheme;
}

export function renderMarathonLogin(
  scope: Construct,
  login: MarathonLogin,
  name: string,
): FleetwrightProviderMarathonLogins {
  const { username, passwordFile, passwordVariable, tokenFile, tokenVariable, tokenScheme } = login;
  const secrets = [passwordFile, passwordVariable, tokenFile, tokenVariable].filter(
    (one) => one !== undefined,
  );
  if (secrets.length !== 1) throw marathonLoginNotOneWay(scope.node.path, name);
  const byPassword = passwordFile !== undefined || passwordVariable !== undefined;
  if (byPassword !== (username !== undefined)) throw marathonUsername(scope.node.path, name);
  const path = (file: string | undefined) =>
    file === undefined ? undefined : pathFromStackFolder(scope, file);
  return given<FleetwrightProviderMarathonLogins>({
    username,
    passwordFile: path(passwordFile),
    passwordVariable,
    tokenFile: path(tokenFile),
    tokenVariable,
    tokenScheme,
  });
}
