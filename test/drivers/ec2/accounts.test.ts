import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ec2Account, Ec2Accounts, type Ec2Configuration } from '../../../src/drivers/ec2';
import { describeEc2, type Ec2Backend } from './support/backends';
import { fast, useFixture } from './support/fixture';

const unknown = 'i-0123456789abcdef0';
const roleArn = 'arn:aws:iam::123456789012:role/deploy';

function writeProfile(folder: string, { credentials }: Ec2Backend): void {
  const lines = Object.entries(credentials).map(([name, value]) => `${name.toLowerCase()} = ${value}`);
  writeFileSync(join(folder, 'credentials'), ['[lab]', ...lines, ''].join('\n'));
  writeFileSync(join(folder, 'config'), '');
}

describeEc2('accounts', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleetwright-aws-'));
    writeProfile(folder, backend);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function look(changes: Partial<Ec2Configuration>): Promise<unknown> {
    const { server, proxy } = fixture;
    const base = { name: 'test', region: server.region, endpoint: proxy.endpoint };
    const account = new Ec2Account({ ...base, ...changes }, { ...fast, retryMs: 100 });
    try {
      return await account.instances.find(unknown, { signal });
    } finally {
      await account.close();
    }
  }

  test('a role is assumed with the name, the external id and the time that are given', async () => {
    const { proxy } = fixture;
    const assumeRole = { roleArn, sessionName: 'the-session', externalId: 'the-id', durationSeconds: 900 };
    expect(await look({ assumeRole })).toBeUndefined();
    const [parameters] = proxy.of('AssumeRole');
    expect(Object.fromEntries(parameters ?? [])).toMatchObject({
      RoleArn: roleArn,
      RoleSessionName: 'the-session',
      ExternalId: 'the-id',
      DurationSeconds: '900',
    });
    expect(proxy.actions()).toEqual(['AssumeRole', 'DescribeInstances']);
  });

  describe('without credentials in the environment', () => {
    const before = { ...process.env };
    beforeEach(() => {
      for (const name of Object.keys(backend.credentials)) Reflect.deleteProperty(process.env, name);
      process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
      process.env.AWS_CONFIG_FILE = join(folder, 'config');
    });
    afterEach(() => {
      process.env = { ...before, ...backend.credentials, AWS_EC2_METADATA_DISABLED: 'true' };
    });

    test('a profile has them', async () => {
      expect(await look({ profile: 'lab' })).toBeUndefined();
      expect(await look({ profile: 'lab', assumeRole: { roleArn } })).toBeUndefined();
    });

    test('or else the error says how to give some', async () => {
      const missing = look({});
      await expect(missing).rejects.toMatchObject({ kind: 'credentials' });
      await expect(missing).rejects.toThrow(
        /set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile/,
      );
      const wrong = look({ profile: 'no-such-profile' });
      await expect(wrong).rejects.toMatchObject({ kind: 'credentials' });
      await expect(wrong).rejects.toThrow(/ec2 "test" \(profile "no-such-profile"\) in /);
    });
  });
});

describe('the accounts of a run', () => {
  const lab = { name: 'lab', region: 'eu-central-1', profile: 'lab' };

  test('configurations of the same account and region share a limiter, others have their own', async () => {
    const accounts = new Ec2Accounts();
    const first = accounts.open(lab);
    expect(accounts.open({ ...lab, name: 'another name' })).toBe(first);
    expect(accounts.open({ ...lab, region: 'eu-west-1' })).not.toBe(first);
    expect(accounts.open({ ...lab, profile: 'other' })).not.toBe(first);
    expect(accounts.open({ ...lab, assumeRole: { roleArn } })).not.toBe(first);
    await accounts.closeAll();
  });
});
