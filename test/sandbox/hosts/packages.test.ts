import type { SshConnection } from '../../../src/drivers/ssh';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { machinesComponent, Park } from './support/park';

describeWith(machinesComponent, 'packages', () => {
  const park = new Park({ speed: 2000 });
  let machine: Machine;
  let ssh: SshConnection;
  beforeAll(async () => {
    machine = await park.boot();
    ssh = await park.connect(machine);
  });
  afterAll(() => park.close());

  async function sh(script: string): Promise<string> {
    const { stdout, stderr } = await ssh.run(`export DEBIAN_FRONTEND=noninteractive\n${script}`, {
      okExitCodes: 'any',
    });
    return `${stdout}${stderr}`.trim();
  }

  test('are known once the lists are fetched, and not before', async () => {
    expect(await sh('apt-get install -qy socat || echo status $?')).toMatch(
      /status 100\nE: Unable to locate package socat/,
    );
    expect(
      await sh('apt-get update -q >/dev/null && apt-get install -qy socat >/dev/null && command -v socat'),
    ).toBe('/usr/local/bin/socat');
    expect(await sh('apt-get install -qy nginx')).toContain(
      'the sandbox has the packages that a Kubernetes host needs',
    );
  });

  test('of Kubernetes come from a repository with a key, in every version of its minor version', async () => {
    await sh(`curl -fsSL https://pkgs.k8s.io/core:/stable:/v1.34/deb/Release.key | gpg --dearmor -o /etc/apt/keyrings/k8s.gpg
echo 'deb [signed-by=/etc/apt/keyrings/k8s.gpg] https://pkgs.k8s.io/core:/stable:/v1.34/deb/ /' >/etc/apt/sources.list.d/k8s.list`);
    expect(await sh('rm /etc/apt/keyrings/k8s.gpg; apt-get update || echo status $?')).toContain(
      'is not signed',
    );
    await sh(
      'curl -fsSL -o /etc/apt/keyrings/k8s.gpg https://pkgs.k8s.io/core:/stable:/v1.34/deb/Release.key; apt-get update',
    );
    expect(await sh('apt-cache policy kubeadm')).toBe(
      'kubeadm:\n  Installed: (none)\n  Candidate: 1.34.0-1.1',
    );
    await sh("apt-get install -qy 'kubelet=1.34.4-*' 'kubeadm=1.34.4-*' 'kubectl=1.34.4-*'");
    expect(
      await sh(
        "dpkg-query -W -f '${Package} ${db:Status-Want} ${db:Status-Status} ${Version}\\n' kubelet kubernetes-cni",
      ),
    ).toBe('kubelet install installed 1.34.4-1.1\nkubernetes-cni install installed 1.7.1-1.1');
    expect(await sh('kubeadm version -o short; kubectl version --client')).toBe(
      'v1.34.4\nClient Version: v1.34.4',
    );
    expect(await sh("apt-get install -qy 'kubelet=1.33.1-*' || echo status $?")).toContain(
      "Version '1.33.1-*' for 'kubelet' was not found",
    );
  });

  test('that are held stay as they are', async () => {
    await sh('apt-mark hold kubelet');
    expect(await sh('apt-mark showhold')).toBe('kubelet');
    expect(await sh("apt-get install -qy 'kubelet=1.34.5-*'")).toContain('Held packages were changed');
    expect(
      await sh(
        "apt-get install -qy --allow-change-held-packages 'kubelet=1.34.5-*' >/dev/null; dpkg-query -W kubelet; apt-mark showhold",
      ),
    ).toBe('kubelet\t1.34.5-1.1\nkubelet');
  });

  test('go with their programs, units and files', async () => {
    await sh('apt-mark unhold kubelet; apt-get install -qy containerd');
    expect(
      await sh('systemctl is-active containerd; systemctl is-enabled containerd; ctr -n k8s.io images ls -q'),
    ).toBe('active\nenabled');
    await sh('apt-get purge -qy kubelet containerd kubernetes-cni');
    expect(
      await sh(
        'command -v kubelet containerd; ls /opt/cni/bin; systemctl is-active containerd; dpkg-query -W containerd',
      ),
    ).toBe('inactive\ndpkg-query: no packages found matching containerd');
  });

  test('cannot come from a network that is not there', async () => {
    expect(await sh('curl -fsS https://example.com/ || echo status $?')).toBe(
      'status 6\ncurl: (6) Could not resolve host: example.com (the sandbox has no internet)',
    );
    expect(
      await sh(
        "echo 'deb https://apt.example.com/ stable main' >/etc/apt/sources.list.d/x.list; apt-get update || echo status $?",
      ),
    ).toContain("The repository 'https://apt.example.com/ stable main' cannot be reached");
  });
});
