import fc from 'fast-check';
import { Reference } from '../engine/declaration';
import { azureNetwork } from './azure-network';
import { azureVirtualMachine } from './azure-virtual-machine';
import { ec2Instance } from './ec2-instance';
import { ec2KeyPair } from './ec2-key-pair';
import { ec2SecurityGroup } from './ec2-security-group';
import { ownerOf, type Kind } from './kind';
import { cloudNode } from './kubernetes-node';
import { tags } from './tags';

/** The only one of its name, made when a node needs it. */
const slots = ['host'];
const onEc2 = { groups: ['ec2', 'kubernetes'], slots } as const;
const onAzure = { groups: ['azure', 'kubernetes'], slots } as const;

const keyPair: Kind = {
  ...ec2KeyPair,
  ...onEc2,
  weight: 0,
  fields: { tags },
  replacing: [],
  plain: { tags: null },
  declare: (slot, shape, { sandbox }) => ({
    owner: ownerOf(`${ec2KeyPair.type}.${slot}`),
    name: slot,
    public_key: sandbox.sshPublicKey,
    tags: shape.tags as Record<string, string> | null,
  }),
};

const securityGroup: Kind = {
  ...ec2SecurityGroup,
  ...onEc2,
  weight: 0,
  fields: { tags },
  replacing: [],
  plain: {
    ...{ name: 'host', description: null, egress: null, tags: null },
    ingress: [{ protocol: 'all', cidr: '0.0.0.0/0' }],
  },
};

const instance: Kind = {
  ...ec2Instance,
  ...onEc2,
  weight: 1,
  fields: {
    instanceType: fc.constantFrom('t3.medium', 't3.large'),
    spot: fc.constantFrom(null, 'stop'),
    tags,
  },
  replacing: ['spot'],
  plain: { instanceType: 't3.medium', spot: null, tags: null },
  needs: () => [`${keyPair.type}.host`, `${securityGroup.type}.host`],
  declare: (slot, shape) => ({
    owner: ownerOf(`${ec2Instance.type}.${slot}`),
    image_ssm_parameter: '/aws/service/debian/release/12/latest/amd64',
    instance_type: shape.instanceType as string,
    key_name: new Reference(`${keyPair.type}.host`, 'name'),
    security_group_ids: [new Reference(`${securityGroup.type}.host`, 'id')],
    associate_public_ip_address: true,
    spot: shape.spot === null ? null : { interruption: shape.spot as string },
    tags: shape.tags as Record<string, string> | null,
    timeout: '15s',
  }),
};

const network: Kind = {
  ...azureNetwork,
  ...onAzure,
  weight: 0,
  replacing: [],
  fields: { tags: azureNetwork.fields.tags ?? tags },
  plain: { ...azureNetwork.plain, rules: ['everybody'] },
};

const virtualMachine: Kind = {
  ...azureVirtualMachine,
  ...onAzure,
  weight: 1,
  fields: {
    size: fc.constantFrom('Standard_D2s_v5', 'Standard_D4s_v5'),
    tags: azureVirtualMachine.fields.tags ?? tags,
  },
  replacing: [],
  plain: {
    ...{ name: 'box', image: 0, size: 'Standard_D2s_v5', zone: null, groups: [], osGib: null, disks: null },
    ...{ publicAddress: true, forwarding: true, customData: null, identity: false, spot: null, tags: null },
  },
  needs: () => [`${network.type}.host`],
  declare: (slot, shape, scene) => ({
    ...azureVirtualMachine.declare(slot, { ...virtualMachine.plain, ...shape }, scene),
    admin_ssh_keys: [scene.sandbox.sshPublicKey],
  }),
};

/** Machines of clouds, and nodes of clusters on them. */
export const cloudHosts: readonly Kind[] = [
  keyPair,
  securityGroup,
  instance,
  network,
  virtualMachine,
  cloudNode('ec2', `${instance.type}.host`, 'admin', ['ec2']),
  cloudNode('azure', `${virtualMachine.type}.host`, 'ops', ['azure']),
];
