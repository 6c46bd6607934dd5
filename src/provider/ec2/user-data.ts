import { utils } from 'ssh2';
import type { HostKeyPair } from '../../drivers/ec2';

export function generateHostKeyPair(): HostKeyPair {
  const { private: privateKey, public: publicKey } = utils.generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.trim() };
}

/** What the user wants cloud-init to do, and the host key that goes along. */
export function userDataOf(userData: string | null, _hostKey: HostKeyPair | undefined): Buffer | undefined {
  return userData === null ? undefined : Buffer.from(userData);
}
