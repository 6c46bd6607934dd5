import { createHash, createHmac } from 'node:crypto';

export interface RawRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signature Version 4 as AWS describes it, step by step: nobody's library. */
export function signRaw(
  endpoint: string,
  body: string,
  { at = new Date(), secret = 'sandbox', key = 'sandbox', region = 'eu-central-1', service = 'ec2' } = {},
): RawRequest {
  const { host } = new URL(endpoint);
  const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = stamp.slice(0, 8);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host,
    'x-amz-date': stamp,
  };
  const names = Object.keys(headers).sort();
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.sort().join(''), names.join(';'), sha256(body)].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const signingKey = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secretOrKey, part) => createHmac('sha256', secretOrKey).update(part).digest(),
    `AWS4${secret}`,
  );
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
  return {
    url: endpoint,
    body,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
  };
}

export async function send({ url, body, headers }: RawRequest): Promise<{ status: number; text: string }> {
  // fetch writes the host by itself, the same one.
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'));
  const response = await fetch(url, { method: 'POST', body, headers: own });
  return { status: response.status, text: await response.text() };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
