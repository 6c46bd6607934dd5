import type { SshConnection } from '../../../src/drivers/ssh';
import type { Machine } from '../../../src/sandbox/hosts';
import { parseCommand, secondsOf, UnitDescription } from '../../../src/sandbox/hosts/services/unit-file';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import { machinesComponent, Park } from './support/park';

describe('a unit file', () => {
  test('is read over the ones before it, and an empty value takes back what came before', () => {
    const unit = new UnitDescription();
    unit.add(
      '[Service]\nExecStart=/bin/one\nEnvironment=A=1\n# comment\n[Install]\nWantedBy=multi-user.target\n',
    );
    unit.add('[Service]\nExecStart=\nExecStart=/bin/two \\\n  --more\nEnvironment=B=2\n');
    expect(unit.all('Service.ExecStart')).toEqual(['/bin/two    --more']);
    expect(unit.all('Service.Environment')).toEqual(['A=1', 'B=2']);
    expect(unit.installable).toBe(true);
  });

  test.each([
    ['/bin/x $A ${B} a"b c"', '"/bin/x" $A "${B}" "ab c"'],
    ['-/bin/x ; rm -rf $(y) `z`', '"/bin/x" ";" "rm" "-rf" "\\$(y)" "\\`z\\`"'],
    ['/bin/x 50%% $$', '"/bin/x" "50%" "\\$\\$"'],
  ])('gives the shell %s', (line, script) => {
    expect(parseCommand(line).script).toBe(script);
  });

  test('has time spans', () => {
    expect(['5', '100ms', '1min 30s', '2h'].map(secondsOf)).toEqual([5, 0.1, 90, 7200]);
  });
});

describeWith(machinesComponent, 'systemctl', () => {
  const park = new Park();
  let machine: Machine;
  let ssh: SshConnection;
  beforeAll(async () => {
    machine = await park.boot();
    ssh = await park.connect(machine);
  });
  afterAll(() => park.close());

  async function sh(script: string): Promise<string> {
    const { stdout, stderr } = await ssh.run(script, { okExitCodes: 'any' });
    return `${stdout}${stderr}`.trim();
  }

  function unit(name: string, service: string): void {
    const text = `[Unit]\nDescription=Test\n[Service]\n${service}\n[Install]\nWantedBy=multi-user.target\n`;
    machine.files.write(`/etc/systemd/system/${name}.service`, text);
  }

  test('runs a real program with its environment, and keeps what it prints', async () => {
    machine.files.write('/etc/default/app', 'GREETING="hello there"\n');
    machine.files.write(
      '/opt/app',
      '#!/bin/sh\necho "$GREETING, $1 $2 $3"\nsleep 1000 & sleep 1000\n',
      0o755,
    );
    unit(
      'app',
      'Environment="WHO=a b"\nEnvironmentFile=-/etc/default/app\nEnvironmentFile=-/etc/default/none\nExecStart=/opt/app $WHO ${WHO}',
    );
    expect(
      await sh('systemctl enable --now app; systemctl is-active app; systemctl is-enabled app'),
    ).toContain('active\nenabled');
    await eventually(
      () => sh('journalctl -u app -n 5 --no-pager -o cat'),
      (said) => said === 'hello there, a b a b',
    );
    expect(machine.activeUnits).toEqual(['app.service']);
    const pid = await sh('systemctl show -p MainPID --value app');
    expect(await sh(`tr '\\0' ' ' </proc/${pid}/cmdline`)).toBe('/bin/sh /opt/app a b a b');
    expect(
      await sh('systemctl restart app; systemctl show -p ActiveState -p SubState -p UnitFileState app'),
    ).toBe('ActiveState=active\nSubState=running\nUnitFileState=enabled');
    expect(await sh('systemctl show -p MainPID --value app')).not.toBe(pid);
    expect(await sh('systemctl stop app; systemctl is-active app; pgrep -c sleep')).toBe('inactive\n0');
    expect(machine.activeUnits).toEqual([]);
  });

  test('starts what is enabled at boot', async () => {
    await machine.reboot();
    ssh = await park.connect(machine);
    expect(await sh('systemctl is-active app; systemctl disable --now app; systemctl is-enabled app')).toBe(
      'active\ndisabled',
    );
  });

  test('starts again what is to be restarted, and says of the rest that it failed', async () => {
    unit('always', 'ExecStart=/bin/sleep 1000\nRestart=always\nRestartSec=1');
    unit('once', 'ExecStart=/bin/sh -c "exit 3"');
    await sh('systemctl start always once');
    await eventually(
      () => sh('systemctl is-failed once'),
      (said) => said === 'failed',
    );
    expect(await sh('systemctl show -p Result -p ExecMainStatus once')).toBe(
      'Result=exit-code\nExecMainStatus=3',
    );
    expect(
      await sh('systemctl is-system-running; systemctl reset-failed once; systemctl is-system-running'),
    ).toBe('degraded\nrunning');
    await sh('kill -9 $(systemctl show -p MainPID --value always)');
    await eventually(
      () => sh('systemctl show -p NRestarts -p ActiveState --value always'),
      (said) => said === '1\nactive',
    );
    await sh('systemctl stop always');
  });

  test('runs commands that end, in their order', async () => {
    unit(
      'job',
      'Type=oneshot\nExecStartPre=-/bin/false\nExecStart=/bin/sh -c "echo one >>/root/job"\nExecStart=/bin/sh -c "echo two >>/root/job"\nRemainAfterExit=yes',
    );
    unit('broken', 'Type=oneshot\nExecStart=/bin/false');
    expect(await sh('systemctl start job; systemctl is-active job; cat /root/job')).toBe('active\none\ntwo');
    expect(await sh('systemctl start broken || echo status $?')).toContain('Job for broken.service failed');
  });

  test('knows masked units and units that are not there', async () => {
    expect(await sh('systemctl mask job; systemctl start job || echo status $?')).toContain(
      'Unit job.service is masked',
    );
    expect(await sh('systemctl show -p LoadState -p UnitFileState job; systemctl unmask job')).toBe(
      'LoadState=masked\nUnitFileState=masked',
    );
    expect(await sh('systemctl start nothing || echo status $?')).toContain('status 5');
    expect(await sh('systemctl cat nothing || echo status $?')).toContain('status 1');
    expect(await sh('systemctl status nothing || echo status $?')).toContain('status 4');
  });

  test('says what it does not cover', async () => {
    expect(await sh('systemctl set-default multi-user.target || echo status $?')).toBe(
      'status 1\nsystemctl: the sandbox does not cover "systemctl set-default multi-user.target"',
    );
  });

  test('outlives callers that are killed', async () => {
    await sh('for i in 1 2 3 4 5; do timeout -s KILL 0.004 systemctl is-active ssh; done >/dev/null 2>&1');
    await sh('cloud-init status --wait & sleep 0.05; kill -9 $!');
    const many = await Promise.all(Array.from({ length: 12 }, () => sh('systemctl is-active ssh')));
    expect(new Set(many)).toEqual(new Set(['active']));
    expect(park.logged).toEqual([]);
  });
});
