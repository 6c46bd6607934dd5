import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/ec2');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

export interface Member {
  readonly shape: string;
  /** Its name in requests. */
  readonly query: string;
  /** Its name in responses. */
  readonly xml: string;
}

export interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Member>>;
  /** Of a list: the shape of its entries. */
  readonly member?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

/** What EC2 says of its actions. */
export interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: string; readonly output?: string }>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

export function contractModel(): Model {
  const { operations, shapes } = readJson<{
    readonly operations: Readonly<
      Record<string, { readonly input: string | null; readonly output: string | null }>
    >;
    readonly shapes: Model['shapes'];
  }>(join(folder, 'model.json'));
  return { operations: withoutNulls(operations), shapes };
}

export interface Example {
  readonly operation: string;
  readonly title: string;
  readonly input: unknown;
  readonly output: unknown;
}

export function examples(): readonly Example[] {
  return readdirSync(join(folder, 'examples')).map((file) =>
    readJson<Example>(join(folder, 'examples', file)),
  );
}

export function fixtures(): readonly (readonly [name: string, xml: string])[] {
  return readdirSync(join(folder, 'fixtures-xml')).map((file) => [
    file,
    readFileSync(join(folder, 'fixtures-xml', file), 'utf8'),
  ]);
}

/** botocore's description of all actions, which is there where moto is: the contracts folder has 30 of them. */
export function findFullModel(): string | undefined {
  const cache = process.env.FLEETWRIGHT_CACHE ?? join(homedir(), '.cache', 'fleetwright');
  const libraries = join(cache, 'moto', 'lib');
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .map((python) => join(libraries, python, 'site-packages/botocore/data/ec2/2016-11-15/service-2.json.gz'))
    .find((file) => existsSync(file));
}

interface BotoShape {
  readonly type: string;
  readonly members?: Readonly<
    Record<string, { readonly shape: string; readonly locationName?: string; readonly queryName?: string }>
  >;
  readonly member?: { readonly shape: string };
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}
interface BotoModel {
  readonly operations: Readonly<
    Record<
      string,
      { readonly input?: { readonly shape: string }; readonly output?: { readonly shape: string } }
    >
  >;
  readonly shapes: Readonly<Record<string, BotoShape>>;
}

/** In the form of the contracts folder's: names on the wire spelled out as the EC2 protocol has them. */
export function fullModel(file: string): Model {
  const boto = JSON.parse(gunzipSync(readFileSync(file)).toString()) as BotoModel;
  return {
    operations: Object.fromEntries(
      Object.entries(boto.operations).map(([name, { input, output }]) => [
        name,
        { ...(input && { input: input.shape }), ...(output && { output: output.shape }) },
      ]),
    ),
    shapes: Object.fromEntries(
      Object.entries(boto.shapes).map(([name, { members, member: entry, ...shape }]) => [
        name,
        members === undefined
          ? { ...shape, ...(entry && { member: entry.shape }) }
          : {
              ...shape,
              members: Object.fromEntries(
                Object.entries(members).map(([member, { shape: of, locationName, queryName }]) => [
                  member,
                  {
                    shape: of,
                    xml: locationName ?? member,
                    query: queryName ?? capitalize(locationName ?? member),
                  },
                ]),
              ),
            },
      ]),
    ),
  };
}

/** A value as the EC2 protocol writes it into a request. */
export function toQuery(model: Model, shapeName: string, value: unknown, prefix = ''): [string, string][] {
  const shape = shapeOf(model, shapeName);
  if (Array.isArray(value)) {
    return value.flatMap((entry: unknown, index) =>
      toQuery(model, shape.member ?? '', entry, `${prefix}.${index + 1}`),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, entry]) => {
      const member = shape.members?.[name];
      if (member === undefined) throw new Error(`${shapeName} has no ${name}`);
      return toQuery(model, member.shape, entry, prefix === '' ? member.query : `${prefix}.${member.query}`);
    });
  }
  return [[prefix, String(value)]];
}

export function shapeOf(model: Model, name: string): ModelShape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape;
}

function withoutNulls(
  operations: Readonly<Record<string, { readonly input: string | null; readonly output: string | null }>>,
): Model['operations'] {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { input, output }]) => [
      name,
      { ...(input !== null && { input }), ...(output !== null && { output }) },
    ]),
  );
}

function capitalize(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
