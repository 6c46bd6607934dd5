/** From the end of a call until Terraform surely has its answer, and with it the state, in milliseconds. */
const ANSWERED_MS = 500;

/**
 * What is to be done once Terraform has recorded what was made: the mark by which a later apply finds what is in no
 * state must outlive a provider that is killed before. What fails is left undone.
 */
export class Afterwards {
  readonly #waiting = new Map<NodeJS.Timeout, () => Promise<unknown>>();
  readonly #running = new Set<Promise<unknown>>();

  add(work: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.#begin(timer, work);
    }, ANSWERED_MS);
    this.#waiting.set(timer, work);
  }

  /** Does now what is still waiting: whoever closes the provider has all its answers. */
  async finish(): Promise<void> {
    for (const [timer, work] of this.#waiting) {
      clearTimeout(timer);
      this.#begin(timer, work);
    }
    await Promise.all(this.#running);
  }

  #begin(timer: NodeJS.Timeout, work: () => Promise<unknown>): void {
    this.#waiting.delete(timer);
    const running = work().catch(() => undefined);
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }
}
