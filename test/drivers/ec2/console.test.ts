import { fingerprintOf, generateHostKeyPair } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import type { Fault, SeenRequest } from './support/fault-proxy';
import { instanceRequest, useFixture } from './support/fixture';

const { publicKey } = generateHostKeyPair();
const booted = `-----BEGIN SSH HOST KEY KEYS-----\n${publicKey} root@host\n-----END SSH HOST KEY KEYS-----\n`;
const expected = { keys: [publicKey], fingerprints: [fingerprintOf(publicKey)] };

const shows = (text: string): Fault => ({
  kind: 'rewrite',
  change: (answer) =>
    answer.replace(/<output>[^<]*<\/output>/, `<output>${Buffer.from(text).toString('base64')}</output>`),
});

describeEc2('host keys of a machine', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;
  const launched = async () =>
    (await fixture.account.instances.ensure(instanceRequest(fixture.imageId), { signal })).instance;
  const onConsole = (rule: (seen: SeenRequest, attempt: number) => Fault | undefined) => {
    fixture.proxy.fail((seen, attempt) =>
      seen.action === 'GetConsoleOutput' ? rule(seen, attempt) : undefined,
    );
  };

  test('are waited for until the console shows them', async () => {
    const { id } = await launched();
    onConsole((_seen, attempt) => shows(['', '', 'booting…', booted][attempt] ?? booted));
    expect(await fixture.account.instances.waitForHostKeys(id, { signal })).toEqual(expected);
  });

  test('come from the stored console where a type has no current one', async () => {
    const { id } = await launched();
    const unsupported: Fault = {
      kind: 'error',
      code: 'UnsupportedOperation',
      status: 400,
      message: 'This instance type does not support retrieving the latest console logs.',
    };
    onConsole(({ parameters }, attempt) =>
      parameters.get('Latest') === 'true' ? unsupported : shows(attempt < 3 ? '' : booted),
    );
    const account = fixture.anotherAccount();
    expect(await account.instances.waitForHostKeys(id, { signal })).toEqual(expected);
    const latest = fixture.proxy.of('GetConsoleOutput').filter((parameters) => parameters.has('Latest'));
    expect(latest).toHaveLength(1);
  });

  test('are given up in time, with what there was instead', async () => {
    const { id } = await launched();
    onConsole(() => shows('Linux version 6.1'));
    const wait = fixture.account.instances.waitForHostKeys(id, { signal, timeoutMs: 50 });
    await expect(wait).rejects.toMatchObject({ kind: 'timeout', objectId: id });
    await expect(wait).rejects.toThrow(
      /its console output has no block of host keys; use an image with cloud-init/,
    );
    onConsole(() => shows(''));
    await expect(fixture.account.instances.waitForHostKeys(id, { signal, timeoutMs: 0 })).rejects.toThrow(
      /EC2 has no console output of it yet/,
    );
  });

  test('are not waited for of a machine that ends meanwhile', async () => {
    const { id } = await launched();
    onConsole(() => shows('Linux version 6.1'));
    const wait = fixture.account.instances.waitForHostKeys(id, { signal });
    await Promise.all([
      expect(wait).rejects.toMatchObject({ kind: 'not-found', objectId: id }),
      fixture.anotherAccount().instances.terminate(id, { signal }),
    ]);
  });
});
