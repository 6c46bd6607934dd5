import type { JsonObject } from '../../../src/drivers/json';
import { driftOfGroup, flattenGroup, foreignApps, mapApps } from '../../../src/drivers/marathon';
import { deploymentSteps, groupInfo } from '../../../src/drivers/marathon/answers';
import { describeSteps } from '../../../src/drivers/marathon/group';

const shop: JsonObject = {
  id: 'shop',
  apps: [{ id: 'web', cmd: 'run', dependencies: ['db/postgres', '/other'] }],
  groups: [
    { id: 'db', apps: [{ id: 'postgres', cmd: 'run' }], dependencies: ['/base'] },
    { id: '/shop/empty' },
  ],
};

function live(apps: readonly JsonObject[], more: JsonObject = {}) {
  return groupInfo.parse({
    id: '/shop',
    apps,
    groups: [
      { id: '/shop/db', apps: [{ id: '/shop/db/postgres', cmd: 'run' }], dependencies: ['/base'] },
      { id: '/shop/empty' },
    ],
    ...more,
  });
}

const web = { id: '/shop/web', cmd: 'run', dependencies: ['/other', '/shop/db/postgres'] };

test('ids are below the group that they are in, unless they are absolute', () => {
  const { apps, groups } = flattenGroup(shop);
  expect([...apps.keys()]).toEqual(['/shop/web', '/shop/db/postgres']);
  expect(apps.get('/shop/web')?.['dependencies']).toEqual(['/shop/db/postgres', '/other']);
  expect([...groups]).toEqual([
    ['/shop', { dependencies: [] }],
    ['/shop/db', { dependencies: ['/base'] }],
    ['/shop/empty', { dependencies: [] }],
  ]);
});

test('what Marathon has of a group that is as declared is no drift', () => {
  expect(driftOfGroup(shop, live([web]))).toEqual([]);
});

test('drift is told by app, field and group', () => {
  expect(
    driftOfGroup(
      shop,
      live(
        [
          { ...web, instances: 4 },
          { id: '/shop/new', cmd: 'x' },
        ],
        { dependencies: ['/x'] },
      ),
    ),
  ).toEqual([
    'app /shop/web: instances is 4, declared 1',
    'app /shop/new is not declared',
    'group /shop: dependencies is ["/x"], declared []',
  ]);
  expect(driftOfGroup(shop, live([]))).toEqual(['app /shop/web is missing']);
  expect(driftOfGroup(shop, undefined)).toEqual(['group /shop is missing']);
  expect(driftOfGroup({ id: 'shop', apps: [web] }, live([web]))).toEqual([
    'app /shop/db/postgres is not declared',
    'group /shop/db is not declared',
    'group /shop/empty is not declared',
  ]);
});

test('an app is foreign when it was never declared', () => {
  const found = live([web, { id: '/shop/new', cmd: 'x' }, { id: '/shop/old', cmd: 'x' }]);
  expect(foreignApps({ definition: shop, previousApps: ['/shop/old'] }, found)).toEqual(['/shop/new']);
  expect(foreignApps({ definition: shop, previousApps: [] }, undefined)).toEqual([]);
});

test('something is done to every app at any depth, and to nothing else', () => {
  const labelled = mapApps(shop, (app, id) => ({ ...app, labels: { a: id } }));
  expect([...flattenGroup(labelled).apps.values()].map(({ labels }) => labels)).toEqual([
    { a: '/shop/web' },
    { a: '/shop/db/postgres' },
  ]);
  expect(labelled['groups']).toEqual([
    {
      ...(shop['groups'] as JsonObject[])[0],
      apps: [{ id: 'postgres', cmd: 'run', labels: { a: '/shop/db/postgres' } }],
    },
    { id: '/shop/empty' },
  ]);
});

test.each([
  [{ steps: [{ actions: [{ action: 'StartApplication', app: '/a' }] }] }, ['StartApplication /a']],
  [
    {
      steps: [
        {
          actions: [
            { type: 'ScaleApplication', app: '/a' },
            { type: 'StopPod', pod: '/p' },
          ],
        },
        { actions: [] },
      ],
    },
    ['ScaleApplication /a, StopPod /p', ''],
  ],
])('steps are told in the words of Marathon', (answer, lines) => {
  expect(describeSteps(deploymentSteps.parse(answer))).toEqual(lines);
});
