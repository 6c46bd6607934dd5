import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request as it came in, its body complete. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Whom an access key belongs to. */
export interface Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** Past it, temporary credentials are refused. */
  readonly expiresAt?: Date | undefined;
}

export interface Caller {
  readonly principal: Principal;
  readonly region: string;
  readonly service: string;
}

/** Why a request is not believed. Each service has codes of its own for these. */
export type SignatureProblem =
  'missing' | 'malformed' | 'unknown-key' | 'mismatch' | 'skewed' | 'expired-token';

export class SignatureError extends Error {
  constructor(
    readonly problem: SignatureProblem,
    message: string,
  ) {
    super(message);
    this.name = 'SignatureError';
  }
}

/** How far a client's clock may be off, in milliseconds: 5 minutes, as EC2 has it. */
const LARGEST_SKEW = 5 * 60 * 1000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

/** The service a request is meant for, as its credential scope says; undefined when it has none. */
export function signedService(request: SignedRequest): string | undefined {
  return AUTHORIZATION.exec(request.headers['authorization'] ?? '')?.[4];
}

/** Signs the request again with the secret of its access key and compares. */
export async function verifySignature(
  request: SignedRequest,
  find: (accessKeyId: string) => Principal | undefined,
): Promise<Caller> {
  const authorization = request.headers['authorization'];
  if (authorization === undefined)
    throw new SignatureError('missing', 'Request is missing Authentication Token');
  const match = AUTHORIZATION.exec(authorization);
  if (match === null) {
    throw new SignatureError('malformed', 'Authorization header is not as Signature Version 4 wants it');
  }
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] =
    match;
  const principal = find(accessKeyId);
  if (principal === undefined) {
    throw new SignatureError(
      'unknown-key',
      `The security token included in the request is invalid: ${accessKeyId}`,
    );
  }
  const names = signedHeaders.split(';');
  const signedAt = signingDate(request.headers, date);
  if (!names.includes('host') || !(names.includes('x-amz-date') || names.includes('date'))) {
    throw new SignatureError('malformed', 'SignedHeaders must have host and x-amz-date');
  }
  const expected = await sign(request, principal, { region, service, names, signedAt });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature)) || !bodyIsTheSigned(request)) {
    throw new SignatureError(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  const skew = Math.abs(Date.now() - signedAt.getTime());
  if (skew > LARGEST_SKEW) {
    throw new SignatureError('skewed', `Request has expired. It was signed at ${signedAt.toISOString()}`);
  }
  if (principal.expiresAt !== undefined && principal.expiresAt.getTime() < Date.now()) {
    throw new SignatureError('expired-token', 'The security token included in the request is expired');
  }
  return { principal, region, service };
}

function signingDate(headers: SignedRequest['headers'], scopeDate: string): Date {
  const stamp = headers['x-amz-date'] ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const at = parts === null ? new Date(headers['date'] ?? Number.NaN) : isoDate(parts);
  if (Number.isNaN(at.getTime()))
    throw new SignatureError('malformed', 'X-Amz-Date is missing or not a date');
  if (at.toISOString().slice(0, 10).replaceAll('-', '') !== scopeDate) {
    throw new SignatureError('malformed', 'The date of the credential scope is not the date of X-Amz-Date');
  }
  return at;
}

function isoDate([, year, month, day, hour, minute, second]: RegExpExecArray): Date {
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The signer takes a stated hash of the body as it is: that it is the hash of this body is for us to see. */
function bodyIsTheSigned({ headers, body }: SignedRequest): boolean {
  const stated = headers['x-amz-content-sha256'];
  return stated === undefined || stated === createHash('sha256').update(body).digest('hex');
}

async function sign(
  request: SignedRequest,
  principal: Principal,
  scope: { region: string; service: string; names: readonly string[]; signedAt: Date },
): Promise<string> {
  const url = new URL(request.url, 'http://host');
  const headers = Object.fromEntries(scope.names.map((name) => [name, request.headers[name] ?? '']));
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: principal.accessKeyId,
      secretAccessKey: principal.secretAccessKey,
      ...(principal.sessionToken === undefined ? {} : { sessionToken: principal.sessionToken }),
    },
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: queryOf(url),
      headers,
      body: request.body,
    },
    { signingDate: scope.signedAt, signableHeaders: new Set(scope.names) },
  );
  return /Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

function queryOf(url: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]),
  );
}
