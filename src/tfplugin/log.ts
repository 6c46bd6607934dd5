export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

const severities: Record<LogLevel | 'off', number> = {
  trace: 0,
  debug: 1,
  info: 2,
  warn: 3,
  error: 4,
  off: 5,
};

/** Longest line the host passes on in one piece, less some room for its own prefix. */
const longestMessage = 48 * 1024;

const shortestSecret = 4;

/** Writes what happens for `TF_LOG` readers. Nothing registered as a secret appears in what it writes. */
export interface Logger {
  trace(message: string, fields?: Readonly<Record<string, unknown>>): void;
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Replaces the secret by `[redacted]` in everything logged from now on, by all loggers of the process. */
  redact(secret: string): void;
  /** A logger whose entries carry this module name and share the secrets. */
  named(module: string): Logger;
}

/** JSON lines in the keys that Terraform's plugin host understands, on stderr. */
export class StderrLogger implements Logger {
  constructor(
    private readonly module: string,
    private readonly threshold: LogLevel | 'off' = levelFromEnvironment(process.env),
    private readonly secrets: Set<string> = new Set(),
    private readonly write: (line: string) => void = (line) => void process.stderr.write(line),
  ) {}

  trace(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.log('trace', message, fields);
  }

  debug(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.log('debug', message, fields);
  }

  info(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.log('info', message, fields);
  }

  warn(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.log('warn', message, fields);
  }

  error(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.log('error', message, fields);
  }

  redact(secret: string): void {
    if (secret.length < shortestSecret) return;
    this.secrets.add(secret);
    this.secrets.add(JSON.stringify(secret).slice(1, -1));
  }

  named(module: string): Logger {
    return new StderrLogger(module, this.threshold, this.secrets, this.write);
  }

  private log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (severities[level] < severities[this.threshold]) return;
    const entry = {
      '@level': level,
      '@message': message.slice(0, longestMessage),
      '@module': this.module,
      '@timestamp': new Date().toISOString(),
      ...fields,
    };
    this.write(`${this.redacted(JSON.stringify(entry))}\n`);
  }

  private redacted(line: string): string {
    let result = line;
    for (const secret of [...this.secrets].sort((left, right) => right.length - left.length)) {
      result = result.replaceAll(secret, '[redacted]');
    }
    return result;
  }
}

/** `TF_LOG_PROVIDER` before `TF_LOG`; off when neither is set. */
export function levelFromEnvironment(environment: NodeJS.ProcessEnv): LogLevel | 'off' {
  const asked = (environment.TF_LOG_PROVIDER ?? environment.TF_LOG ?? '').toLowerCase();
  if (asked === '') return 'off';
  if (asked === 'json') return 'trace';
  return asked in severities ? (asked as LogLevel | 'off') : 'trace';
}
