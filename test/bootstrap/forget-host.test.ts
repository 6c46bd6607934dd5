import { converge, forgetHost, withHostLock, type Operation } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

const state = '/var/lib/fleetwright';
const nothing: readonly Operation[] = [
  { kind: 'absent', id: 'nothing', description: 'remove what is not there', paths: ['/srv/absent'] },
];

describeWith(sandboxComponent, 'forgetHost', () => {
  let host: SandboxHost;
  beforeEach(async () => {
    host = await SandboxHost.start();
    await withHostLock(host, { owner: 'alice@laptop', purpose: 'remove the node' }, () =>
      converge(host, nothing, { mode: 'apply' }),
    );
  });
  afterEach(() => host.destroy());

  test('removes the traces of runs that are over', async () => {
    expect(host.exists(state)).toBe(true);
    await forgetHost(host);
    expect(host.exists(state)).toBe(false);
    await forgetHost(host);
  });

  test.each(['kubernetes/record', 'pending/service'])('keeps everything while there is %s', async (file) => {
    host.write(`${state}/${file}`, '');
    await forgetHost(host);
    expect(host.exists(`${state}/${file}`)).toBe(true);
  });

  test('keeps everything while somebody holds a lock', async () => {
    await withHostLock(host, { owner: 'bob@ci', purpose: 'create a node' }, async () => {
      await forgetHost(host);
      expect(host.exists(`${state}/lock/host`)).toBe(true);
    });
  });
});
