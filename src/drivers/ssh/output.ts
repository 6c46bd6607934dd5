import { StringDecoder } from 'node:string_decoder';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const KEPT_BYTES = 4 * 1024 * 1024;

/** A line without a break longer than this is handed on in pieces. */
const MAX_LINE_LENGTH = 1024 * 1024;

/** Keeps the end of an output of any length. */
export class OutputTail {
  private chunks: Buffer[] = [];
  private length = 0;
  private cut = false;

  constructor(private readonly keptBytes = KEPT_BYTES) {}

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    // Joined rarely, so that each byte is copied about once.
    if (this.length > 2 * this.keptBytes) this.trim();
  }

  /** Starts with a whole line, or is empty, when the beginning was dropped, so that no half of a secret or character stays. */
  toString(): string {
    if (this.length > this.keptBytes) this.trim();
    const all = Buffer.concat(this.chunks);
    if (!this.cut) return all.toString('utf8');
    const start = all.findIndex((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN);
    return start < 0 ? '' : all.subarray(start + 1).toString('utf8');
  }

  private trim(): void {
    const all = Buffer.concat(this.chunks);
    const kept = Buffer.from(all.subarray(all.length - this.keptBytes));
    this.chunks = [kept];
    this.length = kept.length;
    this.cut = true;
  }
}

/** Splits a stream of bytes into lines; a character or a line may be spread over any number of chunks. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private partial = '';

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Buffer): void {
    const lines = (this.partial + this.decoder.write(chunk)).split('\n');
    this.partial = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (this.partial.length > MAX_LINE_LENGTH) this.flush();
  }

  /** The rest that has no line break. */
  end(): void {
    this.partial += this.decoder.end();
    this.flush();
  }

  private flush(): void {
    const rest = this.partial;
    this.partial = '';
    if (rest !== '') this.onLine(rest);
  }
}
