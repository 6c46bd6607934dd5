import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../../support/require-component';
import { Terraform, platformName } from '../../../support/terraform';
import { TestCloud } from '../support/test-cloud';
import { environmentOf, runProgram } from './run-program';

const SOURCE = 'registry.terraform.io/hashicorp/aws';
/** Where Terraform itself looks, and where machines without a network keep it. */
const MIRRORS = [
  '/opt/tf-plugins',
  join(homedir(), '.terraform.d', 'plugins'),
  '/usr/share/terraform/plugins',
];

function findProvider(): { readonly mirror: string; readonly version: string } | undefined {
  for (const mirror of MIRRORS) {
    const versions = existsSync(join(mirror, SOURCE)) ? readdirSync(join(mirror, SOURCE)) : [];
    const version = versions.find((one) => existsSync(join(mirror, SOURCE, one, platformName())));
    if (version !== undefined) return { mirror, version };
  }
  return undefined;
}

const provider = findProvider();
const terraform = Terraform.binary();
const component = {
  name: `${SOURCE} in a local mirror, with Terraform`,
  available: provider !== undefined && terraform !== undefined,
  howToEnable: `put it into one of ${MIRRORS.join(', ')}`,
};

/**
 * Only for who asks for it, in CI as well, where nothing counts as covered by it: it takes three minutes, because the
 * provider waits 10 seconds for everything it does to an instance, whatever the sandbox's clock says; and the provider
 * comes from a registry or from one of the largest builds that there are in Go.
 */
function describeWhenAsked(name: string, body: () => void): void {
  if (process.env.FLEETWRIGHT_SLOW_TESTS === 'true') {
    describeWith(component, name, body);
  } else {
    process.stderr.write(`skipped: ${name}: takes three minutes; set FLEETWRIGHT_SLOW_TESTS=true\n`);
    describe.skip(name, body);
  }
}

function configuration({ endpoint }: TestCloud, version: string, values: Record<string, string>): object {
  return {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version } } },
    provider: {
      aws: {
        region: 'eu-central-1',
        skip_metadata_api_check: true,
        default_tags: [{ tags: { Stack: 'test' } }],
        endpoints: [{ ec2: endpoint, sts: endpoint, ssm: endpoint }],
      },
    },
    data: {
      aws_vpc: { default: { default: true } },
      aws_ami: {
        debian: {
          most_recent: true,
          owners: ['136693071363'],
          filter: [{ name: 'name', values: ['debian-12-amd64-*'] }],
        },
      },
    },
    resource: {
      aws_key_pair: {
        k: {
          key_name: 'deployer',
          public_key:
            'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPXJ5vn7YOFcVY2GLu7PvKyhYi0rm5lwTGzPCCmGmYkR me@example',
        },
      },
      aws_security_group: { g: { name: 'web', vpc_id: '${data.aws_vpc.default.id}' } },
      aws_vpc_security_group_ingress_rule: {
        ssh: {
          security_group_id: '${aws_security_group.g.id}',
          cidr_ipv4: '0.0.0.0/0',
          ip_protocol: 'tcp',
          from_port: 22,
          to_port: 22,
          description: values.description,
        },
      },
      aws_instance: {
        i: {
          ami: '${data.aws_ami.debian.id}',
          instance_type: values.type,
          key_name: '${aws_key_pair.k.key_name}',
          vpc_security_group_ids: ['${aws_security_group.g.id}'],
          user_data: '#!/bin/sh\necho hello\n',
          iam_instance_profile: 'sandbox',
          metadata_options: [{ http_tokens: 'required' }],
          root_block_device: [{ volume_size: Number(values.size), volume_type: 'gp3' }],
          ebs_block_device: [{ device_name: '/dev/sdf', volume_size: 3, encrypted: true }],
          tags: { Name: values.name },
        },
      },
    },
  };
}

describeWhenAsked('the AWS provider of Terraform on the sandbox', () => {
  let cloud: TestCloud;
  let folder: string;
  beforeAll(async () => {
    cloud = await TestCloud.start({ eventualConsistency: {} }, 100);
    folder = mkdtempSync(join(tmpdir(), 'aws-provider-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cloud.stop();
  });

  test('makes, changes in place and removes what it makes on EC2, and plans nothing in between', async () => {
    const config = join(folder, 'terraformrc');
    writeFileSync(
      config,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(provider?.mirror)}\n  }\n}\n`,
    );
    const run = (...args: string[]) =>
      runProgram(terraform ?? '', [`-chdir=${folder}`, ...args, '-no-color'], {
        ...environmentOf(cloud),
        TF_CLI_CONFIG_FILE: config,
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1',
      });
    const write = (values: Record<string, string>) => {
      const content = configuration(cloud, provider?.version ?? '', values);
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(content));
    };

    write({ type: 't3.micro', size: '12', name: 'one', description: 'a' });
    await run('init');
    await run('apply', '-auto-approve');
    const before = cloud.service.describe();
    expect(before.instances).toMatchObject([
      { state: 'running', instanceType: 't3.micro', tags: { Name: 'one', Stack: 'test' } },
    ]);
    expect(before.volumes.map(({ size }) => size).sort()).toEqual([12, 3]);
    // Ends with 2, an error here, when there is anything to change.
    await run('plan', '-detailed-exitcode');

    write({ type: 't3.large', size: '16', name: 'two', description: 'b' });
    await run('apply', '-auto-approve');
    const after = cloud.service.describe();
    expect(after.instances).toMatchObject([
      { id: before.instances[0]?.id, state: 'running', instanceType: 't3.large', tags: { Name: 'two' } },
    ]);
    expect(after.volumes.map(({ size }) => size).sort()).toEqual([16, 3]);

    await run('destroy', '-auto-approve');
    const { instances, ...left } = cloud.service.describe();
    expect(instances.filter(({ state }) => state !== 'terminated')).toEqual([]);
    expect(left).toEqual({ volumes: [], securityGroups: [], keyPairs: [], spotRequests: [] });
  }, 400_000);
});
