import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import { DescribeVpcsCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { createHash, createHmac } from 'node:crypto';
import { IMAGE, REGION, TestCloud, launchInput } from './support/test-cloud';
