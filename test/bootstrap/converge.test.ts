import { converge, type Operation } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'converge', () => {
  let host: SandboxHost;
  beforeEach(async () => {
    host = await SandboxHost.start();
  });
  afterEach(() => host.destroy());

  const fileOperation: Operation = {
    kind: 'file',
    id: 'config',
    description: 'write the configuration',
    path: '/etc/app/app.conf',
    content: 'a = 1\n',
    mode: '0640',
  };

  test('applies what is pending and then finds nothing to do in one round trip', async () => {
    const before = await converge(host, [fileOperation], { mode: 'check' });
    expect(before.pending).toEqual([
      { id: 'config', description: 'write the configuration', reason: 'file /etc/app/app.conf is missing' },
    ]);
    const applied = await converge(host, [fileOperation], { mode: 'apply' });
    expect(applied.changed).toEqual(['config']);
    expect(host.read('/etc/app/app.conf')).toBe('a = 1\n');
    const again = await converge(host, [fileOperation], { mode: 'apply' });
    expect(again).toMatchObject({ changed: [], roundTrips: 1 });
  });
});
