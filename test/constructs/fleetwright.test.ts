import { join, resolve } from 'node:path';
import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Fleetwright, KubernetesCluster, type MarathonLogin, MarathonTokenScheme, SshHost } from '../../src';
import { codeOf } from '../support/errors';
import { scratchFolder } from '../support/scratch';
import { HOST_KEY, emptyStack, host, stackWithProvider, synth } from '../support/stack';

test('ssh is the credential called default', () => {
  const stack = stackWithProvider({
    ssh: { keyFile: '~/.ssh/id_ed25519' },
    sshCredentials: { bastion: { agent: true, agentSocket: '/run/agent' } },
    kubeconfigs: { old: { path: '/etc/kubeconfig', context: 'prod' } },
  });
  expect(synth(stack).provider.fleetwright).toEqual([
    {
      ssh_credentials: {
        default: { private_key_file: '~/.ssh/id_ed25519' },
        bastion: { agent: true, agent_socket: '/run/agent' },
      },
      kubeconfigs: { old: { path: '/etc/kubeconfig', context: 'prod' } },
    },
  ]);
});

test('logins of Marathon say where their secrets are', () => {
  const stack = stackWithProvider({
    marathonLogins: {
      ops: { username: 'ops', passwordFile: '/etc/marathon-password' },
      ci: { username: 'ci', passwordVariable: 'MARATHON_PASSWORD' },
      dcos: { tokenFile: '~/.dcos/token', tokenScheme: MarathonTokenScheme.DCOS },
      robot: { tokenVariable: 'MARATHON_TOKEN' },
    },
  });
  expect(synth(stack).provider.fleetwright).toMatchObject([
    {
      marathon_logins: {
        ops: { username: 'ops', password_file: '/etc/marathon-password' },
        ci: { username: 'ci', password_variable: 'MARATHON_PASSWORD' },
        dcos: { token_file: '~/.dcos/token', token_scheme: 'dcos' },
        robot: { token_variable: 'MARATHON_TOKEN' },
      },
    },
  ]);
  const codeWith = (login: MarathonLogin) =>
    codeOf(() => stackWithProvider({ marathonLogins: { ops: login } }));
  expect(codeWith({})).toBe('marathonLoginNotOneWay');
  expect(codeWith({ username: 'ops' })).toBe('marathonLoginNotOneWay');
  expect(codeWith({ passwordFile: 'p', tokenVariable: 'T' })).toBe('marathonLoginNotOneWay');
  expect(codeWith({ passwordFile: 'p' })).toBe('marathonUsername');
  expect(codeWith({ username: 'ops', tokenFile: 't' })).toBe('marathonUsername');
});

test('a relative path reaches the same file from the folder Terraform runs in', () => {
  const outdir = scratchFolder();
  const stack = new TerraformStack(new App({ outdir }), 'prod');
  new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: 'keys/id' } });
  const [block] = synth(stack).provider.fleetwright ?? [];
  const { default: credential } = block?.ssh_credentials as Record<string, { private_key_file: string }>;
  expect(resolve(join(outdir, 'stacks', 'prod'), credential?.private_key_file ?? '')).toBe(
    resolve('keys/id'),
  );
  expect(credential?.private_key_file.startsWith('..')).toBe(true);
});

test('mistakes fail where they are written', () => {
  expect(codeOf(() => stackWithProvider({ ssh: {} }))).toBe('credentialNotOneWay');
  expect(codeOf(() => stackWithProvider({ ssh: { keyFile: '/k', agent: true } }))).toBe(
    'credentialNotOneWay',
  );
  expect(
    codeOf(() => stackWithProvider({ ssh: { agent: true }, sshCredentials: { default: { agent: true } } })),
  ).toBe('credentialDeclaredTwice');
  expect(codeOf(() => new Fleetwright(stackWithProvider(), 'again'))).toBe('providerDeclaredTwice');
});

test('a name that the provider block does not have fails at synth, wherever the block is declared', () => {
  const stack = emptyStack();
  new SshHost(stack, 'a', { address: '10.0.0.1', hostKey: HOST_KEY, credential: 'admin' });
  new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: '/k' } });
  expect(() => synth(stack)).toThrow(
    'credential "admin" is not one of this stack\'s Fleetwright ("default")',
  );

  const other = stackWithProvider();
  KubernetesCluster.fromKubeconfig(other, 'old', { kubeconfig: 'nope' });
  expect(() => synth(other)).toThrow('kubeconfig "nope" is not one');
});

test('a stack without a provider block says what to add', () => {
  const stack = emptyStack();
  host(stack, 1);
  expect(() => synth(stack)).toThrow('new Fleetwright(stack');
});

test('tokens are taken for every value', () => {
  const stack = emptyStack('stack', Testing.app());
  const file = new TerraformVariable(stack, 'key', {}).stringValue;
  new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: file } });
  expect(synth(stack).provider.fleetwright).toMatchObject([
    { ssh_credentials: { default: { private_key_file: '${var.key}' } } },
  ]);
});
