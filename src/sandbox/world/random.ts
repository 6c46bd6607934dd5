import { createHash } from 'node:crypto';

/**
 * Numbers that come out the same for the same seed, so that a failure replays. They are SHA-256 of the seed and
 * a counter: no secret is made of them.
 */
export class SeededRandom {
  #block = Buffer.alloc(0);
  #blocks = 0;
  readonly #streams = new Map<string, SeededRandom>();

  /** @param name tells streams of the same seed apart */
  constructor(
    readonly seed: number,
    private readonly name = '',
  ) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; give a whole number`);
  }

  /**
   * The numbers of that name, which follow from the seed and from nothing that is drawn elsewhere: so that asking for
   * something does not change what is made afterwards.
   */
  stream(name: string): SeededRandom {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const made = new SeededRandom(this.seed, `${this.name}/${name}`);
    this.#streams.set(name, made);
    return made;
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    return this.bytes(6).readUIntBE(0, 6) / 2 ** 48;
  }

  /** From 0 up to, and without, `below`. */
  integer(below: number): number {
    if (!Number.isSafeInteger(below) || below < 1) {
      throw new RangeError(`below is ${below}; give a whole number of at least 1`);
    }
    return Math.floor(this.next() * below);
  }

  /** That many hexadecimal digits in lower case. */
  hex(digits: number): string {
    return this.bytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits);
  }

  bytes(count: number): Buffer {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; missing -= parts.at(-1)?.length ?? 0) {
      if (this.#block.length === 0) {
        this.#block = createHash('sha256').update(`${this.seed}${this.name}:${this.#blocks++}`).digest();
      }
      parts.push(this.#block.subarray(0, missing));
      this.#block = this.#block.subarray(missing);
    }
    return Buffer.concat(parts);
  }
}
