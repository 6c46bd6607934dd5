import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findMoto, moto } from '../../../support/moto';
import { describeWith } from '../../../support/require-component';
import { TestCloud } from '../support/test-cloud';
import { environmentOf, runProgram } from './run-program';

const python = join(dirname(findMoto() ?? ''), 'python3');

/** The life of an instance and what belongs to it, by boto3's own waiters and paginators. */
const SCRIPT = `
import boto3, json, time
from botocore.exceptions import ClientError
ec2 = boto3.client('ec2')
fast = {'Delay': 1, 'MaxAttempts': 60}
def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response['Error']['Code'], error.response['ResponseMetadata']['HTTPStatusCode']

image = boto3.client('ssm').get_parameter(Name='/aws/service/debian/release/12/latest/amd64')['Parameter']['Value']
account = boto3.client('sts').get_caller_identity()['Account']
key = ec2.create_key_pair(KeyName='k', KeyType='ed25519')
group = ec2.create_security_group(GroupName='g', Description='d')['GroupId']
ec2.get_waiter('security_group_exists').wait(GroupIds=[group], WaiterConfig=fast)
ec2.authorize_security_group_ingress(GroupId=group, IpProtocol='tcp', FromPort=22, ToPort=22, CidrIp='0.0.0.0/0')
run = dict(ImageId=image, InstanceType='t3.small', MinCount=1, MaxCount=2, KeyName='k', SecurityGroupIds=[group],
    UserData='#!/bin/sh\\necho hello\\n', ClientToken='t',
    TagSpecifications=[{'ResourceType': 'instance', 'Tags': [{'Key': 'Name', 'Value': 'x'}]}])
first, again = ec2.run_instances(**run), ec2.run_instances(**run)
ids = [one['InstanceId'] for one in first['Instances']]
ec2.get_waiter('instance_running').wait(InstanceIds=ids, WaiterConfig=fast)
ec2.get_waiter('instance_status_ok').wait(InstanceIds=ids, WaiterConfig=fast)
output = ''
while 'boot' not in output:
    output = ec2.get_console_output(InstanceId=ids[0]).get('Output', '')
resource = boto3.resource('ec2').Instance(ids[0])
resource.stop(); resource.wait_until_stopped(WaiterConfig=fast)
resource.modify_attribute(InstanceType={'Value': 't3.large'})
resource.start(); resource.wait_until_running(WaiterConfig=fast)
resource.reload()
pages = list(ec2.get_paginator('describe_instance_types').paginate(PaginationConfig={'PageSize': 20}))
userdata = resource.describe_attribute(Attribute='userData')['UserData']['Value']
ec2.terminate_instances(InstanceIds=ids)
ec2.get_waiter('instance_terminated').wait(InstanceIds=ids, WaiterConfig=fast)
ec2.delete_security_group(GroupId=group)
print(json.dumps({
    'account': account, 'same': first['ReservationId'] == again['ReservationId'], 'count': len(ids),
    'key': key['KeyMaterial'].splitlines()[0], 'type': resource.instance_type, 'tags': resource.tags,
    'launched': resource.launch_time.tzname(), 'pages': len(pages) > 1, 'userdata': userdata,
    'errors': [
        code_of(ec2.describe_instances, InstanceIds=['i-0aaaaaaaaaaaaaaaa']),
        code_of(ec2.describe_key_pairs, KeyNames=['nobody']),
        code_of(ec2.describe_vpcs, DryRun=True),
        code_of(ec2.create_vpc, CidrBlock='10.0.0.0/16'),
        code_of(boto3.client('ec2', aws_secret_access_key='x', aws_access_key_id='sandbox').describe_vpcs),
    ],
}))
`;

describeWith(
  { ...moto, name: 'boto3, which comes with moto', available: existsSync(python) },
  'boto3',
  () => {
    let cloud: TestCloud;
    beforeAll(async () => {
      // With eventual consistency: its waiters are made for that.
      cloud = await TestCloud.start({ eventualConsistency: {} }, 100);
    });
    afterAll(() => cloud.stop());

    test('works as on EC2', async () => {
      const said = await runProgram(python, ['-'], environmentOf(cloud), SCRIPT);
      expect(JSON.parse(said)).toEqual({
        account: '111122223333',
        same: true,
        count: 2,
        key: '-----BEGIN OPENSSH PRIVATE KEY-----',
        type: 't3.large',
        tags: [{ Key: 'Name', Value: 'x' }],
        launched: 'UTC',
        pages: true,
        userdata: Buffer.from('#!/bin/sh\necho hello\n').toString('base64'),
        errors: [
          ['InvalidInstanceID.NotFound', 400],
          ['InvalidKeyPair.NotFound', 400],
          ['DryRunOperation', 412],
          ['InvalidAction', 400],
          ['AuthFailure', 401],
        ],
      });
    });
  },
);
