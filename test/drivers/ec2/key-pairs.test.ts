import { generateKeyPairSync } from 'node:crypto';
import { keyPairFingerprint } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import { newOwner, useFixture } from './support/fixture';

let names = 0;

function sshString(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function publicKeyLine(type: 'rsa' | 'ed25519'): string {
  if (type === 'ed25519') {
    const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const blob = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')].map(sshString);
    return `ssh-ed25519 ${Buffer.concat(blob).toString('base64')} test`;
  }
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    format: 'jwk',
  });
  const positive = Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')]);
  const blob = [Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), positive].map(sshString);
  return `ssh-rsa ${Buffer.concat(blob).toString('base64')} test`;
}

describeEc2('key pairs', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;
  const keyRequest = (publicKey: string, owner = newOwner()) => ({
    owner,
    name: `key ${String(++names)}`,
    publicKey,
    tags: { team: 'a' },
  });

  test.each(['rsa', 'ed25519'] as const)('an %s key is imported, found again, and deleted', async (type) => {
    const { account, proxy } = fixture;
    const request = keyRequest(publicKeyLine(type));
    const pair = await account.keyPairs.ensure(request, { signal });
    expect(pair).toMatchObject({ name: request.name, tags: { team: 'a', ...request.owner.tags } });
    if (type === 'rsa' || !backend.differences.hexFingerprints)
      expect(pair.fingerprint?.replace(/=+$/, '')).toBe(
        keyPairFingerprint(request.publicKey).replace(/=+$/, ''),
      );
    proxy.reset();
    expect(await fixture.anotherAccount().keyPairs.ensure(request, { signal })).toEqual(pair);
    expect(proxy.of('ImportKeyPair')).toHaveLength(0);

    const changed = await account.keyPairs.update(
      request.name,
      { tags: { team: 'b' }, removeTags: ['none'] },
      { signal },
    );
    expect(changed.tags.team).toBe('b');
    await account.keyPairs.delete(request.name, { signal });
    expect(await account.keyPairs.read(request.name, { signal })).toBeUndefined();
    await account.keyPairs.delete(request.name, { signal });
  });

  test.each(['key-prod', 'exist'])('a pair may be named %s', async (name) => {
    const { account, proxy } = fixture;
    const request = { ...keyRequest(publicKeyLine('ed25519')), name };
    const pair = await account.keyPairs.ensure(request, { signal });
    expect(pair.name).toBe(name);
    expect(await account.keyPairs.read(name, { signal })).toEqual(pair);
    // What does not exist is said not to exist at once, whatever names its message happens to contain.
    proxy.reset();
    expect(await account.securityGroups.read('sg-0123456789abcdef0', { signal })).toBeUndefined();
    expect(proxy.of('DescribeSecurityGroups')).toHaveLength(1);
    await account.keyPairs.delete(name, { signal });
    expect(await account.keyPairs.read(name, { signal })).toBeUndefined();
  });

  test('an import whose answer was lost is not an error', async () => {
    const { account, proxy } = fixture;
    proxy.fail(({ action }, attempt) =>
      action === 'ImportKeyPair' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    const request = keyRequest(publicKeyLine('ed25519'));
    expect((await account.keyPairs.ensure(request, { signal })).name).toBe(request.name);
    expect(proxy.of('ImportKeyPair')).toHaveLength(2);
  });

  test("a name that is taken by another key, or by somebody else's, is refused", async () => {
    const { account } = fixture;
    const request = keyRequest(publicKeyLine('ed25519'));
    await account.keyPairs.ensure(request, { signal });
    const other = account.keyPairs.ensure({ ...request, publicKey: publicKeyLine('rsa') }, { signal });
    await expect(other).rejects.toThrow(/holds another public key/);
    const foreign = account.keyPairs.ensure({ ...request, owner: newOwner() }, { signal });
    await expect(foreign).rejects.toThrow(/belongs to something else/);
    await expect(foreign).rejects.toMatchObject({ kind: 'taken' });
  });

  test('what is no public key is refused with a reason', async () => {
    const { account } = fixture;
    const request = keyRequest('ssh-ed25519 not-a-key');
    await expect(account.keyPairs.ensure(request, { signal })).rejects.toMatchObject({ kind: 'invalid' });
  });
});
