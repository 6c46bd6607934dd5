import { MASTER_FLAGS } from '../flags/master-flags';
import { startMaster } from '../start';
import { runProgram } from './run-program';

void runProgram({ name: 'mesos-master', flags: MASTER_FLAGS, start: startMaster });
