import {
  HostKeyMismatchError,
  SshAuthenticationError,
  SshLinkLostError,
  SshUnreachableError,
} from '../../src/drivers/ssh';
import { isUnreachable, UnreachableClusterError, unlessUnreachable } from '../../src/provider/unreachable';
import { changedKey } from '../../src/provider/changed-host-key';
import { Diagnostics } from '../../src/tfplugin';
import { PrivateState } from '../../src/tfplugin/private-state';

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
  const context = { diagnostics, private: new PrivateState() };
  const known = await unlessUnreachable(context, 'host 10.0.0.11', 'as it was', () => Promise.reject(error));
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

test.each([refused, new Error('a mistake')])('any answer we do not like is an error: %s', async (error) => {
  const diagnostics = new Diagnostics();
  expect(isUnreachable(error)).toBe(false);
  const context = { diagnostics, private: new PrivateState() };
  await expect(
    unlessUnreachable(context, 'host 10.0.0.11', 'as it was', () => Promise.reject(error)),
  ).rejects.toBe(error);
  expect(diagnostics.all).toEqual([]);
});

test('what is read replaces what was known', async () => {
  const diagnostics = new Diagnostics();
  const context = { diagnostics, private: new PrivateState() };
  expect(await unlessUnreachable(context, 'host', 'old', () => Promise.resolve('new'))).toBe('new');
  expect(diagnostics.all).toEqual([]);
});

test('another host key is a warning that plans with the old key are refused for, until it is back', async () => {
  const key = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';
  const other = 'SHA256:AAAAztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';
  const context = { diagnostics: new Diagnostics(), private: new PrivateState() };
  expect(await unlessUnreachable(context, 'host', 'old', () => Promise.reject(mismatch))).toBe('old');
  expect(context.diagnostics.all).toMatchObject([{ severity: 'warning', detail: mismatch.message }]);
  expect(changedKey(context.private, key, key)).toBe(mismatch.message);
  expect(changedKey(context.private, key, other)).toBeUndefined();
  await unlessUnreachable(context, 'host', 'old', () => Promise.resolve('new'));
  expect(changedKey(context.private, key, key)).toBeUndefined();
});
