import type { Reply, Request } from './http';
import { type Address, AddressInUse, type Message, type Node, parsePid, type Transport } from './transport';

interface Link {
  readonly key: string;
  readonly onExited: () => void;
}

function keyOf({ ip, port }: Address): string {
  return `${ip}:${String(port)}`;
}

/** Programs in one process that reach each other without a network, and can be cut off. */
export class MemoryTransport implements Transport {
  private readonly nodes = new Map<string, Node>();
  private readonly links = new Set<Link>();
  private readonly cut = new Set<string>();

  listen(address: Address, node: Node): Promise<() => Promise<void>> {
    const key = keyOf(address);
    if (this.nodes.has(key)) return Promise.reject(new AddressInUse(address));
    this.nodes.set(key, node);
    return Promise.resolve(() => {
      if (this.nodes.get(key) === node) {
        this.nodes.delete(key);
        this.breakLinks(key);
      }
      return Promise.resolve();
    });
  }

  send(message: Message): void {
    const from = keyOf(parsePid(message.from).address);
    const to = keyOf(parsePid(message.to).address);
    if (this.cut.has(from) || this.cut.has(to)) return;
    // Through text, as on a wire: nobody keeps an object of another program.
    const text = JSON.stringify(message);
    setImmediate(() => {
      if (!this.cut.has(to)) this.nodes.get(to)?.receive(JSON.parse(text) as Message);
    });
  }

  link(to: string, onExited: () => void): () => void {
    const link = { key: keyOf(parsePid(to).address), onExited };
    this.links.add(link);
    if (!this.nodes.has(link.key)) {
      setImmediate(() => {
        if (this.links.delete(link)) onExited();
      });
    }
    return () => {
      this.links.delete(link);
    };
  }

  /** Asks as a client does. @throws Error when nobody listens there */
  async fetch(address: Address, request: Partial<Request> & { readonly path: string }): Promise<Reply> {
    const node = this.nodes.get(keyOf(address));
    if (node === undefined) throw new Error(`connection to ${keyOf(address)} refused`);
    return node.handle({
      method: 'GET',
      query: new URLSearchParams(),
      headers: {},
      body: '',
      ...request,
    });
  }

  /** As a cable that is pulled: nobody notices but by waiting. */
  cutOff(address: Address): void {
    this.cut.add(keyOf(address));
  }

  reconnect(address: Address): void {
    this.cut.delete(keyOf(address));
  }

  private breakLinks(key: string): void {
    for (const link of [...this.links]) {
      if (link.key !== key) continue;
      this.links.delete(link);
      setImmediate(link.onExited);
    }
  }
}
