import { nameOf, referencesOf, type Arguments, type Declaration } from '../engine/declaration';
import { kindOf } from '../model';
import type { Kind, Scene, Shape } from '../model/kind';

interface Declared {
  readonly kind: Kind;
  readonly slot: string;
  readonly shape: Shape;
}

/** What the user has written down, and what may depend on what in a state that we have not seen. */
export class Fleet {
  readonly #declared = new Map<string, Declared>();
  /** What an address referred to in any apply since everything was well. */
  readonly #bound = new Map<string, Set<string>>();
  /** Begun to be made and not in the state: it must stay declared, or nobody would know of it any more. */
  unsettled: ReadonlySet<string> = new Set();

  addresses(): readonly string[] {
    return [...this.#declared.keys()];
  }

  isDeclared(address: string): boolean {
    return this.#declared.has(address);
  }

  shapeOf(address: string): Shape | undefined {
    return this.#declared.get(address)?.shape;
  }

  /** With everything that it needs. */
  add(kind: Kind, slot: string, shape: Shape): void {
    for (const address of kind.needs?.(slot) ?? []) {
      if (this.isDeclared(address)) continue;
      const needed = kindOf(address);
      this.add(needed, nameOf(address), needed.plain ?? {});
    }
    this.#declared.set(`${kind.type}.${slot}`, { kind, slot, shape });
  }

  change(address: string, field: string, value: unknown): void {
    const declared = this.#declared.get(address);
    if (declared === undefined) throw new Error(`${address} is not declared`);
    this.#declared.set(address, { ...declared, shape: { ...declared.shape, [field]: value } });
  }

  /** With everything that depends on it. */
  remove(address: string, scene: Scene): void {
    for (const one of [address, ...this.dependents(address, scene)]) this.#declared.delete(one);
  }

  clear(): void {
    this.#declared.clear();
  }

  /** What refers to it, now or as far as the state may know. */
  dependents(address: string, scene: Scene): readonly string[] {
    const found = new Set<string>();
    const look = (target: string): void => {
      for (const [one] of this.#declared) {
        if (found.has(one) || one === address || !this.#refersTo(one, target, scene)) continue;
        found.add(one);
        look(one);
      }
    };
    look(address);
    return [...found];
  }

  declaration(scene: Scene): Declaration {
    return new Map([...this.#declared].map(([address, declared]) => [address, argumentsOf(declared, scene)]));
  }

  /** An apply is about to begin. */
  bind(scene: Scene): void {
    for (const [address, args] of this.declaration(scene)) {
      const bound = this.#bound.get(address) ?? new Set();
      for (const one of referencesOf(args)) bound.add(one);
      this.#bound.set(address, bound);
    }
  }

  /** The state is what is declared. */
  settle(scene: Scene): void {
    this.#bound.clear();
    this.unsettled = new Set();
    this.bind(scene);
  }

  #refersTo(address: string, target: string, scene: Scene): boolean {
    const declared = this.#declared.get(address);
    return (
      this.#bound.get(address)?.has(target) === true ||
      (declared !== undefined && referencesOf(argumentsOf(declared, scene)).includes(target))
    );
  }
}

function argumentsOf({ kind, slot, shape }: Declared, scene: Scene): Arguments {
  return kind.declare(slot, shape, scene);
}
