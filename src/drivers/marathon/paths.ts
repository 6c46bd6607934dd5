/** `web` in group `/shop` is `/shop/web`; what begins with a slash is absolute; `..` is one group up. */
export function absoluteId(id: string, base = '/'): string {
  const parts = id.startsWith('/') ? [] : base.split('/');
  for (const part of id.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.filter((part) => part !== '').join('/')}`;
}

/** Whether an id is below a group, or is it. */
export function isWithin(id: string, group: string): boolean {
  return group === '/' || id === group || id.startsWith(`${group}/`);
}
