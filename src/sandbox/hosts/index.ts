export { Machines } from './machines';
export { Machine, type StateListener } from './machine';
export type { MachineSpec, MachineState, MachineUser } from './machine-spec';
export type { Support } from './system/support';
