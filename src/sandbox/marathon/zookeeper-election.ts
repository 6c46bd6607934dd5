import { randomUUID } from 'node:crypto';
import { createPath, type ZooKeeper, type ZooKeeperSession } from '../zookeeper/zookeeper';
import type { Candidacy, Election, ElectionHandlers } from './election';

const sessionTimeout = 10;

/**
 * Through znodes below `<path>/leader`, as Curator's leader latch makes them: who has the lowest number leads, and the
 * node holds its `host:port`.
 */
export class ZooKeeperElection implements Election {
  /** @param path `/marathon` of `zk://host:2181/marathon` */
  constructor(
    private readonly zookeeper: ZooKeeper,
    private readonly path: string,
  ) {}

  stand(candidate: string, handlers: ElectionHandlers): Candidacy {
    const latch = new Latch(
      this.zookeeper.connect(sessionTimeout),
      `${this.path}/leader`,
      candidate,
      handlers,
    );
    latch.begin();
    return latch;
  }
}

class Latch implements Candidacy {
  #own: string | undefined;
  #leads = false;
  #over = false;

  constructor(
    private readonly session: ZooKeeperSession,
    private readonly folder: string,
    private readonly candidate: string,
    private readonly handlers: ElectionHandlers,
  ) {}

  begin(): void {
    // A leader that has lost its connection cannot know whether another one leads by now.
    this.session.onState((state) => {
      if (state === 'expired' || (state === 'connecting' && this.#leads)) this.#lose();
    });
    void this.#join().catch(() => {
      this.#lose();
    });
  }

  async leader(): Promise<string | undefined> {
    const [first] = await this.#standing();
    return first === undefined ? undefined : this.session.get(`${this.folder}/${first}`);
  }

  async withdraw(): Promise<void> {
    this.#over = true;
    this.#leads = false;
    await this.session.close();
  }

  async #join(): Promise<void> {
    await createPath(this.session, this.folder);
    const node = await this.session.create(`${this.folder}/_c_${randomUUID()}-latch-`, this.candidate, {
      ephemeral: true,
      sequential: true,
    });
    this.#own = node.slice(node.lastIndexOf('/') + 1);
    await this.#look();
  }

  async #look(): Promise<void> {
    if (this.#over || this.#leads) return;
    const standing = await this.#standing(() => {
      void this.#look().catch(() => {
        this.#lose();
      });
    });
    if (this.#own === undefined || !standing.includes(this.#own)) throw new Error('its node is gone');
    if (standing[0] !== this.#own) return;
    this.#leads = true;
    this.handlers.elected();
  }

  async #standing(changed?: () => void): Promise<string[]> {
    const names = await this.session.children(this.folder, changed).catch(() => [] as readonly string[]);
    const number = (name: string): string => name.slice(-10);
    return names.filter((name) => name.includes('-latch-')).sort((a, b) => (number(a) < number(b) ? -1 : 1));
  }

  #lose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#leads = false;
    void this.session.close().catch(() => undefined);
    this.handlers.defeated();
  }
}
