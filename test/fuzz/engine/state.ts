import { unknownAsNull, type ObjectValue } from './values';

/** What Terraform keeps of one object. */
export interface ResourceObject {
  readonly value: ObjectValue;
  readonly private: Uint8Array;
  readonly tainted: boolean;
  /** The addresses it referred to when it was last applied, in all, for the order in which things are destroyed. */
  readonly dependencies: readonly string[];
}

/** By address. Nothing is deposed, because nothing is created before what it replaces is destroyed. */
export type State = ReadonlyMap<string, ResourceObject>;

/** As it would be in a file: values, private data in clear. */
export function stateText(state: State): string {
  const shown = [...state].map(([address, { value, private: remembered, tainted }]) => ({
    address,
    tainted,
    value: unknownAsNull(value),
    private: Buffer.from(remembered).toString('utf8'),
  }));
  return JSON.stringify(shown, null, 1);
}
