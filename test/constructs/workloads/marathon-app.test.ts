import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  MarathonApp,
  type MarathonAppDefinition,
  MarathonGroup,
  MesosCluster,
  OnFailure,
  type IMesosCluster,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { scratchFolder } from '../../support/scratch';
import { only, stackWithProvider, synth } from '../../support/stack';
import { mesosCluster } from '../support/mesos';

const web: MarathonAppDefinition = {
  id: '/shop/web',
  cmd: 'exec python3 -m http.server ${PORT0}',
  instances: 3,
};

function imported() {
  const stack = stackWithProvider();
  const cluster = MesosCluster.fromUrl(stack, 'mesos', { url: 'http://marathon.example.org:8080' });
  return { stack, cluster };
}

test('an app is its definition, in order and as it is, and how it is deployed', () => {
  const { stack, cluster } = imported();
  const app = new MarathonApp(stack, 'web', {
    cluster,
    definition: web,
    timeout: '5m',
    onFailure: OnFailure.ROLLBACK,
    force: true,
  });
  expect(app.appId).toBe('/shop/web');
  expect(only(synth(stack), 'fleetwright_marathon_app')).toEqual({
    access: { url: 'http://marathon.example.org:8080' },
    definition: '{"cmd":"exec python3 -m http.server $${PORT0}","id":"/shop/web","instances":3}',
    timeout: '5m',
    on_failure: 'rollback',
    force: true,
  });
});

test('an app and a group may come from files', () => {
  const folder = scratchFolder();
  const { stack, cluster } = imported();
  writeFileSync(join(folder, 'web.json'), JSON.stringify({ ...web, id: 'web', args: null }));
  writeFileSync(
    join(folder, 'shop.json'),
    JSON.stringify({ id: 'shop', apps: [{ id: 'db', cmd: 'sleep 1' }] }),
  );
  expect(new MarathonApp(stack, 'web', { cluster, file: join(folder, 'web.json') }).appId).toBe('/web');
  expect(new MarathonGroup(stack, 'shop', { cluster, file: join(folder, 'shop.json') }).groupId).toBe(
    '/shop',
  );
  expect(only(synth(stack), 'fleetwright_marathon_group')).toMatchObject({
    definition: '{"apps":[{"cmd":"sleep 1","id":"/shop/db"}],"id":"/shop"}',
  });

  writeFileSync(join(folder, 'bad.json'), '{');
  const codeWith = (file?: string, definition?: MarathonAppDefinition) =>
    codeOf(
      () =>
        new MarathonApp(stack, `x${String(file)}`, {
          cluster,
          ...(file && { file }),
          ...(definition && { definition }),
        }),
    );
  expect(codeWith(join(folder, 'bad.json'))).toBe('definitionNotJson');
  expect(codeWith(join(folder, 'none.json'))).toBe('definitionUnreadable');
  expect(codeWith()).toBe('definitionNotOneWay');
});

test('a mistake names the construct and the field', () => {
  const { stack, cluster } = imported();
  expect(
    () =>
      new MarathonApp(stack, 'web', {
        cluster,
        definition: { ...web, healthChecks: [{ protocol: 'COMMAND' }] },
      }),
  ).toThrow('stack/web: healthChecks[0].command is missing, with the protocol COMMAND');
  expect(
    () =>
      new MarathonGroup(stack, 'shop', {
        cluster,
        definition: { id: '/shop', apps: [{ id: 'web', cmd: '' }] },
      }),
  ).toThrow('stack/shop: apps[0].cmd must not be empty');
  expect(codeOf(() => new MarathonApp(stack, 'again', { cluster, definition: web, timeout: '5mins' }))).toBe(
    'invalidDuration',
  );
});

test('an id belongs to one construct, and what is below a group to the group', () => {
  const { stack, cluster } = imported();
  const app = (name: string, id: string, where: IMesosCluster = cluster) =>
    codeOf(() => new MarathonApp(stack, name, { cluster: where, definition: { ...web, id } }));
  const group = (name: string, id: string) =>
    codeOf(() => new MarathonGroup(stack, name, { cluster, definition: { id } }));
  expect(app('one', '/shop/web')).toBe('no error');
  expect(app('two', 'shop/web')).toBe('appDeclaredTwice');
  expect(group('three', '/shop')).toBe('appInsideGroup');
  expect(group('four', '/bank')).toBe('no error');
  expect(app('five', '/bank/web')).toBe('appInsideGroup');
  expect(app('six', '/bank-2')).toBe('no error');
  expect(group('seven', '/bank/inner')).toBe('appInsideGroup');
  const other = MesosCluster.fromUrl(stack, 'other', { url: 'http://other.example.org' });
  expect(app('eight', '/shop/web', other)).toBe('no error');
});

test('tokens may stand anywhere in a definition', () => {
  const { stack, cluster } = imported();
  const { stringValue, numberValue } = new TerraformVariable(stack, 'v', {});
  new MarathonApp(stack, 'web', {
    cluster,
    definition: { ...web, id: `/${stringValue}`, instances: numberValue, env: { A: stringValue } },
  });
  const { definition } = only(synth(stack), 'fleetwright_marathon_app');
  expect(definition).toContain('"instances":${jsonencode(var.v)}');
  expect(definition).toContain('"env":{"A":${jsonencode(var.v)}}');
  expect(definition).not.toContain('TfToken');
});

test('an app of another stack goes to the same hosts, and waits for what it is made to depend on', () => {
  const stack = stackWithProvider();
  const cluster = mesosCluster(stack, 1, 1, { marathonPort: 8081 });
  const other = stackWithProvider(undefined, 'apps', stack.node.root as never);
  const db = new MarathonApp(other, 'db', { cluster, definition: { id: '/db', cmd: 'sleep 1' } });
  new MarathonApp(other, 'web', { cluster, definition: web }).node.addDependency(db);
  const apps = Object.values(synth(other).resource.fleetwright_marathon_app ?? {});
  expect(apps[0]?.access).toMatchObject({ hosts: [{ address: '10.0.0.1' }], port: 8081 });
  expect(apps.map(({ depends_on }) => depends_on)).toEqual([
    undefined,
    [`fleetwright_marathon_app.${db.resource.friendlyUniqueId}`],
  ]);

  const bare = stackWithProvider({}, 'bare', stack.node.root as never);
  new MarathonApp(bare, 'web', { cluster, definition: { ...web, id: '/other' } });
  expect(() => synth(bare)).toThrow('credential "default" is not one of this stack\'s Fleetwright');
});

test('a field that Marathon does not know is a warning, also in a group', () => {
  const { stack, cluster } = imported();
  const misspelt = { ...web, instnaces: 3 } as MarathonAppDefinition;
  const app = new MarathonApp(stack, 'web', { cluster, definition: misspelt });
  const group = new MarathonGroup(stack, 'bank', {
    cluster,
    definition: { id: '/bank', groups: [{ id: 'inner', apps: [{ ...misspelt, id: 'web' }] }] },
  });
  const warningsOf = (construct: Construct) => construct.node.metadata.map(({ data }) => data as string);
  expect(warningsOf(app)).toEqual([
    'Marathon knows no field "instnaces" of an app and ignores that of "/shop/web"; remove it, or correct its name',
  ]);
  expect(warningsOf(group)).toEqual([expect.stringContaining('ignores that of "/bank/inner/web"')]);
});
