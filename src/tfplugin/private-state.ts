/** Anything JSON can carry. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What a resource remembers beside its state: carried by Terraform through plan, apply and read, in the state
 * file in clear text, never shown to users. Not a place for secrets.
 */
export class PrivateState {
  private readonly entries: Map<string, JsonValue>;

  constructor(entries: Iterable<readonly [string, JsonValue]> = []) {
    this.entries = new Map(entries);
  }

  /** @throws Error when the bytes are not what {@link encode} wrote. */
  static decode(bytes: Uint8Array): PrivateState {
    if (bytes.length === 0) return new PrivateState();
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      throw new Error('private state is not a JSON object: it was not written by this provider');
    }
    return new PrivateState(Object.entries(parsed as Record<string, JsonValue>));
  }

  get(key: string): JsonValue | undefined {
    return this.entries.get(key);
  }

  set(key: string, value: JsonValue): void {
    this.entries.set(key, value);
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  /** Empty when there is nothing to remember. */
  encode(): Uint8Array {
    if (this.entries.size === 0) return new Uint8Array();
    return Buffer.from(JSON.stringify(Object.fromEntries(this.entries)));
  }
}
