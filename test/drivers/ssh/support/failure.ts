/** The error that a promise is rejected with, checked for its class. */
export async function failureOf<E extends Error>(
  type: new (...parameters: never[]) => E,
  promise: Promise<unknown>,
): Promise<E> {
  const outcome = await promise.then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  );
  expect(outcome.error).toBeInstanceOf(type);
  return outcome.error as E;
}
