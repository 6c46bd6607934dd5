/** How a server knows who asks. Lives in memory only. */
export type Login =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** `Authorization: Bearer …`, or as DC/OS has it: `Authorization: token=…`. */
  | { readonly kind: 'token'; readonly scheme: 'bearer' | 'dcos'; readonly token: string };

/** The `Authorization` header; undefined without a login. */
export function authorization(login: Login | undefined): string | undefined {
  if (login === undefined) return undefined;
  if (login.kind === 'token') {
    return login.scheme === 'dcos' ? `token=${login.token}` : `Bearer ${login.token}`;
  }
  return `Basic ${Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64')}`;
}
