import { XMLParser } from 'fast-xml-parser';
import { ACTIONS } from '../../../src/sandbox/ec2/actions';
import type { Action } from '../../../src/sandbox/ec2/actions/action';
import { ApiError } from '../../../src/sandbox/ec2/errors';
import { readQuery } from '../../../src/sandbox/ec2/wire/read-query';
import type { Shape } from '../../../src/sandbox/ec2/wire/shape';
import { writeEc2Error } from '../../../src/sandbox/ec2/wire/write-xml';
import { describeWith } from '../../support/require-component';
import { moto } from '../../support/moto';
import {
  contractModel,
  contracts,
  examples,
  findFullModel,
  fixtures,
  fullModel,
  shapeOf,
  toQuery,
  type Model,
} from './support/model';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'integer',
  long: 'integer',
  boolean: 'boolean',
  timestamp: 'time',
  blob: 'blob',
  structure: 'struct',
  list: 'list',
};

/** Where one of our descriptions differs from EC2's. */
function differences(
  model: Model,
  ours: Shape,
  theirs: string,
  side: 'query' | 'xml',
  path: string,
): string[] {
  const shape = shapeOf(model, theirs);
  if (KINDS[shape.type] !== ours.kind) return [`${path} is ${shape.type}, not ${ours.kind}`];
  if (ours.kind === 'list') {
    return differences(model, ours.item, shape.member ?? '', side, `${path}[]`);
  }
  if (ours.kind !== 'struct') return [];
  return Object.entries(ours.fields).flatMap(([name, field]) => {
    const member = Object.values(shape.members ?? {}).find((one) => one[side] === name);
    return member === undefined
      ? [`${path}.${name} is not in ${theirs}`]
      : differences(model, field, member.shape, side, `${path}.${name}`);
  });
}

function actionDifferences(model: Model, action: Action): string[] {
  const { input, output } = model.operations[action.name] ?? {};
  const plain = action.output.fields['return'];
  return [
    ...(input === undefined ? [] : differences(model, action.input, input, 'query', action.name)),
    // Where the model has no output, EC2 answers <return>true</return>.
    ...(output === undefined
      ? plain === undefined
        ? [`${action.name} answers nothing`]
        : []
      : differences(model, action.output, output, 'xml', `${action.name}Response`)),
    // EC2 writes it in answers whose description has no such member, as recorded ones show.
  ].filter((difference) => !difference.startsWith(`${action.name}Response.return `));
}

/** What EC2 requires, our description must: a stand-in that is laxer hides mistakes. */
function missingRequired(model: Model, action: Action): string[] {
  const input = model.operations[action.name]?.input;
  if (input === undefined) return [];
  const { required = [], members = {} } = shapeOf(model, input);
  const ours: readonly string[] = action.input.required;
  return required.map((name) => members[name]?.query ?? name).filter((name) => !ours.includes(name));
}

function checkActions(model: () => Model, actions: readonly Action[]): void {
  test.each(actions.map((action) => [action.name, action] as const))('%s', (_, action) => {
    expect(actionDifferences(model(), action)).toEqual([]);
    expect(missingRequired(model(), action)).toEqual([]);
  });
}

const all = [...ACTIONS.values()];

