import { utils } from 'ssh2';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

// Of so many keys that are only made and not read, about six are malformed.
test('every key can be read', () => {
  for (let count = 0; count < 3000; count += 1) {
    const made = makeSshKeyPair('ed25519', 'a comment');
    for (const text of [made.private, made.public]) expect(utils.parseKey(text)).not.toBeInstanceOf(Error);
  }
});

test('the comment is in the public key', () => {
  expect(makeSshKeyPair('ecdsa', 'root@one').public).toMatch(/^ecdsa-sha2-nistp256 \S+ root@one$/);
});
