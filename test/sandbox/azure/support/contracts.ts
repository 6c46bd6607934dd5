import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/azure');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

const SPECIFICATION = join(folder, 'openapi/specification');
const FILES = {
  compute: [
    'compute/resource-manager/Microsoft.Compute/ComputeRP/stable/2024-03-01/virtualMachine.json',
    'compute/resource-manager/Microsoft.Compute/ComputeRP/stable/2024-03-01/runCommand.json',
  ],
  network: [
    'applicationSecurityGroup',
    'networkInterface',
    'networkSecurityGroup',
    'publicIpAddress',
    'virtualNetwork',
  ].map((name) => `network/resource-manager/Microsoft.Network/stable/2024-01-01/${name}.json`),
  resources: ['resources/resource-manager/Microsoft.Resources/stable/2024-03-01/resources.json'],
};

/** As much of Swagger 2.0 as the descriptions have. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly string[];
  /** With it, an enumeration is open: services add to it. */
  readonly 'x-ms-enum'?: { readonly modelAsString?: boolean };
}

/** A schema, and the file whose references it has. */
export interface Located {
  readonly schema: Schema;
  readonly file: string;
}

export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body: Located | undefined;
  /** By status. */
  readonly responses: Readonly<Record<string, Located | undefined>>;
}

interface Swagger {
  readonly paths: Readonly<Record<string, Readonly<Record<string, SwaggerOperation>>>>;
}
interface SwaggerOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in?: string; readonly schema?: Schema }[];
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** By operation id. */
export function describedOperations(): ReadonlyMap<string, DescribedOperation> {
  return new Map(
    Object.values(FILES)
      .flat()
      .flatMap((name) => {
        const file = join(SPECIFICATION, name);
        const { paths } = document(file) as unknown as Swagger;
        return Object.entries(paths).flatMap(([path, operations]) =>
          Object.entries(operations)
            .filter(([, { operationId }]) => operationId !== undefined)
            .map(([method, operation]): [string, DescribedOperation] => {
              const body = operation.parameters?.find((parameter) => parameter.in === 'body')?.schema;
              return [
                operation.operationId,
                {
                  id: operation.operationId,
                  method: method.toUpperCase(),
                  path,
                  body: body === undefined ? undefined : { schema: body, file },
                  responses: Object.fromEntries(
                    Object.entries(operation.responses).map(([status, { schema }]) => [
                      status,
                      schema === undefined ? undefined : { schema, file },
                    ]),
                  ),
                },
              ];
            }),
        );
      }),
  );
}

/** Follows a reference, also into another file. */
export function resolve({ schema, file }: Located): Located {
  if (schema.$ref === undefined) return { schema, file };
  const [path = '', pointer = ''] = schema.$ref.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  const found = pointer
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document(target));
  return resolve({ schema: found as Schema, file: target });
}

const documents = new Map<string, Record<string, unknown>>();
function document(file: string): Record<string, unknown> {
  const known = documents.get(file) ?? readJson<Record<string, unknown>>(file);
  documents.set(file, known);
  return known;
}

export interface Example {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly responses: Readonly<Record<string, { readonly body?: unknown }>>;
}

/** @param provider with the version, as in `compute/2024-03-01` */
export function examples(provider: string): readonly Example[] {
  return readdirSync(join(folder, provider)).map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...readJson<Omit<Example, 'name'>>(join(folder, provider, file)),
  }));
}

export interface TraceStep {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function traces(): readonly { readonly name: string; readonly steps: readonly TraceStep[] }[] {
  return readdirSync(join(folder, 'lro-traces')).map((file) => ({
    name: file.replace(/\.json$/, ''),
    steps: readJson<readonly TraceStep[]>(join(folder, 'lro-traces', file)),
  }));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