describeWith(contracts, 'the actions of the contract', () => {
  const model = contractModel();

  test('are all covered', () => {
    expect(Object.keys(model.operations).filter((name) => !ACTIONS.has(name))).toEqual([]);
  });

  checkActions(
    () => model,
    all.filter(({ name }) => model.operations[name] !== undefined),
  );

  describe('EC2’s own examples', () => {
    test.each(examples().map((example) => [example.title, example] as const))('%s', (_, example) => {
      const action = ACTIONS.get(example.operation);
      const { input, output } = model.operations[example.operation] ?? {};
      if (action === undefined) throw new Error(`${example.operation} is not covered`);
      const parameters = new Map(toQuery(model, input ?? '', example.input ?? {}));
      const read = () => readQuery(action.name, action.input, parameters);
      expect(read).not.toThrow();
      const written = output === undefined ? [] : toQuery(responseNames(model), output, example.output ?? {});
      const unknown = written
        .map(([path]) => path)
        .filter((path) => !canWrite(action.output, path.split('.')));
      // A model of 2007 had these; no instance of the sandbox has them.
      expect(unknown.filter((path) => !/kernelId$/.test(path))).toEqual([]);
    });
  });

  describe('recorded answers', () => {
    const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'item' });
    test.each(fixtures())('%s', (_, xml) => {
      const document = parser.parse(xml) as Record<string, Record<string, unknown>>;
      const [root = ''] = Object.keys(document).filter((name) => name !== '?xml');
      const action = ACTIONS.get(root.replace(/Response$/, ''));
      if (action === undefined) {
        // An error, or an answer of Eucalyptus, which is none of EC2's.
        expect(['Response', 'euca:DescribeInstanceTypesResponseType']).toContain(root);
        return;
      }
      const output = model.operations[action.name]?.output;
      if (output === undefined) return;
      const known = leaves(document[root]).filter(
        (path) => !differences(model, pathShape(path), output, 'xml', '').length,
      );
      const unwritten = known.filter((path) => !canWrite(action.output, path));
      expect(unwritten.map((path) => path.join('.')).filter((path) => !NOT_HERE.test(path))).toEqual([]);
    });
  });

  test('an error is written as it was recorded', () => {
    const [, recorded = ''] =
      fixtures().find(([name]) => name === 'describe_key_pairs_doesnt_exist.xml') ?? [];
    const ours = writeEc2Error(
      'InvalidKeyPair.NotFound',
      "The key pair 'test-key-pair' does not exist",
      '31b97300-eb8e-405e-9567-b0f57b791fed',
    );
    const parser = new XMLParser();
    expect(parser.parse(ours)).toEqual(parser.parse(recorded));
  });

  test('parameters that the sandbox leaves out are refused by their names', () => {
    const action = ACTIONS.get('RunInstances');
    const parameters = new Map([
      ['MinCount', '1'],
      ['MaxCount', '1'],
      ['LaunchTemplate.LaunchTemplateName', 'x'],
    ]);
    expect(() => action && readQuery(action.name, action.input, parameters)).toThrow(ApiError);
  });
});

describeWith(
  { ...moto, available: findFullModel() !== undefined },
  'the actions beyond the contract, by botocore',
  () => {
    let model: Model | undefined;
    const load = () => (model ??= fullModel(findFullModel() ?? ''));
    checkActions(load, all);
  },
);

/** Of what old recordings have: kernels and products, and groups' names, which only EC2-Classic had in rules. */
const NOT_HERE =
  /(^|\.)(kernelId|ramdiskId|billingProducts|virtualName|ipPermissions\.item\.groups\.item\.groupName|platform|requesterId|vpnGatewayId)(\.|$)/;

/** The model with the names of responses where requests have theirs, to write a response's paths. */
function responseNames(model: Model): Model {
  return {
    ...model,
    shapes: Object.fromEntries(
      Object.entries(model.shapes).map(([name, shape]) => [
        name,
        shape.members === undefined
          ? shape
          : {
              ...shape,
              members: Object.fromEntries(
                Object.entries(shape.members).map(([key, member]) => [key, { ...member, query: member.xml }]),
              ),
            },
      ]),
    ),
  };
}

/** Whether our description has a place for what is at the path; numbers and `item` are entries of lists. */
function canWrite(shape: Shape, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  if (shape.kind === 'list') return canWrite(shape.item, rest);
  const field = shape.kind === 'struct' ? shape.fields[name] : undefined;
  return field !== undefined && canWrite(field, rest);
}

/** The paths to all texts. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => leaves(entry, path));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, entry]) => leaves(entry, [...path, name]));
  }
  // An empty element is a list as well as a text: it says nothing about what is in it.
  return value === '' ? [] : [path];
}

/** A description that has just that path, to ask the model whether it knows it. */
function pathShape([name, ...rest]: readonly string[]): Shape {
  if (name === undefined) return { kind: 'text' };
  if (name === 'item') return { kind: 'list', item: pathShape(rest), element: 'item' };
  return { kind: 'struct', fields: { [name]: pathShape(rest) }, required: [] };
}
