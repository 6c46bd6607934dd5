/**
 * The same object without the entries that are undefined: a prop that was not given is then absent, and
 * not present with nothing in it, which exact optional types tell apart.
 */
export function given<T extends object>(props: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
