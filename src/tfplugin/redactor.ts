/** Shorter strings are too likely to be part of something else. */
const shortestSecret = 4;

/** A line of this length, as keys have them, is a secret by itself; a shorter one may be a word. */
const longLine = 32;

const replacement = '[redacted]';

/** Takes secrets out of what is logged or told to the user. */
export class Redactor {
  private readonly secrets = new Set<string>();
  private longestFirst: readonly string[] | undefined;

  /** Strings shorter than 4 characters are ignored. */
  add(secret: string): void {
    if (secret.length < shortestSecret || this.secrets.has(secret)) return;
    this.longestFirst = undefined;
    this.secrets.add(secret);
    this.secrets.add(JSON.stringify(secret).slice(1, -1));
    for (const line of secret.split('\n')) if (line.length >= longLine) this.secrets.add(line);
  }

  apply(text: string): string {
    this.longestFirst ??= [...this.secrets].sort((left, right) => right.length - left.length);
    return this.longestFirst.reduce((result, secret) => result.replaceAll(secret, replacement), text);
  }
}
