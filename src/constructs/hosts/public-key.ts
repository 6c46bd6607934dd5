import { readFileSync } from 'node:fs';
import { Token } from 'cdktf';
import { privateKeyGiven, publicKeyUnreadable } from '../errors-ec2';

/**
 * The text of a file with a public key.
 * @throws publicKeyUnreadable
 */
export function readPublicKey(at: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw publicKeyUnreadable(`${at}: publicKeyFile`, file, reason);
  }
}

/**
 * Whatever is given goes into the plan and the state.
 * @throws privateKeyGiven
 */
export function publicOnly(at: string, key: string): string {
  if (!Token.isUnresolved(key) && key.includes('PRIVATE KEY')) throw privateKeyGiven(at);
  return key;
}
