import { validateGroup } from '../../../src/constructs/marathon/validate-group';

const web = { id: 'web', cmd: 'sleep 1' };

test('ids become paths from the root, and null fields are left out', () => {
  const group = {
    id: 'shop',
    apps: [
      { ...web, args: null },
      { id: '/shop/db', cmd: 'sleep 2' },
    ],
    groups: [{ id: 'back', apps: [web], dependencies: ['/shop/db'] }],
    enforceRole: null,
  };
  expect(validateGroup('stack/shop', group)).toEqual({
    id: '/shop',
    apps: [
      { id: '/shop/web', cmd: 'sleep 1' },
      { id: '/shop/db', cmd: 'sleep 2' },
    ],
    groups: [
      { id: '/shop/back', apps: [{ id: '/shop/back/web', cmd: 'sleep 1' }], dependencies: ['/shop/db'] },
    ],
  });
});

test.each<[unknown, string]>([
  ['shop', 'the definition must be an object, is "shop"'],
  [{ apps: [] }, 'id is missing'],
  [{ id: '/' }, 'id must be a path'],
  [{ id: '/shop', apps: web }, 'apps must be a list'],
  [{ id: '/shop', apps: [{ id: 'web' }] }, 'apps[0].cmd is missing'],
  [{ id: '/shop', apps: ['web'] }, 'apps[0] must be an object, is "web"'],
  [{ id: '/shop', apps: [{ ...web, id: '/web' }] }, 'apps[0].id is "/web", which is not below "/shop"'],
  [{ id: '/shop', groups: [{ id: '/other' }] }, 'groups[0].id is "/other", which is not below "/shop"'],
  [
    { id: '/shop', groups: [{ id: 'a', apps: [web, { ...web, cpus: 'one' }] }] },
    'groups[0].apps[1].cpus must be a number, is "one"',
  ],
  [{ id: '/shop', apps: [web, web] }, 'the definition has the id "/shop/web" twice'],
  [{ id: '/shop', version: '2020-01-01T00:00:00.000Z' }, 'version goes back to what was'],
  [{ id: '/shop', groups: [{ id: 'a', scaleBy: 2 }] }, 'groups[0].scaleBy counts from what there is'],
  [{ id: '/shop', enforceRole: 'yes' }, 'enforceRole must be true or false, is "yes"'],
])('%j is refused: %s', (group, problem) => {
  expect(() => validateGroup('stack/shop', group)).toThrow(`stack/shop: ${problem}`);
});
