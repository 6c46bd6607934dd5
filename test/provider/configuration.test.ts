import { validateProvider } from '../../src/provider/configuration';
import { Diagnostics, UNKNOWN } from '../../src/tfplugin';

type Credential = Readonly<Partial<Record<string, string | boolean | typeof UNKNOWN | null>>>;

function problemsOf(...credentials: readonly Credential[]): string[] {
  const diagnostics = new Diagnostics();
  const nothing = { private_key_file: null, passphrase_file: null, agent: null, agent_socket: null };
  const ssh_credentials = Object.fromEntries(
    credentials.map((credential, index) => [`c${index}`, { ...nothing, ...credential }]),
  );
  validateProvider(
    { ssh_credentials, kubeconfigs: null, ec2: null } as Parameters<typeof validateProvider>[0],
    diagnostics,
  );
  return diagnostics.all.map(({ path, summary, detail }) => `${path.join('.')}: ${summary}; ${detail}`);
}

test.each<[string, Credential]>([
  ['a key file', { private_key_file: '~/.ssh/id' }],
  ['a key file with its passphrase', { private_key_file: '~/.ssh/id', passphrase_file: 'p' }],
  ['a key file and no agent', { private_key_file: '~/.ssh/id', agent: false }],
  ['an agent', { agent: true }],
  ['an agent at a socket', { agent: true, agent_socket: '/run/agent' }],
  ['what is not known yet', { private_key_file: UNKNOWN }],
  ['one of two that are not known yet', { private_key_file: UNKNOWN, agent: UNKNOWN }],
  ['a key file and an agent that is not known yet', { private_key_file: '~/.ssh/id', agent: UNKNOWN }],
  ['an agent and a key file that is not known yet', { private_key_file: UNKNOWN, agent: true }],
  ['an agent with a passphrase that is not known yet', { agent: true, passphrase_file: UNKNOWN }],
])('%s is a credential', (_, credential) => {
  expect(problemsOf(credential)).toEqual([]);
});

test.each<[string, Credential, string]>([
  [
    'nothing',
    {},
    'ssh_credentials.c0: credential "c0" needs exactly one of private_key_file and agent; set private_key_file',
  ],
  [
    'no agent',
    { agent: false },
    'ssh_credentials.c0: credential "c0" needs exactly one of private_key_file and agent; set private_key_file',
  ],
  [
    'both',
    { private_key_file: 'k', agent: true },
    'ssh_credentials.c0: credential "c0" needs exactly one of private_key_file and agent; both are set',
  ],
  [
    'a passphrase for an agent',
    { agent: true, passphrase_file: 'p' },
    'ssh_credentials.c0.passphrase_file: credential "c0" has a passphrase_file but no private_key_file',
  ],
  [
    'an agent socket for a key',
    { private_key_file: 'k', agent_socket: 's' },
    'ssh_credentials.c0.agent_socket: credential "c0" has an agent_socket but agent is not true',
  ],
])('%s is none', (_, credential, problem) => {
  expect(problemsOf(credential)).toEqual([expect.stringContaining(problem)]);
});

test('each bad credential is named', () => {
  const problems = problemsOf({ agent: true }, {}, { private_key_file: 'k', agent: true });
  expect(problems).toEqual([expect.stringContaining('"c1"'), expect.stringContaining('"c2"')]);
});

test('no block, or one that is not known yet, is fine', () => {
  for (const ssh_credentials of [null, UNKNOWN, { a: UNKNOWN }] as const) {
    const diagnostics = new Diagnostics();
    validateProvider({ ssh_credentials, kubeconfigs: null, ec2: null, azure: null }, diagnostics);
    expect(diagnostics.all).toEqual([]);
  }
});
