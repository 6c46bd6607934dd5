import { DefaultAzureCredential } from '@azure/identity';
import { TestAzure } from './support/test-azure';

const GROUPS = 'resourceGroups';
/** What a program has in its environment that runs on the sandbox. */
const NAMES = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AZURE_TOKEN_CREDENTIALS', 'AZURE_CLIENT_ID'] as const;

describe('access', () => {
  let azure: TestAzure;
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  beforeAll(async () => {
    azure = await TestAzure.start();
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
  afterAll(() => azure.stop());
  const groups = (authorization: string, version = '2025-04-01') =>
    azure.send('GET', azure.id(GROUPS), { headers: { authorization }, version });

  test('DefaultAzureCredential gets tokens that are good', async () => {
    process.env.IDENTITY_ENDPOINT = `${azure.endpoint}/msi/token`;
    process.env.IDENTITY_HEADER = 'sandbox';
    process.env.AZURE_TOKEN_CREDENTIALS = 'ManagedIdentityCredential';
    Reflect.deleteProperty(process.env, 'AZURE_CLIENT_ID');
    const { token, expiresOnTimestamp } = await new DefaultAzureCredential().getToken(
      'https://management.azure.com/.default',
    );
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now());
    expect(await groups(`Bearer ${token}`)).toMatchObject({ status: 200, body: { value: [] } });
  });

  test.each([
    ['no token', '', 'AuthenticationFailedInvalidHeader'],
    ['a key', 'Basic abc', 'AuthenticationFailedInvalidHeader'],
    ['another token', 'Bearer a.b.c', 'InvalidAuthenticationToken'],
  ])('%s is refused with a challenge', async (_, authorization, code) => {
    const { status, headers, body } = await groups(authorization);
    expect({ status, body }).toMatchObject({ status: 401, body: { error: { code } } });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri="https:\/\//);
  });

  test('no header at all, a changed token and an expired one are refused', async () => {
    const bare = await fetch(`${azure.endpoint}${azure.id(GROUPS)}?api-version=2025-04-01`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { code: 'AuthenticationFailed' } });
    const [header, payload = '', signature] = azure.token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const later = Buffer.from(JSON.stringify({ ...claims, exp: 4e9 })).toString('base64url');
    expect(await groups(`Bearer ${header}.${later}.${signature}`)).toMatchObject({
      body: { error: { code: 'InvalidAuthenticationToken' } },
    });
    const brief = await TestAzure.start({ tokenLifetime: 0 });
    try {
      const { status, body } = await brief.send('GET', brief.id(GROUPS));
      expect({ status, body }).toMatchObject({
        status: 401,
        body: { error: { code: 'ExpiredAuthenticationToken' } },
      });
    } finally {
      await brief.stop();
    }
  });

  test('tokens outlive a sandbox, as clients keep them, and are no good where the secret is another', async () => {
    const [next, stranger] = await Promise.all([
      TestAzure.start(),
      TestAzure.start({ tenantId: '5a4db0c8-0000-4000-8000-0000000000ff' }),
    ]);
    try {
      const headers = { authorization: `Bearer ${azure.token}` };
      expect((await next.send('GET', next.id(GROUPS), { headers })).status).toBe(200);
      expect((await stranger.send('GET', stranger.id(GROUPS), { headers })).status).toBe(401);
    } finally {
      await Promise.all([next.stop(), stranger.stop()]);
    }
  });

  test('the token endpoint wants its header, and gives tokens for Azure Resource Manager only', async () => {
    const url = `${azure.endpoint}/msi/token?api-version=2019-08-01&resource=https://management.azure.com`;
    expect((await fetch(url)).status).toBe(401);
    await expect(azure.fetchToken('https://vault.azure.net')).rejects.toThrow('https://vault.azure.net');
  });
});

describe('requests that find nothing', () => {
  let azure: TestAzure;
  beforeAll(async () => {
    azure = await TestAzure.start();
    await azure.resources.resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
  });
  afterAll(() => azure.stop());
  const network = 'resourceGroups/rg/providers/Microsoft.Network';

  test.each([
    ['GET', 'resourceGroups/none', undefined, 404, 'ResourceGroupNotFound'],
    ['GET', `${network}/virtualNetworks/none`, undefined, 404, 'ResourceNotFound'],
    ['GET', `${network}/loadBalancers/lb`, undefined, 404, 'InvalidResourceType'],
    [
      'GET',
      'resourceGroups/rg/providers/Microsoft.Sql/servers/x',
      undefined,
      404,
      'InvalidResourceNamespace',
    ],
    ['GET', `${network}/virtualNetworks/none`, '2015-01-01', 400, 'NoRegisteredProviderFound'],
    ['GET', 'resourceGroups/rg', '2015-01-01', 400, 'InvalidApiVersionParameter'],
    ['POST', 'resourceGroups/rg', undefined, 405, 'MethodNotAllowed'],
  ])('%s %s (%s) is %i %s', async (method, path, version, status, code) => {
    const answer = await azure.send(method, azure.id(path), { ...(version !== undefined && { version }) });
    expect(answer).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String) as string } },
    });
  });

  test('another subscription, no version, and a body that is none', async () => {
    const other = await azure.send('GET', '/subscriptions/6f3c/resourceGroups');
    expect(other).toMatchObject({ status: 404, body: { error: { code: 'SubscriptionNotFound' } } });
    const headers = { authorization: `Bearer ${azure.token}` };
    const bare = await fetch(`${azure.endpoint}${azure.id('resourceGroups')}`, { headers });
    expect(await bare.json()).toMatchObject({ error: { code: 'MissingApiVersionParameter' } });
    const text = await fetch(`${azure.endpoint}${azure.id('resourceGroups/x')}?api-version=2025-04-01`, {
      method: 'PUT',
      headers,
      body: '{',
    });
    expect(await text.json()).toMatchObject({ error: { code: 'InvalidRequestContent' } });
  });

  test('paths are the same in any case, and every answer has its ids and counters', async () => {
    const { status, headers } = await azure.send('GET', azure.id('RESOURCEGROUPS/RG').toUpperCase(), {
      headers: { 'x-ms-client-request-id': 'mine', 'x-ms-return-client-request-id': 'true' },
    });
    expect(status).toBe(200);
    expect(headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-ms-correlation-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-ms-ratelimit-remaining-subscription-reads')).toMatch(/^\d+$/);
    expect(headers.get('x-ms-client-request-id')).toBe('mine');
  });

  test('what Azure does not know is refused, and so is what the sandbox leaves out', async () => {
    const put = (properties: object) =>
      azure.send('PUT', azure.id(`${network}/virtualNetworks/net`), {
        body: {
          location: 'westeurope',
          properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, ...properties },
        },
      });
    expect(await put({ subnetz: [] })).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidRequestContent' } },
    });
    expect(await put({ enableDdosProtection: true })).toMatchObject({
      status: 400,
      body: {
        error: { code: 'NotSupported', message: expect.stringContaining('enableDdosProtection') as string },
      },
    });
    expect((await put({ enableDdosProtection: false })).status).toBe(201);
  });
});
