/** How a server knows who asks. Lives in memory only. */
export type Login =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** As DC/OS has it: `Authorization: token=…`. */
  | { readonly kind: 'token'; readonly token: string };

/** The `Authorization` header; undefined without a login. */
export function authorization(login: Login | undefined): string | undefined {
  if (login === undefined) return undefined;
  if (login.kind === 'token') return `token=${login.token}`;
  return `Basic ${Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64')}`;
}
