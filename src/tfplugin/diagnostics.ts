import type { Path } from './path';

/** One error or warning for the user, at the attribute it belongs to. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly path: Path;
}

/** Collects what there is to tell the user. Errors fail the operation, warnings do not. */
export class Diagnostics {
  private readonly collected: Diagnostic[] = [];

  /** @param path `[]` when it belongs to no attribute. */
  error(path: Path, summary: string, detail = ''): void {
    this.collected.push({ severity: 'error', summary, detail, path });
  }

  /** @param path `[]` when it belongs to no attribute. */
  warn(path: Path, summary: string, detail = ''): void {
    this.collected.push({ severity: 'warning', summary, detail, path });
  }

  /** Adds what was thrown: a {@link DiagnosticError} as it says, anything else with its chain of causes. */
  thrown(error: unknown): void {
    if (error instanceof DiagnosticError) {
      this.error(error.path, error.summary, error.detail);
      return;
    }
    const message = messageOf(error);
    const [firstLine = ''] = message.split('\n', 1);
    const causes = causesOf(error);
    const rest = message === firstLine ? [] : [message];
    this.error([], firstLine, [...rest, ...causes.map((cause) => `caused by: ${cause}`)].join('\n'));
  }

  get all(): readonly Diagnostic[] {
    return this.collected;
  }

  get errorCount(): number {
    return this.collected.filter(({ severity }) => severity === 'error').length;
  }

  get hasErrors(): boolean {
    return this.errorCount > 0;
  }
}

/** An error whose words and place are meant for the user. Any handler may throw it. */
export class DiagnosticError extends Error {
  constructor(
    readonly summary: string,
    readonly detail = '',
    readonly path: Path = [],
    options?: ErrorOptions,
  ) {
    super(detail === '' ? summary : `${summary}\n${detail}`, options);
    this.name = 'DiagnosticError';
  }
}

/** The message of anything that can be thrown; never empty. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('\n') || error.name;
  }
  if (error instanceof Error) return error.message || error.name;
  return String(error) || 'unknown error';
}

function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  const seen = new Set<unknown>([error]);
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && cause !== null && !seen.has(cause)) {
    seen.add(cause);
    causes.push(messageOf(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
