import { ApiError } from '../errors';
import { boolean, struct, text, time } from '../wire/shape';
import { action, request } from './action';
import { findInstance } from './instance-ids';

/** What EC2 keeps of a console. */
const MOST_BYTES = 65_536;

/** Without `Latest` it is what the console had shown a while after the last boot; before that, nothing. */
export const getConsoleOutput = action({
  name: 'GetConsoleOutput',
  input: request({ InstanceId: text, Latest: boolean }, ['InstanceId']),
  output: struct({ instanceId: text, timestamp: time, output: text }),
  run: ({ region }, { InstanceId: id, Latest: latest }) => {
    const instance = findInstance(region, id);
    if (latest === true && instance.type.hypervisor !== 'nitro') {
      throw new ApiError(
        'UnsupportedOperation',
        `The instance type ${instance.type.name} does not support the retrieval of the latest console output`,
      );
    }
    const now = latest === true ? instance.machine?.consoleOutput() : undefined;
    const shown = now === undefined || now === '' ? instance.console : { at: new Date(), text: now };
    return {
      instanceId: id,
      timestamp: shown?.at ?? new Date(),
      output:
        shown === undefined ? undefined : Buffer.from(shown.text).subarray(-MOST_BYTES).toString('base64'),
    };
  },
});
