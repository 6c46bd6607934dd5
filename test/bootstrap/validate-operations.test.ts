import { validateOperations, type Operation } from '../../src/bootstrap';

function file(changes: Partial<Operation> = {}): Operation {
  return {
    kind: 'file',
    id: 'a',
    description: 'a',
    path: '/srv/a',
    content: '',
    mode: '0644',
    ...changes,
  } as Operation;
}

function service(restartOn: readonly string[]): Operation {
  return {
    kind: 'service',
    id: 's',
    description: 's',
    unit: 'a.service',
    enabled: true,
    state: 'started',
    restartOn,
  };
}

function absent(path: string): Operation {
  return { kind: 'absent', id: 'gone', description: 'gone', paths: ['/srv/fine', path] };
}

test('accepts what recipes return', () => {
  expect(() => {
    validateOperations([
      file({ id: 'kubelet/config.d/10-x_y' }),
      {
        kind: 'packages',
        id: 'p',
        description: 'p',
        names: ['libstdc++6', 'kubelet=1.34.4-*', 'a=1:2.0~rc1+b'],
      },
      { kind: 'absent', id: 'gone', description: 'gone', paths: ['/swapfile', '/var/lib/kubelet'] },
    ]);
    validateOperations([file(), service(['a'])]);
  }).not.toThrow();
});

test.each<[string, readonly Operation[], string]>([
  ['a duplicate id', [file(), file()], 'operation id "a" is used twice'],
  ['a malformed id', [file({ id: 'A b' })], 'operation id "A b" must match'],
  ['a restart on nothing', [service(['x'])], 'operation "s": restartOn names "x", which is not in the list'],
  [
    'a restart on what comes later',
    [service(['a']), file()],
    'restartOn names "a", which must come before it',
  ],
  ['a relative path', [file({ path: 'etc/x' })], 'path "etc/x" must be absolute'],
  ['a path with ..', [file({ path: '/etc/../x' })], 'path "/etc/../x" must be absolute'],
  ['a path with a line break', [file({ path: '/etc/x\ny' })], 'must be absolute'],
  ['a mode that is none', [file({ mode: 'u+x' })], 'mode "u+x" must match'],
  ['an owner without group', [file({ owner: 'root' })], 'owner "root" must match'],
  ['a unit that is a path', [{ ...service([]), unit: '../x' } as Operation], 'unit "../x" must match'],
  ['the removal of nothing', [absent('')], 'path "" must be absolute'],
  ['the removal of everything', [absent('/')], 'path "/" must be absolute'],
  ['the removal of a relative path', [absent('var/lib/x')], 'path "var/lib/x" must be absolute'],
  ['the removal of /etc', [absent('/etc')], 'path "/etc" is a part of the system'],
  ['the removal of /usr/local', [absent('/usr/local')], 'path "/usr/local" is a part of the system'],
  ['the removal of /etc/', [absent('/etc/')], 'path "/etc/" must be absolute'],
  [
    'a package that is an option',
    [{ kind: 'packages', id: 'p', description: 'p', names: ['-y'] }],
    'package "-y" must match',
  ],
])('refuses %s', (_name, operations, message) => {
  expect(() => {
    validateOperations(operations);
  }).toThrow(message);
});
