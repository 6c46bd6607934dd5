import { type MemoryClock, MemorySession } from './memory-session';
import { type NodeKind, type ZooKeeper, ZooKeeperError, type ZooKeeperSession } from './zookeeper';

interface Znode {
  data: string;
  readonly owner: object | undefined;
  /** How many children it has had changes of: what sequential names are numbered by. */
  childVersion: number;
  readonly children: Map<string, Znode>;
}

interface Watch {
  readonly kind: 'data' | 'children';
  readonly path: string;
  readonly session: object;
  readonly changed: () => void;
}

const DIGITS = 10;

/** A ZooKeeper in memory, with sessions that expire by the clock, and outages. */
export class MemoryZooKeeper implements ZooKeeper {
  private readonly root: Znode = emptyNode('', undefined);
  private watches: Watch[] = [];
  private readonly sessions = new Set<MemorySession>();
  private down = false;

  constructor(private readonly clock: MemoryClock) {}

  connect(timeoutSeconds: number): ZooKeeperSession {
    const session = new MemorySession(this, this.clock, timeoutSeconds);
    this.sessions.add(session);
    session.reach(!this.down);
    return session;
  }

  /** Nobody is answered. Sessions of those who notice expire on their side. */
  stop(): void {
    this.down = true;
    for (const session of this.sessions) session.reach(false);
  }

  /** Sessions that it still knows go on. */
  resume(): void {
    this.down = false;
    for (const session of [...this.sessions]) session.reach(true);
  }

  get running(): boolean {
    return !this.down;
  }

  /** All paths, in order. */
  paths(): readonly string[] {
    const below = (node: Znode, path: string): string[] => [
      path,
      ...[...node.children.keys()]
        .sort()
        .flatMap((name) =>
          below(node.children.get(name) ?? this.root, `${path === '/' ? '' : path}/${name}`),
        ),
    ];
    return below(this.root, '/');
  }

  /** What is in a node; undefined when there is none. */
  read(path: string): string | undefined {
    return this.find(path)?.data;
  }

  create(session: object, path: string, data: string, { ephemeral, sequential }: NodeKind): string {
    const [parentPath, name] = split(path);
    const parent = this.need(parentPath);
    if (parent.owner !== undefined) throw new ZooKeeperError('NO_CHILDREN_FOR_EPHEMERALS', path);
    const full = sequential === true ? `${name}${String(parent.childVersion).padStart(DIGITS, '0')}` : name;
    if (parent.children.has(full)) throw new ZooKeeperError('NODE_EXISTS', path);
    parent.children.set(full, emptyNode(data, ephemeral === true ? session : undefined));
    parent.childVersion += 1;
    const created = `${parentPath === '/' ? '' : parentPath}/${full}`;
    this.fire('data', created);
    this.fire('children', parentPath);
    return created;
  }

  children(path: string): readonly string[] {
    return [...this.need(path).children.keys()];
  }

  get(path: string): string {
    return this.need(path).data;
  }

  set(path: string, data: string): void {
    this.need(path).data = data;
    this.fire('data', path);
  }

  exists(path: string): boolean {
    return this.find(path) !== undefined;
  }

  remove(path: string): void {
    const node = this.need(path);
    if (node.children.size > 0) throw new ZooKeeperError('NOT_EMPTY', path);
    const [parentPath, name] = split(path);
    const parent = this.need(parentPath);
    parent.children.delete(name);
    parent.childVersion += 1;
    this.fire('data', path);
    this.fire('children', path);
    this.fire('children', parentPath);
  }

  watch(session: object, kind: Watch['kind'], path: string, changed: () => void): void {
    this.watches.push({ session, kind, path, changed });
  }

  /** A session is over: with it goes what was ephemeral. */
  end(session: MemorySession): void {
    this.sessions.delete(session);
    this.watches = this.watches.filter((watch) => watch.session !== session);
    for (const path of this.paths()) {
      if (this.find(path)?.owner === session) this.remove(path);
    }
  }

  private fire(kind: Watch['kind'], path: string): void {
    const fired = this.watches.filter((watch) => watch.kind === kind && watch.path === path);
    this.watches = this.watches.filter((watch) => !fired.includes(watch));
    for (const { changed } of fired) setImmediate(changed);
  }

  private find(path: string): Znode | undefined {
    return path
      .split('/')
      .filter((part) => part !== '')
      .reduce<Znode | undefined>((node, part) => node?.children.get(part), this.root);
  }

  private need(path: string): Znode {
    const node = this.find(path);
    if (node === undefined) throw new ZooKeeperError('NO_NODE', path);
    return node;
  }
}

function emptyNode(data: string, owner: object | undefined): Znode {
  return { data, owner, childVersion: 0, children: new Map() };
}

function split(path: string): [parent: string, name: string] {
  const at = path.lastIndexOf('/');
  return [at <= 0 ? '/' : path.slice(0, at), path.slice(at + 1)];
}
