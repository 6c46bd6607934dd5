import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { secretProblems } from './secrets';

const { privateKey } = generateKeyPairSync('ed25519');
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

test.each([
  ['a private key', pem],
  ['a private key in base64', Buffer.from(pem).toString('base64')],
  ['a bootstrap token', 'kubeadm join --token ab12cd.0123456789abcdfe'],
  ['a certificate key', `--certificate-key ${randomBytes(32).toString('hex')}`],
  ['the key of a kubeconfig', `client-key-data: ${randomBytes(32).toString('base64')}`],
  ['a secret of the run', 'password=canary-1'],
])('%s is found', (_what, text) => {
  expect(secretProblems(`before ${text} after`, ['canary-1'])).not.toEqual([]);
});

test.each([
  ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm'],
  ['the hash of a CA', `sha256:${randomBytes(32).toString('hex')}`],
  ['an address of the API', 'https://127.79.0.10:6443'],
  ['a certificate', '-----BEGIN CERTIFICATE-----'],
])('%s is no secret', (_what, text) => {
  expect(secretProblems(text, ['canary-1'])).toEqual([]);
});
