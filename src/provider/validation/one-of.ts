/** A check that a value is one of a few. */
export function oneOf(...choices: readonly string[]): (value: string) => string | undefined {
  const quoted = choices.map((choice) => JSON.stringify(choice));
  const all = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  return (value) => (choices.includes(value) ? undefined : `must be ${all}, is ${JSON.stringify(value)}`);
}
