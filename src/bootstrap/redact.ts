const replacement = '(redacted)';

/** Lines of a secret shorter than this say nothing on their own and would blot out unrelated text. */
const shortestLine = 12;

/** A function that takes the secrets out of a text, also single lines of a secret that has several. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const parts = secrets
    .flatMap((secret) => [
      secret.trim(),
      ...secret
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.length >= shortestLine),
    ])
    .filter((part) => part !== '');
  const longestFirst = [...new Set(parts)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((result, part) => result.replaceAll(part, replacement), text);
}
