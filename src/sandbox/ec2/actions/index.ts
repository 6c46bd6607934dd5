import type { Action } from './action';
import { getConsoleOutput } from './console-output';
import { describeInstancesActions } from './describe-instances';
import { describeImages } from './images';
import { instanceAttributeActions } from './instance-attributes';
import { instancePowerActions } from './instance-power';
import { instanceTypeActions } from './instance-types';
import { keyPairActions } from './key-pairs';
import { networkActions } from './network';
import { runInstances } from './run-instances';
import { securityGroupRuleActions } from './security-group-rules';
import { securityGroupActions } from './security-groups';
import { spotRequestActions } from './spot-requests';
import { tagActions } from './tags';
import { volumeActions } from './volumes';

/** Every action of EC2 that the sandbox covers, by name. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
  [
    runInstances,
    getConsoleOutput,
    describeImages,
    ...describeInstancesActions,
    ...instancePowerActions,
    ...instanceAttributeActions,
    ...instanceTypeActions,
    ...keyPairActions,
    ...networkActions,
    ...securityGroupActions,
    ...securityGroupRuleActions,
    ...spotRequestActions,
    ...tagActions,
    ...volumeActions,
  ].map((action) => [action.name, action]),
);
