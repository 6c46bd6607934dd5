/** Forms that secrets have which are made while a run goes on, so that nobody knows them beforehand. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a bootstrap token', /(?<![a-z0-9.])(?!abcdef\.0123456789abcdef)[a-z0-9]{6}\.[a-z0-9]{16}(?![a-z0-9.])/],
  ['a certificate key', /certificate-?key[^a-z0-9]{1,12}[0-9a-f]{64}/i],
  ['the key of a kubeconfig', /client-key-data[^A-Za-z0-9]{1,8}[A-Za-z0-9+/]{20}/],
];

/** @param known Secrets of this run. */
export function secretProblems(text: string, known: readonly string[]): readonly string[] {
  const found = known
    .filter((secret) => text.includes(secret))
    .map((secret) => `the secret ${secret.slice(0, 8)}…`);
  for (const [what, form] of FORMS) {
    const match = form.exec(text);
    if (match !== null)
      found.push(`${what}: …${text.slice(Math.max(0, match.index - 80), match.index + 20)}…`);
  }
  for (const [encoded] of text.matchAll(/[A-Za-z0-9+/]{60,}/g)) {
    const decoded = Buffer.from(encoded, 'base64').toString('latin1');
    if (/PRIVATE KEY|openssh-key-v1/.test(decoded))
      found.push(`a private key in base64: ${encoded.slice(0, 12)}…`);
  }
  return found.map((problem) => `a state, plan, diagnostic or log has ${problem}`);
}
