import { asError } from '../abort';

/** Why no answer came, in words: a dual-stack dial that fails has an empty message and its reasons in `errors`. */
export function whyNoAnswer(cause: unknown): string {
  const error = asError(cause);
  if (error.message !== '') return error.message;
  const [first] = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  return first === undefined ? error.name : asError(first).message;
}

/** Whether the server's certificate was refused: it will be the next time. */
export function isCertificateError(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|ERR_OSSL/.test(code);
}
