export { defaultRetryMs, withBackoff } from './backoff';
export type { BackoffOptions } from './backoff';
export { isCertificateError, whyNoAnswer } from './connection-errors';
export { authorization, type Login } from './login';
export { NodeTransport } from './node-transport';
export type { NodeTransportOptions, OpenSocket } from './node-transport';
export { RequestTimeout } from './transport';
export type { HttpRequest, HttpResponse, HttpTransport } from './transport';
