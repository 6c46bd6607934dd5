import {
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeAvailabilityZonesCommand,
  DescribeImagesCommand,
  DescribeInstanceTypesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  RunInstancesCommand,
  paginateDescribeInstanceTypes,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { filterBy, paginate } from '../../../src/sandbox/ec2/actions/filters';
import { TestCloud, launchInput } from './support/test-cloud';

describe('filters', () => {
  const table = { name: (item: { name: string }) => item.name };
  const passes = (pattern: string, name: string) =>
    filterBy([{ Name: 'name', Value: [pattern] }], table)({ name });

  test('a value without wildcards matches itself alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, other) => {
        const escaped = value.replace(/[*?\\]/g, '\\$&');
        expect(passes(escaped, value)).toBe(true);
        expect(passes(escaped, other)).toBe(value === other);
      }),
    );
  });

  test('* is any text and ? one character', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (start, end) => {
        const plain = (text: string) => text.replace(/[*?\\]/g, '\\$&');
        expect(passes(`${plain(start)}*`, start + end)).toBe(true);
        expect(passes(`*${plain(end)}`, start + end)).toBe(true);
        expect(passes('?'.repeat(start.length), start)).toBe(true);
        expect(passes('?'.repeat(start.length + 1), start)).toBe(false);
      }),
    );
  });

  test('several values are alternatives, several filters are not', () => {
    const both = filterBy(
      [
        { Name: 'name', Value: ['a*', 'b*'] },
        { Name: 'tag:x', Value: ['1'] },
      ],
      table,
      ({ name }) => new Map([['x', name.slice(-1)]]),
    );
    expect(['a1', 'b1', 'c1', 'a2'].filter((name) => both({ name }))).toEqual(['a1', 'b1']);
  });
});

describe('pages', () => {
  test('together are everything, once and in order, whatever else comes and goes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200), { maxLength: 60 }),
        fc.integer({ min: 5, max: 20 }),
        fc.uniqueArray(fc.nat(200), { maxLength: 10 }),
        (numbers, size, goes) => {
          let items = [...numbers].sort((one, other) => one - other);
          const stays = items.filter((item) => !goes.includes(item));
          const seen: number[] = [];
          let token: string | undefined;
          do {
            const page = paginate(items, { MaxResults: size, NextToken: token }, (item) => item);
            expect(page.items.length).toBeLessThanOrEqual(size);
            seen.push(...page.items);
            token = page.nextToken;
            items = stays;
          } while (token !== undefined);
          expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other));
          expect(stays.every((item) => seen.includes(item))).toBe(true);
        },
      ),
    );
  });
});

