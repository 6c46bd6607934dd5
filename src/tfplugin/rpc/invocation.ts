import { Diagnostics, DiagnosticError, messageOf } from '../diagnostics';
import type { PrivateState } from '../private-state';
import type { ResourceContext } from '../resource';
import type { Attributes } from '../schema/attribute';
import type { Session } from '../session';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { encodeDiagnostics } from '../wire/diagnostics';
import type { DynamicValue, WireDiagnostic } from '../wire/messages';
import { decodeDynamicValue } from '../values/dynamic-value';
import { transform } from '../values/transform';

/** One call of an RPC: collects what there is to tell, so that a handler never has to fail as a call. */
export class Invocation {
  readonly diagnostics = new Diagnostics();
  /** What paths in the diagnostics refer to. */
  attributes: Attributes = {};

  constructor(
    readonly session: Session,
    /** Aborted when the user interrupts Terraform or Terraform is gone. */
    readonly signal: AbortSignal,
  ) {}

  /**
   * Runs the work of a call; what it throws becomes a diagnostic.
   *
   * @returns undefined when it threw.
   */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  report(error: unknown): void {
    if (this.signal.aborted && !(error instanceof DiagnosticError)) {
      this.diagnostics.error([], 'interrupted', `stopped on request: ${messageOf(error)}`);
    } else {
      this.diagnostics.thrown(error);
    }
  }

  /** @throws Error when the operation is to stop before it has begun. */
  refuseWhenInterrupted(): void {
    this.signal.throwIfAborted();
  }

  wireDiagnostics(): WireDiagnostic[] {
    return encodeDiagnostics(this.diagnostics, this.session.redactor, this.attributes);
  }

  /** Decodes a configuration; what is secret in it is kept out of logs and diagnostics from then on. */
  decodeConfig(value: DynamicValue | undefined): ObjectValue | null {
    const source = { name: 'the configuration', dropUnknownAttributes: false };
    const config = decodeDynamicValue(this.attributes, value, source);
    if (config !== null) this.redactSecrets(config);
    return config;
  }

  decodeState(value: DynamicValue | undefined, name: string): ObjectValue | null {
    return decodeDynamicValue(this.attributes, value, { name, dropUnknownAttributes: false });
  }

  resourceContext(typeName: string, privateState: PrivateState): ResourceContext<unknown> {
    return {
      data: this.session.data,
      private: privateState,
      diagnostics: this.diagnostics,
      signal: this.signal,
      log: this.session.log.named(typeName),
    };
  }

  private redactSecrets(config: ObjectValue): void {
    transform(this.attributes, config, (attribute, value) => {
      if (attribute.options.sensitive || attribute.options.writeOnly) this.redactStrings(value);
      return value;
    });
  }

  private redactStrings(value: Value): void {
    if (typeof value === 'string') this.session.redactor.add(value);
    else if (Array.isArray(value)) value.forEach((element) => this.redactStrings(element));
    else if (isObjectValue(value)) Object.values(value).forEach((element) => this.redactStrings(element));
  }
}
