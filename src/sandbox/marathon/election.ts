/** Decides which of several Marathons leads. */
export interface Election {
  /**
   * Stands for election.
   * @param candidate `host:port`, by which the others find the leader
   */
  stand(candidate: string, handlers: ElectionHandlers): Candidacy;
}

export interface ElectionHandlers {
  elected(): void;
  /** It leads no more, or cannot know whether it does. */
  defeated(): void;
}

export interface Candidacy {
  /** `host:port` of who leads; undefined while nobody does. */
  leader(): Promise<string | undefined>;
  withdraw(): Promise<void>;
}

/** Among Marathons of one process: who has stood longest leads. */
export class MemoryElection implements Election {
  readonly #standing: { readonly candidate: string; readonly handlers: ElectionHandlers }[] = [];

  stand(candidate: string, handlers: ElectionHandlers): Candidacy {
    const entry = { candidate, handlers };
    this.#standing.push(entry);
    if (this.#standing[0] === entry) {
      queueMicrotask(() => {
        if (this.#standing[0] === entry) handlers.elected();
      });
    }
    return {
      leader: () => Promise.resolve(this.#standing[0]?.candidate),
      withdraw: () => {
        const index = this.#standing.indexOf(entry);
        if (index < 0) return Promise.resolve();
        this.#standing.splice(index, 1);
        if (index === 0) this.#standing[0]?.handlers.elected();
        return Promise.resolve();
      },
    };
  }
}
