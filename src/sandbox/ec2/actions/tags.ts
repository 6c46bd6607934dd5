import { ApiError, missing } from '../errors';
import type { RegionState } from '../state/region';
import { readTags, resourceTypeOf, type TagInput } from '../state/tags';
import { integer, list, struct, text } from '../wire/shape';
import { action, done, filterInput, request, tagInput } from './action';
import { filterBy, paginate } from './filters';

const MOST_RESOURCES = 1000;

/** EC2 says InvalidID for what it cannot take for any resource, and the kind's own code for the rest. */
const NOT_FOUND: Readonly<Record<string, string>> = {
  instance: 'InvalidInstanceID.NotFound',
  volume: 'InvalidVolume.NotFound',
  'security-group': 'InvalidGroup.NotFound',
};

function checkResources(region: RegionState, ids: readonly string[]): void {
  if (ids.length === 0) throw missing('ResourceId');
  if (ids.length > MOST_RESOURCES) {
    throw new ApiError(
      'InvalidParameterValue',
      `At most ${MOST_RESOURCES} resources can be tagged in one call.`,
    );
  }
  for (const id of ids) {
    if (exists(region, id)) continue;
    throw new ApiError(NOT_FOUND[resourceTypeOf(id) ?? ''] ?? 'InvalidID', `The ID '${id}' is not valid`);
  }
}

function exists(region: RegionState, id: string): boolean {
  switch (resourceTypeOf(id)) {
    case 'instance':
      return region.instances.has(id);
    case 'volume':
      return region.volumes.has(id);
    case 'security-group':
      return region.groups.has(id);
    case 'security-group-rule':
      return [...region.groups.values()].some(({ rules }) => rules.has(id));
    case 'key-pair':
      return region.keyPairById(id) !== undefined;
    case 'network-interface':
      return [...region.instances.values()].some(({ networkInterface }) => networkInterface.id === id);
    case 'spot-instances-request':
      return region.spotRequests.has(id);
    case 'vpc':
      return region.vpc.id === id;
    case 'subnet':
      return region.subnets.some((subnet) => subnet.id === id);
    case undefined:
    default:
      return false;
  }
}

const change = { ResourceId: list(text), Tag: list(tagInput) } as const;

export const createTags = action({
  name: 'CreateTags',
  input: request(change, ['ResourceId', 'Tag']),
  output: done,
  run: ({ region }, input) => {
    if (input.Tag.length === 0) throw missing('Tag');
    const tags = readTags(input.Tag);
    checkResources(region, input.ResourceId);
    region.tags.add(input.ResourceId, tags);
    return { return: true };
  },
});

export const deleteTags = action({
  name: 'DeleteTags',
  input: request(change, ['ResourceId']),
  output: done,
  run: ({ region }, input) => {
    checkResources(region, input.ResourceId);
    const tags: readonly TagInput[] = input.Tag ?? [];
    for (const id of input.ResourceId) region.tags.remove(id, tags);
    return { return: true };
  },
});

interface TagRow {
  readonly resourceId: string;
  readonly resourceType: string | undefined;
  readonly key: string;
  readonly value: string;
  readonly sequence: number;
}

export const describeTags = action({
  name: 'DescribeTags',
  input: request({ Filter: filterInput, MaxResults: integer, NextToken: text }),
  output: struct({
    tagSet: list(struct({ resourceId: text, resourceType: text, key: text, value: text })),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    const rows = region.tags.ids().flatMap((id) =>
      [...region.tags.seen(id)].map(([key, value]) => ({
        resourceId: id,
        resourceType: resourceTypeOf(id),
        key,
        value,
      })),
    );
    const passes = filterBy<TagRow>(
      input.Filter,
      {
        'resource-id': (row) => row.resourceId,
        'resource-type': (row) => row.resourceType,
        key: (row) => row.key,
        value: (row) => row.value,
      },
      (row) => new Map([[row.key, row.value]]),
    );
    const numbered = rows.map((row, index) => ({ ...row, sequence: index })).filter(passes);
    const { items, nextToken } = paginate(numbered, input, (row) => row.sequence);
    return { tagSet: items, nextToken };
  },
});

export const tagActions = [createTags, deleteTags, describeTags];
