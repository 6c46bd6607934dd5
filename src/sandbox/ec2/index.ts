export { Ec2Service } from './ec2-service';
export type { MachinePark, ParkedMachine, ParkedMachineSpec } from '../world/machine-park';
export {
  DEFAULT_ACCESS_KEYS,
  DEFAULT_ACCOUNT,
  DEFAULT_REGIONS,
  type Consistency,
  type Delays,
  type Ec2Options,
  type Limits,
} from './options';
export type { Ec2Snapshot, InstanceSnapshot, NamedSnapshot, VolumeSnapshot } from './snapshot';
