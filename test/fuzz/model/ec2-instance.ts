import {
  CreateTagsCommand,
  ModifyInstanceAttributeCommand,
  RebootInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { Reference, type Arguments } from '../engine/declaration';
import { ec2Of, living, objectOf } from './ec2-client';
import { ownerOf, type Kind, type Meddling, type Recorded, type WorldObject } from './kind';
import { tags } from './tags';

const type = 'fleetwright_ec2_instance';

const images = [
  '/aws/service/debian/release/12/latest/amd64',
  '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
];

const volumes = fc.option(
  fc.dictionary(
    fc.constantFrom('/dev/sdf', '/dev/sdg'),
    fc.record({ size_gib: fc.constantFrom(2, 5), type: fc.constantFrom(null, 'gp3') }),
    { maxKeys: 2, noNullPrototype: true },
  ),
  { nil: null, freq: 2 },
);

export const ec2Instance: Kind = {
  type,
  groups: ['ec2'],
  weight: 6,
  slots: ['a', 'b', 'c'],
  fields: {
    image: fc.nat(1),
    instanceType: fc.constantFrom('t3.micro', 't3.small', 'm5.large'),
    fallbacks: fc.constantFrom<readonly string[] | null>(null, ['m5.large'], ['c5.large', 't3.micro']),
    groups: fc.subarray(['a', 'b']),
    key: fc.constantFrom(null, 'a', 'b'),
    rootGib: fc.constantFrom(null, 20, 30),
    volumes,
    checked: fc.boolean(),
    tokens: fc.constantFrom('required', 'optional'),
    userData: fc.constantFrom(null, '#cloud-config\nhostname: fuzz\n'),
    spot: fc.constantFrom(null, null, 'terminate', 'stop'),
    publicAddress: fc.constantFrom(null, true, false),
    tags,
  },
  replacing: ['image', 'key', 'volumes', 'userData', 'spot', 'publicAddress'],
  declare: (slot, shape, scene) => {
    const groups = (shape.groups as string[])
      .map((name) => `fleetwright_ec2_security_group.${name}`)
      .filter((address) => scene.isDeclared(address));
    const keyPair = `fleetwright_ec2_key_pair.${String(shape.key)}`;
    return {
      owner: ownerOf(`${type}.${slot}`),
      image_ssm_parameter: images[shape.image === 0 ? 0 : 1] ?? null,
      instance_type: shape.instanceType as string,
      fallback_instance_types: shape.fallbacks as string[] | null,
      security_group_ids: groups.length === 0 ? null : groups.map((address) => new Reference(address, 'id')),
      key_name: scene.isDeclared(keyPair) ? new Reference(keyPair, 'name') : null,
      root_volume: shape.rootGib === null ? null : { size_gib: shape.rootGib as number },
      volumes: shape.volumes as Record<string, Arguments> | null,
      source_dest_check: shape.checked as boolean,
      metadata: { http_tokens: shape.tokens as string },
      user_data: shape.userData as string | null,
      spot: shape.spot === null ? null : { interruption: shape.spot as string },
      associate_public_ip_address: shape.publicAddress as boolean | null,
      tags: shape.tags as Record<string, string> | null,
      timeout: '15s',
    };
  },
  importId: ({ id }) => String(id),
  objects: (inventory, recorded) =>
    living(inventory).map((one) => successorOf(one, recorded) ?? objectOf(one)),
  meddling: [
    meddling('terminate', (ec2, id) => ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }))),
    meddling('stop', (ec2, id) => ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))),
    meddling('reboot', (ec2, id) => ec2.send(new RebootInstancesCommand({ InstanceIds: [id] }))),
    meddling('tag', (ec2, id) =>
      ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'team', Value: 'somebody' }] })),
    ),
    meddling('forward packets', (ec2, id) => {
      const SourceDestCheck = { Value: false };
      return ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, SourceDestCheck }));
    }),
  ],
};

/** What a persistent spot request has launched after the end of its instance is known by the request. */
function successorOf(
  { id, spotRequestId }: { readonly id: string; readonly spotRequestId: string | undefined },
  recorded: Recorded,
): WorldObject | undefined {
  if (spotRequestId === undefined) return undefined;
  const known = [...recorded].find(([, value]) => value.spot_request_id === spotRequestId && value.id !== id);
  return known === undefined ? undefined : { id, owner: ownerOf(known[0]), mayBeMissing: true };
}

function meddling(what: string, work: (ec2: EC2Client, id: string) => Promise<unknown>): Meddling {
  return {
    what,
    async do({ sandbox }, { id }) {
      await work(ec2Of(sandbox), String(id));
    },
  };
}
