/** Cuts a stream of records apart, each of which is told by its length in bytes on a line of its own. */
export class RecordReader {
  #left: Buffer = Buffer.alloc(0);

  /** @throws RangeError when there is no length where one should be */
  push(part: Buffer): string[] {
    this.#left = this.#left.length === 0 ? part : Buffer.concat([this.#left, part]);
    const records: string[] = [];
    for (;;) {
      const end = this.#left.indexOf(10);
      if (end < 0) return records;
      const length = Number(this.#left.subarray(0, end).toString('latin1'));
      if (!Number.isSafeInteger(length) || length < 0) throw new RangeError('a record has no length');
      if (this.#left.length < end + 1 + length) return records;
      records.push(this.#left.subarray(end + 1, end + 1 + length).toString('utf8'));
      this.#left = this.#left.subarray(end + 1 + length);
    }
  }
}
