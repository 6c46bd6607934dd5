import { createPath, ZooKeeperError, type ZooKeeper, type ZooKeeperSession } from '../../zookeeper/zookeeper';
import type { Store } from './store';

const sessionTimeout = 10;

/**
 * In znodes below `<path>/state`, one per key, with JSON in them. (A real Marathon keeps protobuf there, in folders of
 * another making; of all that, others read the id of the framework alone, and find it in either.)
 */
export class ZooKeeperStore implements Store {
  #session: ZooKeeperSession | undefined;

  /** @param path `/marathon` of `zk://host:2181/marathon` */
  constructor(
    private readonly zookeeper: ZooKeeper,
    private readonly path: string,
  ) {}

  async load(): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    await createPath(this.#connected(), this.#root);
    await this.#collect('', values);
    return values;
  }

  async put(key: string, value: string): Promise<void> {
    const session = this.#connected();
    const node = `${this.#root}/${key}`;
    try {
      await session.set(node, value);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await createPath(session, node.slice(0, node.lastIndexOf('/')));
      await session.create(node, value);
    }
  }

  async remove(key: string): Promise<void> {
    const session = this.#connected();
    try {
      await session.remove(`${this.#root}/${key}`);
      await this.#removeEmpty(key.slice(0, Math.max(0, key.lastIndexOf('/'))));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#session?.close();
    this.#session = undefined;
  }

  get #root(): string {
    return `${this.path}/state`;
  }

  #connected(): ZooKeeperSession {
    const known = this.#session;
    if (known !== undefined && known.state !== 'expired' && known.state !== 'closed') return known;
    this.#session = this.zookeeper.connect(sessionTimeout);
    return this.#session;
  }

  async #collect(key: string, values: Map<string, string>): Promise<void> {
    const session = this.#connected();
    const node = key === '' ? this.#root : `${this.#root}/${key}`;
    for (const name of await session.children(node))
      await this.#collect(key === '' ? name : `${key}/${name}`, values);
    if (key === '') return;
    const value = await session.get(node);
    if (value !== '') values.set(key, value);
  }

  /** Folders of apps that are no more go as well. */
  async #removeEmpty(folder: string): Promise<void> {
    if (!folder.includes('/')) return;
    try {
      await this.#connected().remove(`${this.#root}/${folder}`);
    } catch (error) {
      if (!(error instanceof ZooKeeperError) || error.code !== 'NOT_EMPTY') throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ZooKeeperError && error.code === 'NO_NODE';
}
