import { AGENT_FLAGS } from '../flags/agent-flags';
import { startAgent } from '../start';
import { runProgram } from './run-program';

void runProgram({ name: 'mesos-agent', flags: AGENT_FLAGS, start: startAgent });
