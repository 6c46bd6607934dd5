import { utils as sshKeys } from 'ssh2';
import { invalidParameter, notCovered } from '../errors';
import type { OsProfile } from '../state/records';
import type { OsProfileInput } from './vm-shape';

/** Names that Azure reserves. */
const FORBIDDEN = new Set(
  '1,123,a,actuser,adm,admin,admin1,admin2,administrator,aspnet,backup,console,david,guest,john,owner,root,server,sql,support,support_388945a0,sys,test,test1,test2,test3,user,user1,user2,user3,user4,user5,video'.split(
    ',',
  ),
);
const MOST_CUSTOM_DATA = 87_380;

/** @throws ArmError naming the field, in Azure's words where they are known */
export function readOsProfile(input: OsProfileInput | undefined): OsProfile {
  if (input === undefined)
    throw invalidParameter('osProfile', "Required parameter 'osProfile' is missing (null).");
  const { computerName, adminUsername, linuxConfiguration: linux } = input;
  if (computerName === undefined) {
    throw invalidParameter(
      'osProfile.computerName',
      "Required parameter 'osProfile.computerName' is missing (null).",
    );
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(computerName)) {
    throw invalidParameter(
      'computerName',
      `Linux host name cannot exceed 64 characters in length or contain the following characters: \` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : ' " , < > / ?. It is '${computerName}'.`,
    );
  }
  const passwordAuthentication = linux?.disablePasswordAuthentication !== true;
  const keys = linux?.ssh?.publicKeys ?? [];
  if (passwordAuthentication && input.adminPassword === undefined && keys.length === 0) {
    throw invalidParameter(
      'linuxConfiguration',
      'Authentication using either SSH or by user name and password must be enabled in Linux profile.',
    );
  }
  if (!passwordAuthentication && keys.length === 0) {
    throw invalidParameter(
      'linuxConfiguration.ssh.publicKeys',
      "Required parameter 'linuxConfiguration.ssh.publicKeys' is missing (null): password authentication is disabled.",
    );
  }
  const user = readUser(adminUsername);
  return {
    computerName,
    adminUsername: user,
    publicKeys: keys.map((key) => readKey(key, user)),
    passwordAuthentication,
    customData: readCustomData(input.customData),
    provisionAgent: linux?.provisionVMAgent ?? true,
    patchSettings: linux?.patchSettings,
  };
}

function readUser(name: string | undefined): string {
  if (name === undefined || name === '') {
    throw invalidParameter(
      'osProfile.adminUsername',
      "Required parameter 'osProfile.adminUsername' is missing (null).",
    );
  }
  if (FORBIDDEN.has(name.toLowerCase())) {
    throw invalidParameter('adminUsername', `The Admin Username specified is not allowed: it is '${name}'.`);
  }
  if (name.length > 64 || !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
    throw invalidParameter(
      'adminUsername',
      `The Admin Username '${name}' is invalid: it has up to 64 letters, digits, '-' and '_', and begins with a letter or '_'.`,
    );
  }
  if (name !== name.toLowerCase()) throw notCovered(`capital letters in the Admin Username '${name}'`);
  return name;
}

function readKey(
  { path, keyData }: { readonly path?: string | undefined; readonly keyData?: string | undefined },
  user: string,
): { readonly path: string; readonly keyData: string } {
  const wanted = `/home/${user}/.ssh/authorized_keys`;
  if ((path ?? wanted) !== wanted) {
    throw invalidParameter(
      'linuxConfiguration.ssh.publicKeys.path',
      `Destination path for SSH public keys is currently limited to its default value ${wanted} due to a known issue in Linux provisioning agent. It is '${path ?? ''}'.`,
    );
  }
  const parsed = sshKeys.parseKey((keyData ?? '').trim());
  if (keyData === undefined || parsed instanceof Error || parsed.isPrivateKey()) {
    throw invalidParameter(
      'linuxConfiguration.ssh.publicKeys.keyData',
      'The value of parameter linuxConfiguration.ssh.publicKeys.keyData is invalid: it is no OpenSSH public key.',
    );
  }
  if (parsed.type !== 'ssh-rsa' && parsed.type !== 'ssh-ed25519') {
    throw invalidParameter(
      'linuxConfiguration.ssh.publicKeys.keyData',
      `The value of parameter linuxConfiguration.ssh.publicKeys.keyData is invalid: keys of type '${parsed.type}' are not supported, those of ssh-rsa and ssh-ed25519 are.`,
    );
  }
  return { path: wanted, keyData };
}

function readCustomData(data: string | undefined): string | undefined {
  if (data === undefined || data === '') return undefined;
  if (data.length <= MOST_CUSTOM_DATA && isBase64(data)) return data;
  throw invalidParameter(
    'customData',
    `Custom data in OSProfile must be in Base64 encoding and with a maximum length of ${MOST_CUSTOM_DATA} characters.`,
  );
}

export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
