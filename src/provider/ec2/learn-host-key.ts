import type { Ec2Account, InstanceDetails } from '../../drivers/ec2';
import { isEc2Error } from '../../drivers/ec2';
import { DiagnosticError, messageOf } from '../../tfplugin';
import type { Session } from '../session';
import type { PlannedInstance } from './instance-request';
import { rotateHostKey } from './rotate-host-key';

interface Wait {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** The key that the machine itself printed to its console, read over the EC2 API. */
export async function hostKeyFromConsole(account: Ec2Account, id: string, wait: Wait): Promise<string> {
  try {
    const { keys, fingerprints } = await account.instances.waitForHostKeys(id, wait);
    const [key] = [...keys, ...fingerprints];
    if (key !== undefined) return key;
  } catch (error) {
    if (!isEc2Error(error, 'timeout')) throw error;
    throw new DiagnosticError(
      `the console of instance ${id} did not show its SSH host key in time`,
      `${messageOf(error)}\nA longer timeout may help. Where the image or type prints nothing there, set host_key_source = "injected", or host_key when the image brings a key along. The instance is in the state and replaced by the next apply.`,
      ['host_key_source'],
      { cause: error },
    );
  }
  throw new DiagnosticError(`the console of instance ${id} shows no SSH host key`, '', ['host_key_source']);
}

/** Logs in with the key that was injected, and comes back with the one the machine made for itself. */
export async function hostKeyByLogin(
  session: Session,
  planned: PlannedInstance,
  details: InstanceDetails,
  injected: string | undefined,
  wait: Wait,
): Promise<string> {
  const { login } = planned;
  if (login === null || injected === undefined) {
    throw new DiagnosticError(
      `instance ${details.id} was not given a host key to log in with`,
      'it is in the state, and the next apply replaces it',
      ['host_key_source'],
    );
  }
  const address = login.address === 'private' ? details.privateAddress : details.publicAddress;
  if (address === undefined) {
    throw new DiagnosticError(
      `instance ${details.id} has no ${login.address} address to log in at`,
      login.address === 'public'
        ? 'set associate_public_ip_address = true, or login.address = "private" where this machine reaches the VPC'
        : '',
      ['login', 'address'],
    );
  }
  const { port, user, credential } = login;
  return rotateHostKey(session, { address, port, user, credential }, injected, wait);
}
