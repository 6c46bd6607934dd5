/** An id that begins at the root: relative ones lie under the base. `..` goes up. */
export function absoluteId(id: string, base = '/'): string {
  const parts = id.startsWith('/') ? [] : base.split('/').filter((part) => part !== '');
  for (const part of id.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `/` of `/shop`, `/shop` of `/shop/web`. */
export function parentOf(id: string): string {
  const end = id.lastIndexOf('/');
  return end <= 0 ? '/' : id.slice(0, end);
}

/** Whether the id lies under the group, at any depth. */
export function isUnder(id: string, group: string): boolean {
  return id !== group && (group === '/' || id.startsWith(`${group}/`));
}

/** The groups in which it lies, the root first: `/`, `/shop` of `/shop/web`. */
export function ancestorsOf(id: string): string[] {
  const parts = id.split('/').slice(1, -1);
  return ['/', ...parts.map((_part, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}

/** As task ids and file names have it: `shop_web`. An id has no underscore, so that it can be read back. */
export function safeId(id: string): string {
  return id.slice(1).replaceAll('/', '_');
}

/** The words in their opposite order, by which Mesos knows a task's name: `web.shop`. */
export function hostnameOf(id: string): string {
  return id
    .split('/')
    .filter((part) => part !== '')
    .reverse()
    .join('.');
}
