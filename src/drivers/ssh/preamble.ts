import { within } from './patience';

/** A login shell's own start-up files may print first; more than this is dropped. */
const MAX_BEFORE_BYTES = 64 * 1024;

const PATIENCE_MS = 3_000;

/**
 * Finds the line `<nonce> <process group>` with which a script's shell reports its start. What comes before it is
 * noise of the login shell, what comes after is the script's own output.
 */
export class Preamble {
  private pending: Buffer = Buffer.alloc(0);
  private group: number | undefined;
  private readonly found: Promise<void>;
  private signalFound!: () => void;

  constructor(
    private readonly nonce: string,
    private readonly onOutput: (chunk: Buffer) => void,
  ) {
    this.found = new Promise((resolve) => {
      this.signalFound = resolve;
    });
  }

  /** `undefined` until the script's shell has started. */
  get processGroup(): number | undefined {
    return this.group;
  }

  /** What was printed instead of, or ahead of, the report. */
  get before(): string {
    return this.pending.toString('utf8');
  }

  push(chunk: Buffer): void {
    if (this.group !== undefined) {
      this.onOutput(chunk);
      return;
    }
    const all = Buffer.concat([this.pending, chunk]);
    const start = all.indexOf(`${this.nonce} `);
    const end = start < 0 ? -1 : all.indexOf(0x0a, start);
    if (end < 0) {
      this.pending = all.length > MAX_BEFORE_BYTES ? all.subarray(-MAX_BEFORE_BYTES) : all;
      return;
    }
    this.pending = all.subarray(0, start);
    this.group = Number(all.toString('latin1', start + this.nonce.length + 1, end));
    this.signalFound();
    if (end + 1 < all.length) this.onOutput(all.subarray(end + 1));
  }

  /** The process group, waiting a little for a shell that is only starting. */
  async complete(ended: Promise<unknown>): Promise<number | undefined> {
    await within(PATIENCE_MS, Promise.race([this.found, ended]));
    return this.group;
  }
}
