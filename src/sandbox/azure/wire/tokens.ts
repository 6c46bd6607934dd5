import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ArmError } from '../errors';
import type { Answer } from './answer';
import type { ArmRequest } from './read-request';

/** Where App Service has its endpoint for tokens, below the address of the sandbox. */
export const TOKEN_PATH = 'msi/token';
const API_VERSION = '2019-08-01';

/** What ARM is called in its clouds: as clients ask for it, with and without the last slash. */
const ARM_AUDIENCES = [
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://management.usgovcloudapi.net',
  'https://management.core.usgovcloudapi.net',
  'https://management.chinacloudapi.cn',
  'https://management.core.chinacloudapi.cn',
];

interface Claims {
  readonly aud: string;
  readonly exp: number;
}

/**
 * Gives out and checks bearer tokens. They are given out as App Service gives them to what runs on it, because that
 * protocol is the one that Azure's SDKs speak over plain HTTP.
 */
export class Tokens {
  /**
   * The same for all sandboxes that have the same secret: clients keep tokens for as long as their process lives, and
   * may have got theirs from the sandbox before this one.
   */
  readonly #key: Buffer;

  constructor(
    private readonly identity: {
      readonly tenantId: string;
      readonly objectId: string;
      /** What the caller must send as X-IDENTITY-HEADER. */
      readonly secret: string;
      /** Real seconds that a token is valid for. */
      readonly lifetime: number;
    },
  ) {
    this.#key = createHash('sha256').update(`${identity.tenantId} ${identity.secret}`).digest();
  }

  /** A call of the token endpoint. It has errors of its own form. */
  issue({ query, headers, origin }: ArmRequest): Answer {
    if (headers['x-identity-header'] !== this.identity.secret) {
      return refusal(
        401,
        'The header X-IDENTITY-HEADER is missing or wrong: it must have the value of IDENTITY_HEADER.',
      );
    }
    if (query.get('api-version') !== API_VERSION) {
      return refusal(400, `The api-version must be ${API_VERSION}.`);
    }
    const resource = query.get('resource') ?? '';
    if (!isArm(resource, origin)) {
      return refusal(400, `There is no resource '${resource}': the sandbox has Azure Resource Manager only.`);
    }
    const now = Math.floor(Date.now() / 1000);
    const exp = now + this.identity.lifetime;
    const { tenantId: tid, objectId: oid } = this.identity;
    const claims = {
      aud: resource,
      iss: `https://sts.windows.net/${tid}/`,
      iat: now,
      nbf: now,
      exp,
      oid,
      sub: oid,
      tid,
    };
    return {
      status: 200,
      body: {
        access_token: this.#sign(claims),
        expires_on: String(exp),
        resource,
        token_type: 'Bearer',
        client_id: oid,
      },
    };
  }

  /** @throws ArmError with the challenge, when the request may not be answered */
  check({ headers, origin }: ArmRequest): void {
    const authorization = headers.authorization;
    if (authorization === undefined) {
      throw this.#challenge(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
      );
    }
    const [scheme = '', token = ''] = authorization.split(' ');
    if (scheme.toLowerCase() !== 'bearer') {
      throw this.#challenge(
        'AuthenticationFailedInvalidHeader',
        `Authentication failed. The 'Authorization' header is provided in an invalid format.`,
      );
    }
    const claims = this.#read(token);
    if (claims === undefined) {
      throw this.#challenge('InvalidAuthenticationToken', 'The access token is invalid.');
    }
    if (claims.exp <= Date.now() / 1000) {
      throw this.#challenge(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${new Date(claims.exp * 1000).toISOString()}' is earlier than current UTC time '${new Date().toISOString()}'.`,
      );
    }
    if (!isArm(claims.aud, origin)) {
      throw this.#challenge(
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource '${claims.aud}'.`,
      );
    }
  }

  #sign(claims: object): string {
    const parts = [{ typ: 'JWT', alg: 'HS256' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return [...parts, this.#signature(parts.join('.')).toString('base64url')].join('.');
  }

  #read(token: string): Claims | undefined {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const wanted = this.#signature(`${header}.${payload}`);
    const got = Buffer.from(signature, 'base64url');
    if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }

  #challenge(code: string, message: string): ArmError {
    const authority = `https://login.windows.net/${this.identity.tenantId}`;
    const challenge = `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`;
    return new ArmError(401, code, message, { headers: { 'www-authenticate': challenge } });
  }
}

function isArm(resource: string, origin: string): boolean {
  return [...ARM_AUDIENCES, origin].includes(resource.replace(/\/$/, ''));
}

function refusal(status: number, message: string): Answer {
  return { status, body: { statusCode: status, message } };
}
