import { boolean, list, struct, text, type Fields, type Struct, type ValueOf } from '../wire/shape';
import { readQuery, type QueryParameters } from '../wire/read-query';
import { writeEc2Response } from '../wire/write-xml';
import type { Lifecycle } from '../state/lifecycle';
import type { RegionState } from '../state/region';

/** Where an action happens. */
export interface ActionContext {
  readonly region: RegionState;
  readonly lifecycle: Lifecycle;
}

/** One call of an action. */
export interface Call extends ActionContext {
  readonly parameters: QueryParameters;
  /** There is no room for what this call wants to run. */
  readonly noCapacity: boolean;
}

/** A call whose parameters have been read, ready to have its effect. */
export interface PreparedCall {
  readonly dryRun: boolean;
  /** What the call is about beyond what its parameters say, for faults: the zone of a subnet, the type of an id. */
  readonly subjects: readonly string[];
  /** Has the effect and gives the answer. */
  run(requestId: string, noCapacity: boolean): string;
}

export interface Action {
  readonly name: string;
  readonly input: Struct;
  readonly output: Struct;
  prepare(context: ActionContext, parameters: QueryParameters): PreparedCall;
}

interface Definition<I extends Struct, O extends Struct> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  subjects?(context: ActionContext, input: ValueOf<I>): readonly string[];
  run(call: Call, input: ValueOf<I>): ValueOf<O>;
}

/** What one action of EC2 takes, does and answers. */
export function action<const I extends Struct, const O extends Struct>(definition: Definition<I, O>): Action {
  const { name, input: shape, output } = definition;
  return {
    name,
    input: shape,
    output,
    prepare: (context, parameters) => {
      const input = readQuery(name, shape, parameters);
      return {
        dryRun: parameters.get('DryRun')?.toLowerCase() === 'true',
        subjects: definition.subjects?.(context, input) ?? [],
        run: (requestId, noCapacity) => {
          const answer = definition.run({ ...context, parameters, noCapacity }, input);
          return writeEc2Response(name, requestId, output, answer);
        },
      };
    },
  };
}

/** The parameters of an action: its own, and the one that every action has. */
export function request<const F extends Fields, const R extends keyof F = never>(
  fields: F,
  required: readonly R[] = [],
): Struct<F & { readonly DryRun: typeof boolean }, R> {
  return struct({ ...fields, DryRun: boolean }, required);
}

export const filterInput = list(struct({ Name: text, Value: list(text) }));
export const tagInput = struct({ Key: text, Value: text });
export const tagSpecificationInput = list(struct({ ResourceType: text, Tag: list(tagInput) }));
/** `<return>true</return>` */
export const done = struct({ return: boolean });
