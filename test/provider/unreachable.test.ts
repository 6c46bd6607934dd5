import {
  HostKeyMismatchError,
  SshAuthenticationError,
  SshLinkLostError,
  SshUnreachableError,
} from '../../src/drivers/ssh';
import { isUnreachable, UnreachableClusterError, unlessUnreachable } from '../../src/provider/unreachable';
import { Diagnostics } from '../../src/tfplugin';

const host = 'root@10.0.0.11:22';
const silent = new SshUnreachableError(`${host} does not answer`, { host });
const lost = new SshLinkLostError(`${host}: the connection was lost`, { host }, 'unknown');
const noCluster = new UnreachableClusterError('no control-plane host answers');
const refused = new SshAuthenticationError(`${host} refused the login`, { host });
const mismatch = new HostKeyMismatchError(
  `${host} presented another key`,
  { host },
  ['SHA256:a'],
  ['SHA256:b'],
);

test.each([silent, lost, noCluster])('silence is a warning and what was known stays: %s', async (error) => {
  const diagnostics = new Diagnostics();
  const known = await unlessUnreachable(diagnostics, 'host 10.0.0.11', 'as it was', () =>
    Promise.reject(error),
  );
  expect(known).toBe('as it was');
  expect(diagnostics.all).toEqual([
    {
      severity: 'warning',
      path: [],
      summary: 'host 10.0.0.11 does not answer SSH and was left out',
      detail: expect.stringContaining(error.message) as string,
    },
  ]);
});

test.each([refused, mismatch, new Error('a mistake')])(
  'any answer we do not like is an error: %s',
  async (error) => {
    const diagnostics = new Diagnostics();
    expect(isUnreachable(error)).toBe(false);
    await expect(
      unlessUnreachable(diagnostics, 'host 10.0.0.11', 'as it was', () => Promise.reject(error)),
    ).rejects.toBe(error);
    expect(diagnostics.all).toEqual([]);
  },
);

test('what is read replaces what was known', async () => {
  const diagnostics = new Diagnostics();
  expect(await unlessUnreachable(diagnostics, 'host', 'old', () => Promise.resolve('new'))).toBe('new');
  expect(diagnostics.all).toEqual([]);
});
