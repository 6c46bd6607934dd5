import fc from 'fast-check';
import { stringify } from 'yaml';
import { toJson } from '../../../src/drivers/json';
import type { JsonValue } from '../../../src/drivers/json';
import { objectId } from '../../../src/drivers/kubernetes/manifest';
import { parseManifests } from '../../../src/drivers/kubernetes/parse-manifests';
import { describeWith } from '../../support/require-component';
import { contractManifests, contracts } from './support/contracts';

const parse = (text: string, sensitive = false) =>
  parseManifests({ 'web.yaml': text }, { defaultNamespace: 'apps', sensitive });
const idsOf = (text: string) => parse(text).map(({ object }) => objectId(object));
const configMap = (rest: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${rest}`;

describe('documents', () => {
  test('several per text, empty and comment-only ones skipped, JSON among them', () => {
    const text = `# licence
---
---
${configMap('')}
---
# nothing
---
{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "other"}}
`;
    expect(idsOf(text)).toEqual(['v1/ConfigMap/apps/x', 'apps/v1/Deployment/other/web']);
  });

  test('lists are taken apart, also lists of one kind whose items do not repeat it', () => {
    const item = (name: string) => `{metadata: {name: ${name}, namespace: ns}, rules: []}`;
    expect(
      idsOf(`apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems: [${item('a')}, ${item('b')}]`),
    ).toEqual(['rbac.authorization.k8s.io/v1/Role/ns/a', 'rbac.authorization.k8s.io/v1/Role/ns/b']);
    const nested =
      '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace, metadata: {name: ns}}]}';
    expect(idsOf(`apiVersion: v1\nkind: List\nitems: [${nested}]`)).toEqual(['v1/Namespace/ns']);
  });

  test('values are read as kubectl reads them', () => {
    const read = (value: string) => parse(configMap(`value: ${value}`))[0]?.object['value'];
    const cases: readonly (readonly [string, JsonValue])[] = [
      ['0644', 420],
      ['0o644', 420],
      ['yes', true],
      ['off', false],
      ['"yes"', 'yes'],
      ['12:30:45', '12:30:45'],
      ['2001-01-01', '2001-01-01'],
      ['1.10', 1.1],
      ['"1.10"', '1.10'],
      ['1e3', 1000],
      ['500m', '500m'],
      ['~', null],
      ['9223372036854775807', 9223372036854775807n],
      ['-5', -5],
    ];
    for (const [text, value] of cases) expect([text, read(text)]).toEqual([text, value]);
  });

  test('a key "__proto__" is a key as any other', () => {
    const [read] = parse(configMap('data: {__proto__: {a: b}}'));
    expect(JSON.stringify(read?.object['data'])).toBe('{"__proto__":{"a":"b"}}');
  });

  test('anchors and merge keys are resolved', () => {
    const [parsed] = parse(configMap('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n'));
    expect(parsed?.object['b']).toEqual({ x: 1, y: 3 });
  });

  test('any JSON object survives the way through YAML', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const parsed = parse(
          stringify(
            { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, value },
            { version: '1.1' },
          ),
        );
        expect(toJson(parsed[0]?.object['value'] ?? null)).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('namespaces', () => {
  test('the default one for what lives in one, none for the rest', () => {
    const kinds = [
      ['v1', 'Service', 'v1/Service/apps/x'],
      ['v1', 'Namespace', 'v1/Namespace/x'],
      ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'rbac.authorization.k8s.io/v1/ClusterRole/x'],
      ['networking.k8s.io/v1', 'Ingress', 'networking.k8s.io/v1/Ingress/apps/x'],
    ];
    for (const [apiVersion, kind, id] of kinds) {
      expect(
        idsOf(`{apiVersion: ${String(apiVersion)}, kind: ${String(kind)}, metadata: {name: x}}`),
      ).toEqual([id]);
    }
    expect(idsOf('{apiVersion: v1, kind: Node, metadata: {name: x, namespace: wrong}}')).toEqual([
      'v1/Node/x',
    ]);
  });

  test('custom kinds follow their definition; without one only the API server knows', () => {
    const definition = (scope: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: w.t.io}\nspec: {group: t.io, scope: ${scope}, names: {kind: W}}\n---\n`;
    const custom = '{apiVersion: t.io/v1, kind: W, metadata: {name: x}}';
    expect(idsOf(definition('Namespaced') + custom)[1]).toBe('t.io/v1/W/apps/x');
    expect(idsOf(definition('Cluster') + custom)[1]).toBe('t.io/v1/W/x');
    expect(parse(custom)[0]?.scope).toBeUndefined();
  });
});

describe('refusals name the key, the document and the line', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'broken YAML',
      `${configMap('')}---\na: b\n c: d\n`,
      'document 2 (line 5) of "web.yaml": not valid YAML',
    ],
    [
      'a repeated key',
      'a: 1\na: 2\n',
      'document 1 (line 2) of "web.yaml": not valid YAML: Map keys must be unique',
    ],
    ['no map', '- a\n', 'document 1 (line 1) of "web.yaml": not a Kubernetes object'],
    [
      'no kind',
      'apiVersion: v1\nmetadata: {name: x}\n',
      'document 1 (line 1) of "web.yaml": kind is missing',
    ],
    ['no metadata', 'apiVersion: v1\nkind: Pod\n', 'metadata is missing in Pod'],
    [
      'a number for a name',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: 7}\n',
      'metadata.name is no text; quote it',
    ],
    [
      'a generated name',
      'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\n',
      'metadata.generateName gives Job a new name on each apply, so it could never be found again; write metadata.name',
    ],
    [
      'a duplicate',
      `${configMap('')}---\n${configMap('data: {}')}`,
      'document 2 (line 5) of "web.yaml": configmap apps/x (v1/ConfigMap/apps/x) is declared twice, first in document 1 (line 1) of "web.yaml"',
    ],
    [
      'the same object in two API versions',
      ['v1', 'v2']
        .map((v) => `apiVersion: autoscaling/${v}\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n`)
        .join('---\n'),
      'is declared twice',
    ],
    ['infinity', configMap('a: .inf\n'), 'Infinity cannot be written as JSON; quote it'],
  ];
  test.each(cases)('%s', (_name, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  test('a sensitive text is not quoted', () => {
    for (const text of ['hunter22: *hunter22\n', 'a: "hunter22\n', 'hunter22: 1\nhunter22: 2\n']) {
      expect(() => parse(text, true)).toThrow(
        /^document 1 \(line \d\) of "web\.yaml": not valid YAML: [A-Z_]+$/,
      );
    }
  });
});

describeWith(contracts, 'manifests of real projects', () => {
  test('all are read, every object with an id of its own', () => {
    const objects = Object.entries(contractManifests()).flatMap(([key, text]) => {
      const parsed = parseManifests({ [key]: text }, { defaultNamespace: key.replaceAll('.', '-') });
      expect(parsed.length).toBeGreaterThan(0);
      return parsed;
    });
    const ids = objects.map(({ object }) => objectId(object));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
