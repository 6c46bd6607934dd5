import { DiagnosticError } from './diagnostics';
import type { Redactor } from './redactor';
import type { Logger } from './log';
import type { Provider } from './provider';
import type { Resource } from './resource';
import type { Schema } from './schema/schema';

/** A provider whose types are of no interest any more. */
export type AnyProvider = Provider<unknown>;
export type AnyResource = Resource<Schema, unknown>;

/** One run of a provider: from the handshake until Terraform closes it. */
export class Session {
  /** Aborted when the user interrupts Terraform. */
  readonly stop = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private configured: { readonly data: unknown } | undefined;

  constructor(
    readonly provider: AnyProvider,
    readonly log: Logger,
    readonly redactor: Redactor,
  ) {}

  /** @throws DiagnosticError when the provider has no such resource type. */
  schemaOf(typeName: string): Schema {
    return this.lazy(typeName).schema;
  }

  /** @throws DiagnosticError when there is no such resource type or its implementation cannot be loaded. */
  async resource(typeName: string): Promise<AnyResource> {
    const resource = await this.lazy(typeName).load();
    if (resource.typeName !== typeName) {
      throw new DiagnosticError(
        `the provider has "${resource.typeName}" registered as "${typeName}"`,
        'this is a mistake in the provider; please report it to its developers',
      );
    }
    return resource;
  }

  /** What the provider's `configure` returned. */
  get data(): unknown {
    if (this.configured === undefined) throw new Error('the provider has not been configured');
    return this.configured.data;
  }

  set data(data: unknown) {
    this.configured = { data };
  }

  /** Runs the work of a call, so that {@link idle} knows of it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    this.running.add(promise);
    try {
      return await promise;
    } finally {
      this.running.delete(promise);
    }
  }

  /** Resolves when the calls under way have ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /** Closes what `configure` opened. */
  async close(): Promise<void> {
    const open = this.configured;
    this.configured = undefined;
    if (open !== undefined) await this.provider.close?.(open.data);
  }

  private lazy(typeName: string) {
    const { resources, name } = this.provider;
    const found = Object.hasOwn(resources, typeName) ? resources[typeName] : undefined;
    if (found === undefined) {
      throw new DiagnosticError(`the provider "${name}" has no resource type "${typeName}"`);
    }
    return found;
  }
}
