/** A principal and its secret as JSON, as Mesos takes them. Says nothing of what it holds: it is a secret. */
export function validateCredential(text: string): string | undefined {
  const way = 'write it as {"principal": "…", "secret": "…"}';
  let credential: unknown;
  try {
    credential = JSON.parse(text);
  } catch {
    return `is not JSON; ${way}`;
  }
  if (typeof credential !== 'object' || credential === null || Array.isArray(credential))
    return `is not an object; ${way}`;
  const { principal, secret, ...others } = credential as Record<string, unknown>;
  if (typeof principal !== 'string' || principal === '' || /\s/.test(principal))
    return `has no principal; ${way}`;
  if (typeof secret !== 'string' || secret === '') return `has no secret; ${way}`;
  return Object.keys(others).length === 0 ? undefined : `has more than a principal and a secret; ${way}`;
}

/** `user:password`. Says nothing of what it holds: it is a secret. */
export function validateUserAndPassword(text: string): string | undefined {
  return /^[^:\s]+:[^\n\r]+$/.test(text)
    ? undefined
    : 'must be a user and a password with a colon between: user:password';
}
