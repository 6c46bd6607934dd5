import type { Redactor } from './redactor';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

type Fields = Readonly<Record<string, unknown>>;

const severities: Record<LogLevel | 'off', number> = {
  trace: 0,
  debug: 1,
  info: 2,
  warn: 3,
  error: 4,
  off: 5,
};

/** The plugin host passes on a line of 64 KiB in one piece. */
const longestText = 16 * 1024;
const longestLine = 60 * 1024;

/** Writes what happens for readers of `TF_LOG`. Nothing registered as a secret appears in what it writes. */
export interface Logger {
  trace(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /**
   * Replaces the secret by `[redacted]` in all that is logged or reported to the user from now on. Secrets
   * shorter than 4 characters are ignored.
   */
  redact(secret: string): void;
  /** A logger whose entries carry this module name. */
  named(module: string): Logger;
}

/** JSON lines in the keys that Terraform's plugin host understands, on stderr. */
export class StderrLogger implements Logger {
  constructor(
    private readonly module: string,
    private readonly redactor: Redactor,
    private readonly threshold: LogLevel | 'off' = levelFromEnvironment(process.env),
    private readonly write: (line: string) => void = (line) => void process.stderr.write(line),
  ) {}

  trace(message: string, fields?: Fields): void {
    this.log('trace', message, fields);
  }

  debug(message: string, fields?: Fields): void {
    this.log('debug', message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.log('info', message, fields);
  }

  warn(message: string, fields?: Fields): void {
    this.log('warn', message, fields);
  }

  error(message: string, fields?: Fields): void {
    this.log('error', message, fields);
  }

  redact(secret: string): void {
    this.redactor.add(secret);
  }

  named(module: string): Logger {
    return new StderrLogger(module, this.redactor, this.threshold, this.write);
  }

  private log(level: LogLevel, message: string, fields: Fields = {}): void {
    if (severities[level] < severities[this.threshold]) return;
    const entry = {
      '@level': level,
      '@message': this.clean(message),
      '@module': this.module,
      '@timestamp': new Date().toISOString(),
    };
    const line = JSON.stringify({ ...this.cleanFields(fields), ...entry });
    this.write(`${line.length > longestLine ? JSON.stringify(entry) : line}\n`);
  }

  private cleanFields(fields: Fields): Record<string, string> {
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, this.clean(asText(value))]));
  }

  /** Redacted before it is cut, so that no half of a secret stays. */
  private clean(text: string): string {
    return this.redactor.apply(text).slice(0, longestText);
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return (
      JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ??
      ''
    );
  } catch {
    return String(value);
  }
}

/** `TF_LOG_PROVIDER` before `TF_LOG`; off when neither is set, all when it is no level. */
export function levelFromEnvironment(environment: NodeJS.ProcessEnv): LogLevel | 'off' {
  const asked = (environment.TF_LOG_PROVIDER ?? environment.TF_LOG ?? '').toLowerCase();
  if (asked === '') return 'off';
  return Object.hasOwn(severities, asked) ? (asked as LogLevel | 'off') : 'trace';
}
