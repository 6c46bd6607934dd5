import type { MemoryZooKeeper } from './memory-zookeeper';
import { type NodeKind, type SessionState, ZooKeeperError, type ZooKeeperSession } from './zookeeper';

export interface MemoryClock {
  after(seconds: number, action: () => void): () => void;
}

/** Clients notice that nobody answers when that much of the timeout has passed. */
const UNANSWERED = 2 / 3;

/** One session with a ZooKeeper in memory. */
export class MemorySession implements ZooKeeperSession {
  private current: SessionState = 'connecting';
  private readonly listeners = new Set<(state: SessionState) => void>();
  private waiting: (() => void)[] = [];
  private cancelExpiry = (): void => undefined;
  private abandoned = false;

  constructor(
    private readonly server: MemoryZooKeeper,
    private readonly clock: MemoryClock,
    private readonly timeoutSeconds: number,
  ) {}

  get state(): SessionState {
    return this.current;
  }

  onState(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  create(path: string, data: string, kind: NodeKind = {}): Promise<string> {
    return this.ask(path, () => this.server.create(this, path, data, kind));
  }

  children(path: string, changed?: () => void): Promise<readonly string[]> {
    return this.ask(path, () => {
      const names = this.server.children(path);
      if (changed !== undefined) this.server.watch(this, 'children', path, this.guard(changed));
      return names;
    });
  }

  get(path: string, changed?: () => void): Promise<string> {
    return this.ask(path, () => {
      const data = this.server.get(path);
      if (changed !== undefined) this.server.watch(this, 'data', path, this.guard(changed));
      return data;
    });
  }

  exists(path: string, changed?: () => void): Promise<boolean> {
    return this.ask(path, () => {
      if (changed !== undefined) this.server.watch(this, 'data', path, this.guard(changed));
      return this.server.exists(path);
    });
  }

  set(path: string, data: string): Promise<void> {
    return this.ask(path, () => {
      this.server.set(path, data);
    });
  }

  remove(path: string): Promise<void> {
    return this.ask(path, () => {
      this.server.remove(path);
    });
  }

  close(): Promise<void> {
    this.leave('closed');
    return Promise.resolve();
  }

  abandon(): void {
    if (this.over) return;
    this.abandoned = true;
    this.listeners.clear();
    this.waiting = [];
    this.cancelExpiry();
    this.cancelExpiry = this.clock.after(this.timeoutSeconds, () => {
      this.current = 'expired';
      this.server.end(this);
    });
  }

  /** From now on the server answers, or does not. */
  reach(answers: boolean): void {
    if (this.abandoned || this.over) return;
    this.cancelExpiry();
    if (answers) {
      this.changeTo('connected');
      const waiting = this.waiting;
      this.waiting = [];
      for (const go of waiting) setImmediate(go);
      return;
    }
    this.cancelExpiry = this.clock.after(this.timeoutSeconds * UNANSWERED, () => {
      this.cancelExpiry = this.clock.after(this.timeoutSeconds, () => {
        this.leave('expired');
      });
      // Last: who hears it may close the session.
      this.changeTo('connecting');
    });
  }

  private get over(): boolean {
    return this.current === 'expired' || this.current === 'closed';
  }

  private guard(changed: () => void): () => void {
    return () => {
      if (!this.abandoned && !this.over) changed();
    };
  }

  private ask<T>(path: string, answer: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        if (this.abandoned) return;
        if (this.over) {
          reject(new ZooKeeperError('SESSION_EXPIRED', path));
        } else if (!this.server.running || this.current !== 'connected') {
          this.waiting.push(go);
        } else {
          try {
            resolve(answer());
          } catch (error) {
            reject(error as Error);
          }
        }
      };
      setImmediate(go);
    });
  }

  private leave(state: 'expired' | 'closed'): void {
    if (this.over || this.abandoned) return;
    this.cancelExpiry();
    this.server.end(this);
    this.changeTo(state);
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) setImmediate(go);
  }

  private changeTo(state: SessionState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}
