import { describeWith } from '../../support/require-component';
import { machinesComponent, Park } from './support/park';

jest.setTimeout(60_000);

describeWith(machinesComponent, 'a machine', () => {
  let park: Park;
  beforeAll(() => {
    park = Park.withFakeClusters();
  });
  afterAll(() => park.close());

  test('runs what is sent over SSH on a disk of its own', async () => {
    const machine = await park.boot();
    const before = Date.now();
    await machine.reboot();
    process.stderr.write(`reboot ${Date.now() - before}\n`);
    const ssh = await park.connect(machine);
    const { stdout } = await ssh.run(
      'echo hello >/etc/greeting; cat /etc/greeting; hostname; id -u; ls -la /; ps aux 2>/dev/null; systemctl is-system-running; systemctl show ssh -p ActiveState',
      { okExitCodes: 'any' },
    );
    process.stderr.write(stdout);
    process.stderr.write(machine.consoleOutput());
    expect(machine.files.read('/etc/greeting')).toBe('hello\n');
  });
});
