import { DescribeVpcsCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { send, signRaw, type RawRequest } from './support/raw-request';
import { IMAGE, REGION, TestCloud, launchInput } from './support/test-cloud';

const BODY = 'Action=DescribeVpcs&Version=2016-11-15';
const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };

describe('who may call', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await TestCloud.start();
  });
  afterEach(() => cloud.stop());

  test('a request that is signed right', async () => {
    const { status, text } = await send(signRaw(cloud.endpoint, BODY));
    expect(text).toContain(
      '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>',
    );
    expect(status).toBe(200);
  });

  test.each<[string, number, (endpoint: string) => RawRequest]>([
    ['AuthFailure', 401, (endpoint) => signRaw(endpoint, BODY, { secret: 'wrong' })],
    ['AuthFailure', 401, (endpoint) => signRaw(endpoint, BODY, { key: 'nobody' })],
    ['AuthFailure', 401, (endpoint) => ({ ...signRaw(endpoint, BODY), body: `${BODY}&DryRun=true` })],
    [
      'AuthFailure',
      401,
      (endpoint) => {
        const signed = signRaw(endpoint, BODY);
        return { ...signed, headers: { ...signed.headers, 'content-type': 'text/plain' } };
      },
    ],
    [
      'MissingAuthenticationToken',
      403,
      (endpoint) => ({ ...signRaw(endpoint, BODY), headers: { 'content-type': 'text/plain' } }),
    ],
    ['RequestExpired', 400, (endpoint) => signRaw(endpoint, BODY, { at: new Date(Date.now() - 6 * 60_000) })],
    ['RequestExpired', 400, (endpoint) => signRaw(endpoint, BODY, { at: new Date(Date.now() + 6 * 60_000) })],
    ['AuthFailure', 401, (endpoint) => signRaw(endpoint, BODY, { region: 'moon-1' })],
    ['InvalidAction', 400, (endpoint) => signRaw(endpoint, BODY, { service: 's3' })],
    ['InvalidAction', 400, (endpoint) => signRaw(endpoint, 'Action=CreateVpc&Version=2016-11-15')],
    ['UnknownParameter', 400, (endpoint) => signRaw(endpoint, `${BODY}&Colour=red`)],
    ['InvalidParameterValue', 400, (endpoint) => signRaw(endpoint, `${BODY}&DryRun=perhaps`)],
    ['DryRunOperation', 412, (endpoint) => signRaw(endpoint, `${BODY}&DryRun=true`)],
  ])('%s, status %i, case %#', async (code, status, make) => {
    const answer = await send(make(cloud.endpoint));
    expect(answer.text).toContain(`<Errors><Error><Code>${code}</Code><Message>`);
    expect(answer.status).toBe(status);
  });

  test('a stated hash of another body does not help', async () => {
    const signed = signRaw(cloud.endpoint, BODY);
    const headers = { ...signed.headers, 'x-amz-content-sha256': '0'.repeat(64) };
    expect((await send({ ...signed, headers })).status).toBe(401);
  });

  test('whoever assumes a role acts in the role’s account, and only with the token', async () => {
    const assumed = fromTemporaryCredentials({
      masterCredentials: credentials,
      params: { RoleArn: 'arn:aws:iam::444455556666:role/deploy', RoleSessionName: 'test' },
      clientConfig: { region: REGION, endpoint: cloud.endpoint },
    });
    const client = cloud.connect({ credentials: assumed });
    const { Vpcs } = await client.send(new DescribeVpcsCommand({}));
    expect(Vpcs?.[0]?.OwnerId).toBe('444455556666');
    await client.send(new RunInstancesCommand(launchInput()));
    expect(cloud.service.describe().instances.map(({ accountId }) => accountId)).toEqual(['444455556666']);
    const { accessKeyId, secretAccessKey } = await assumed();
    const without = cloud.connect({ credentials: { accessKeyId, secretAccessKey } });
    await expect(without.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  describe('SSM', () => {
    const name = '/aws/service/debian/release/12/latest/amd64';
    let ssm: SSMClient;
    beforeEach(() => {
      ssm = new SSMClient({ region: REGION, endpoint: cloud.endpoint, credentials, maxAttempts: 1 });
    });
    afterEach(() => ssm.destroy());

    test('knows the newest images', async () => {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
      expect(Parameter).toMatchObject({ Name: name, Type: 'String', Value: IMAGE, Version: 1 });
      const several = await ssm.send(new GetParametersCommand({ Names: [name, '/nothing'] }));
      expect(several.Parameters).toHaveLength(1);
      expect(several.InvalidParameters).toEqual(['/nothing']);
    });

    test('says what it does not have, and what it does not cover', async () => {
      await expect(ssm.send(new GetParameterCommand({ Name: '/nothing' }))).rejects.toMatchObject({
        name: 'ParameterNotFound',
      });
      await expect(ssm.send(new PutParameterCommand({ Name: 'x', Value: 'y' }))).rejects.toMatchObject({
        name: 'UnknownOperationException',
      });
    });

    test('is throttled as SSM is', async () => {
      cloud.world.faults.add({ kind: 'throttle', service: 'ssm', times: 1 });
      await expect(ssm.send(new GetParameterCommand({ Name: name }))).rejects.toMatchObject({
        name: 'ThrottlingException',
      });
      await ssm.send(new GetParameterCommand({ Name: name }));
    });
  });
});
