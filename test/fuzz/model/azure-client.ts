import type { Sandbox } from '../../../src/sandbox';
import { DEFAULT_SECRET } from '../../../src/sandbox/azure';
import type { WorldObject } from './kind';

/** How often it is asked after an operation that somebody else has begun, and how long in between. */
const LOOKS = 400;
const LOOK_MS = 10;
const ATTEMPTS = 3;

const VERSIONS = [
  [/\/Microsoft\.Compute\//, '2024-03-01'],
  [/\/Microsoft\.Network\//, '2024-01-01'],
  [/./, '2024-03-01'],
] as const;

/** Somebody else asks the sandbox's Azure for something, and waits for its end. Faults hit it as well. */
export async function askAzure(sandbox: Sandbox, method: string, path: string, body?: object): Promise<void> {
  const version = VERSIONS.find(([type]) => type.test(path))?.[1] ?? '';
  const url = `${sandbox.azure.endpoint}${path}?api-version=${version}`;
  const authorization = `Bearer ${await token(sandbox)}`;
  const response = await insist(url, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const follow = response.headers.get('azure-asyncoperation') ?? response.headers.get('location');
  for (let look = 0; follow !== null && look < LOOKS; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const answer = await insist(follow, { headers: { authorization } });
    if (answer.status === 202) continue;
    const text = await answer.text();
    const { status } = (text === '' ? {} : JSON.parse(text)) as { readonly status?: string };
    if (status === undefined || /^(Succeeded|Failed|Canceled)$/.test(status)) return;
  }
}

/** @throws Error when it is refused as often as it is tried. */
async function insist(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, init);
      if (response.ok) return response;
      if (response.status < 429 || attempt === ATTEMPTS) {
        throw new Error(`${String(response.status)}: ${await response.text()}`);
      }
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function token({ azure }: Sandbox): Promise<string> {
  const resource = encodeURIComponent('https://management.azure.com');
  const url = `${azure.endpoint}/msi/token?api-version=2019-08-01&resource=${resource}`;
  const response = await insist(url, { headers: { 'x-identity-header': DEFAULT_SECRET } });
  return ((await response.json()) as { access_token: string }).access_token;
}

type Tags = Readonly<Record<string, string>>;

export function azureObject(id: string, tags: Tags): WorldObject {
  return { id, owner: tags['fleetwright:owner'], mayBeMissing: tags['fleetwright:creating'] !== undefined };
}
