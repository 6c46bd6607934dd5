import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../../../support/require-component';
import type { SeenRequest } from './fault-proxy';

const file = join(__dirname, '../../../../../shared/contracts/ec2/model.json');

export const apiModel: Component = {
  name: "the contracts folder's model of EC2",
  available: existsSync(file),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly query: string }>>;
  readonly member?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: string }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** What of a request the service model does not know, one line each. Undefined when it does not know the operation. */
export function problemsOf({ action, parameters }: SeenRequest): string[] | undefined {
  const model = JSON.parse(readFileSync(file, 'utf8')) as Model;
  const operation = model.operations[action];
  if (operation === undefined) return undefined;
  const problems: string[] = [];
  for (const [name, value] of parameters) {
    if (name === 'Action' || name === 'Version') continue;
    const shape = shapeOf(model, operation.input ?? '', name.split('.'));
    if (shape === undefined) problems.push(`${action}: ${name} is no parameter`);
    else if (!fits(shape, value)) problems.push(`${action}: ${name}=${value} is no ${shape.type}`);
  }
  const input = model.shapes[operation.input ?? ''];
  for (const required of input?.required ?? []) {
    const name = input?.members?.[required]?.query ?? required;
    const given = [...parameters.keys()].some((key) => key === name || key.startsWith(`${name}.`));
    if (!given) problems.push(`${action}: ${name} is missing`);
  }
  return problems;
}

function shapeOf(model: Model, name: string, path: readonly string[]): Shape | undefined {
  const shape = model.shapes[name];
  const [first, ...rest] = path;
  if (shape === undefined || first === undefined) return shape;
  if (shape.type === 'list') {
    return /^[1-9]\d*$/.test(first) && shape.member !== undefined
      ? shapeOf(model, shape.member, rest)
      : undefined;
  }
  const member = Object.values(shape.members ?? {}).find(({ query }) => query === first);
  return member === undefined ? undefined : shapeOf(model, member.shape, rest);
}

function fits({ type, enum: values }: Shape, value: string): boolean {
  if (type === 'boolean') return value === 'true' || value === 'false';
  if (type === 'integer' || type === 'long') return /^-?\d+$/.test(value);
  if (type === 'structure' || type === 'list') return false;
  // Long enumerations are cut short in the model.
  return values === undefined || values.length >= 40 || values.includes(value);
}
