import { StatusError } from '../api/status-error';
import type { KubectlResult } from '../cluster-backend';
import { Arguments, KubectlError } from './arguments';
import { cordon, patch, rollout, scale, setImage, setTexts, taint } from './change';
import { Client } from './client';
import type { ClientParts } from './client';
import { remove } from './delete';
import { describe } from './describe';
import { drain } from './drain';
import { describeStatus, get } from './get';
import type { Output } from './get';
import { apply, create } from './manifests';
import { wait } from './wait';

type Command = (args: Arguments, client: Client, stdin: string, output: Output) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  get: (args, client, _stdin, output) => get(args, client, output),
  apply,
  create,
  delete: remove,
  describe: (args, client, _stdin, output) => describe(args, client, output),
  label: (args, client, _stdin, output) => setTexts('labels', args, client, output),
  annotate: (args, client, _stdin, output) => setTexts('annotations', args, client, output),
  taint: (args, client, _stdin, output) => taint(args, client, output),
  scale: (args, client, _stdin, output) => scale(args, client, output),
  patch: (args, client, _stdin, output) => patch(args, client, output),
  set: (args, client, _stdin, output) => {
    if (args.words[1] !== 'image')
      throw new KubectlError("error: the sandbox's kubectl knows set image only");
    return setImage(args, client, output);
  },
  rollout: (args, client, _stdin, output) => rollout(args, client, output),
  cordon: (args, client, _stdin, output) => cordon(args, client, output, true),
  uncordon: (args, client, _stdin, output) => cordon(args, client, output, false),
  drain: (args, client, _stdin, output) => drain(args, client, output),
  wait: (args, client, _stdin, output) => wait(args, client, output),
  version: async (_args, client, _stdin, output) => {
    await client.check('GET', 'api');
    output.out += `Client Version: ${client.version} (sandbox)\nServer Version: ${client.version}\n`;
  },
};

/** What the stand-in for `kubectl` on a machine does: the part of it that scripts and newcomers use. */
export async function runKubectl(
  parts: ClientParts,
  words: readonly string[],
  stdin: string,
): Promise<KubectlResult> {
  const output: Output = { out: '', err: '', exitCode: 0 };
  try {
    const args = Arguments.parse(words);
    const [name = ''] = args.words;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      throw new KubectlError(
        `error: the sandbox's kubectl does not cover ${name === '' ? 'a call without a command' : JSON.stringify(name)}; it knows ${Object.keys(commands).join(', ')}`,
      );
    }
    const serverSide = args.has('server-side') ? 'kubectl' : 'kubectl-client-side-apply';
    const preset = name === 'apply' ? serverSide : `kubectl-${name}`;
    await command(args, new Client(parts, args.value('field-manager') ?? preset), stdin, output);
  } catch (error) {
    if (error instanceof StatusError) output.err += `${describeStatus(error)}\n`;
    else if (error instanceof KubectlError) output.err += `${error.message}\n`;
    else output.err += `error: ${error instanceof Error ? error.message : String(error)}\n`;
    output.exitCode = 1;
  }
  return { exitCode: output.exitCode, stdout: output.out, stderr: output.err };
}
