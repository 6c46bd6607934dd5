import type { WireDiagnostic } from '../../../src/tfplugin/wire/messages';

/** What went wrong with one resource. */
export interface Failure {
  readonly address: string;
  readonly message: string;
  /**
   * `provider`: it said so itself. `lost`: there was no answer. `contract`: it broke what Terraform asks of providers,
   * which is a mistake of it in any case.
   */
  readonly kind: 'provider' | 'lost' | 'contract';
}

const ERROR = 1;

export function errorsOf(address: string, diagnostics: readonly WireDiagnostic[]): readonly Failure[] {
  return diagnostics
    .filter(({ severity }) => severity === ERROR)
    .map(({ summary = '', detail = '' }) => ({
      address,
      kind: 'provider',
      message: detail === '' ? summary : `${summary}: ${detail}`,
    }));
}

/** The warnings and errors as they would be shown, which must not have secrets in them either. */
export function shown(diagnostics: readonly WireDiagnostic[]): string {
  return diagnostics.map(({ summary = '', detail = '' }) => `${summary}\n${detail}\n`).join('');
}