describe('describes', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await TestCloud.start({ limits: { tagsPerResource: 3 } });
  });
  afterAll(() => cloud.stop());

  test('instances by id, tag and state, page by page', async () => {
    const first = await cloud.client.send(
      new RunInstancesCommand(
        launchInput({
          InstanceType: 't3.nano',
          MaxCount: 12,
          TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'role', Value: 'web' }] }],
        }),
      ),
    );
    await cloud.client.send(new RunInstancesCommand(launchInput({ InstanceType: 't3.nano' })));
    const ids = (first.Instances ?? []).map(({ InstanceId }) => InstanceId ?? '');
    const filtered = { Filters: [{ Name: 'tag:role', Values: ['w?b'] }] };
    const found: string[] = [];
    let pages = 0;
    for await (const page of paginateDescribeInstances({ client: cloud.client, pageSize: 5 }, filtered)) {
      pages += 1;
      for (const { Instances } of page.Reservations ?? []) {
        found.push(...(Instances ?? []).map(({ InstanceId }) => InstanceId ?? ''));
      }
    }
    expect(pages).toBe(3);
    expect(found).toEqual(ids);
    const none = await cloud.client.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: ['i-0aaaaaaaaaaaaaaaa'] }] }),
    );
    expect(none.Reservations).toEqual([]);
  });

  test.each([
    ['InvalidInstanceID.NotFound', { InstanceIds: ['i-0aaaaaaaaaaaaaaaa'] }],
    ['InvalidInstanceID.Malformed', { InstanceIds: ['i-1'] }],
    ['InvalidParameterValue', { Filters: [{ Name: 'colour', Values: ['red'] }] }],
    ['InvalidParameterValue', { MaxResults: 4 }],
    ['InvalidNextToken', { NextToken: 'x' }],
    ['InvalidParameterCombination', { MaxResults: 5, InstanceIds: ['i-0aaaaaaaaaaaaaaaa'] }],
  ])('%s, case %#', async (name, input) => {
    await expect(cloud.client.send(new DescribeInstancesCommand(input))).rejects.toMatchObject({ name });
  });

  test('images by owner and name, the newest found by its date', async () => {
    const { Images } = await cloud.client.send(
      new DescribeImagesCommand({
        Owners: ['136693071363'],
        Filters: [
          { Name: 'name', Values: ['debian-12-amd64-*'] },
          { Name: 'architecture', Values: ['x86_64'] },
        ],
      }),
    );
    expect(Images?.length).toBeGreaterThan(1);
    expect(new Set(Images?.map(({ OwnerId }) => OwnerId))).toEqual(new Set(['136693071363']));
    const own = await cloud.client.send(new DescribeImagesCommand({ Owners: ['self'] }));
    expect(own.Images).toEqual([]);
    await expect(
      cloud.client.send(new DescribeImagesCommand({ ImageIds: ['ami-00000000000000000'] })),
    ).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('the default VPC with a subnet in each zone', async () => {
    const { Vpcs } = await cloud.client.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    );
    expect(Vpcs).toMatchObject([{ CidrBlock: '127.77.0.0/16', IsDefault: true, State: 'available' }]);
    const { Subnets } = await cloud.client.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [Vpcs?.[0]?.VpcId ?? ''] }] }),
    );
    const { AvailabilityZones } = await cloud.client.send(new DescribeAvailabilityZonesCommand({}));
    expect(Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(
      AvailabilityZones?.map(({ ZoneName }) => ZoneName),
    );
    expect(Subnets?.map(({ CidrBlock }) => CidrBlock)).toEqual([
      '127.77.16.0/20',
      '127.77.32.0/20',
      '127.77.48.0/20',
    ]);
    expect(AvailabilityZones?.map(({ ZoneId }) => ZoneId)).toEqual(['euc1-az1', 'euc1-az2', 'euc1-az3']);
    const { Regions } = await cloud.client.send(new DescribeRegionsCommand({}));
    expect(Regions?.map(({ RegionName }) => RegionName)).toContain('eu-central-1');
  });

  test('instance types with their sizes', async () => {
    const { InstanceTypes } = await cloud.client.send(
      new DescribeInstanceTypesCommand({ InstanceTypes: ['t3.medium'] }),
    );
    expect(InstanceTypes).toMatchObject([
      { VCpuInfo: { DefaultVCpus: 2 }, MemoryInfo: { SizeInMiB: 4096 }, BurstablePerformanceSupported: true },
    ]);
    const all: string[] = [];
    for await (const page of paginateDescribeInstanceTypes({ client: cloud.client, pageSize: 10 }, {})) {
      all.push(...(page.InstanceTypes ?? []).map(({ InstanceType }) => InstanceType ?? ''));
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('t4g.small');
  });

  test('tags: added, overwritten, removed by key or by key and value', async () => {
    const { GroupId = '' } = await cloud.client.send(
      new CreateSecurityGroupCommand({ GroupName: 'tagged', Description: 'd' }),
    );
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      cloud.client.send(new CreateTagsCommand({ Resources: [GroupId], Tags }));
    const untag = (...Tags: { Key: string; Value?: string }[]) =>
      cloud.client.send(new DeleteTagsCommand({ Resources: [GroupId], Tags }));
    const tags = async () => {
      const { Tags } = await cloud.client.send(
        new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [GroupId] }] }),
      );
      return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    };
    await tag({ Key: 'a', Value: '1' }, { Key: 'b', Value: '' });
    await tag({ Key: 'a', Value: '2' });
    expect(await tags()).toEqual({ a: '2', b: '' });
    await expect(tag({ Key: 'c', Value: '' }, { Key: 'd', Value: '' })).rejects.toMatchObject({
      name: 'TagLimitExceeded',
    });
    await expect(tag({ Key: 'aws:c', Value: '' })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(
      cloud.client.send(new CreateTagsCommand({ Resources: ['sg-00000000000000000'], Tags: [{ Key: 'a' }] })),
    ).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
    await expect(
      cloud.client.send(new CreateTagsCommand({ Resources: ['nonsense'], Tags: [{ Key: 'a' }] })),
    ).rejects.toMatchObject({ name: 'InvalidID' });
    await untag({ Key: 'a', Value: '1' });
    expect(await tags()).toEqual({ a: '2', b: '' });
    await untag({ Key: 'a' }, { Key: 'b', Value: '' }, { Key: 'nothing' });
    expect(await tags()).toEqual({});
    const { SecurityGroups } = await cloud.client.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'tag-key', Values: ['a'] }] }),
    );
    expect(SecurityGroups).toEqual([]);
  });
});
