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
    { ssh_credentials, kubeconfigs: null, marathon_logins: null, ec2: null } as Parameters<
      typeof validateProvider
    >[0],
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
    validateProvider(
      { ssh_credentials, kubeconfigs: null, marathon_logins: null, ec2: null, azure: null },
      diagnostics,
    );
    expect(diagnostics.all).toEqual([]);
  }
});

type Login = Readonly<Partial<Record<string, string | typeof UNKNOWN | null>>>;

function loginProblemsOf(login: Login): string[] {
  const diagnostics = new Diagnostics();
  const nothing = {
    username: null,
    password_file: null,
    password_variable: null,
    token_file: null,
    token_variable: null,
    token_scheme: null,
  };
  const marathon_logins = { ops: { ...nothing, ...login } };
  validateProvider(
    { ssh_credentials: null, kubeconfigs: null, marathon_logins, ec2: null, azure: null } as Parameters<
      typeof validateProvider
    >[0],
    diagnostics,
  );
  return diagnostics.all.map(({ path, summary, detail }) => `${path.join('.')}: ${summary}; ${detail}`);
}

test.each<[string, Login]>([
  ['a name and a file with the password', { username: 'ops', password_file: '~/.marathon' }],
  ['a name and a variable with the password', { username: 'ops', password_variable: 'PASSWORD' }],
  ['a file with a token', { token_file: '~/.dcos/token', token_scheme: 'dcos' }],
  ['a variable with a token', { token_variable: 'TOKEN' }],
  ['what is not known yet', { username: UNKNOWN, password_file: UNKNOWN }],
  ['a token and a name that is not known yet', { username: UNKNOWN, token_file: 't' }],
])('%s is a login of Marathon', (_, login) => {
  expect(loginProblemsOf(login)).toEqual([]);
});

test.each<[string, Login, string]>([
  [
    'nothing',
    {},
    'marathon_logins.ops: login "ops" needs exactly one of password_file, password_variable, token_file and token_variable; set one',
  ],
  ['a name alone', { username: 'ops' }, 'needs exactly one of password_file'],
  [
    'a password and a token',
    { username: 'ops', password_file: 'p', token_variable: 'T' },
    'password_file and token_variable are set; keep one',
  ],
  [
    'a password without a name',
    { password_variable: 'P' },
    'marathon_logins.ops: login "ops" has a password but no username; set username',
  ],
  [
    'a token with a name',
    { username: 'ops', token_file: 't' },
    'marathon_logins.ops.username: login "ops" has a username and a token; remove username',
  ],
])('%s is no login of Marathon', (_, login, problem) => {
  expect(loginProblemsOf(login)).toEqual([expect.stringContaining(problem)]);
});
