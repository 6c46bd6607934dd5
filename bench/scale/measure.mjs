// One size of fleet, from the first synth to the last destroyed host.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFloor, writeGraphFloor } from './floor.mjs';
import { run } from './run.mjs';
import { inMib, inSeconds } from './table.mjs';
import { startWorld, trafficBetween } from './world.mjs';

const SYNTHS = 3;
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** What a phase is to Terraform. With an exit code that is no failure where that says something. */
const PHASES = [
  { name: 'first plan', args: ['plan', '-out=plan.tfplan'] },
  { name: 'apply', args: ['apply', 'plan.tfplan'] },
  // 2 would say that it is not empty.
  { name: 'empty plan', args: ['plan', '-detailed-exitcode'] },
  { name: 'refresh', args: ['apply', '-refresh-only', '-auto-approve'] },
  { name: 'destroy', args: ['destroy', '-auto-approve'] },
];

export async function measure({ hosts, workloads, parallelism, only, floors, details }) {
  const scratch = mkdtempSync(join(tmpdir(), 'fleetwright-scale-'));
  say(`${hosts} hosts, ${workloads} workloads`);
  const world = await startWorld({
    folder: join(scratch, 'sandbox'),
    ec2Limits: { vcpus: 8 * hosts },
    azureQuotas: { cores: 8 * hosts, familyCores: 8 * hosts },
  });
  try {
    const order = join(scratch, 'order.json');
    writeFileSync(order, JSON.stringify({ hosts, workloads, sandbox: world.access }));
    const synth = await measureSynth(scratch, order);
    const folder = join(scratch, 'ours', 'stacks', 'scale');
    const configuration = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
    if (only === 'synth') return { hosts, workloads, parallelism, synth, phases: [] };

    const resources = writeFloor(join(scratch, 'floor'), configuration);
    writeGraphFloor(join(scratch, 'graph'), configuration);
    const subjects = { folder, floor: join(scratch, 'floor'), graph: join(scratch, 'graph') };
    const phases = await measurePhases(subjects, { world, parallelism, scratch, floors, details });
    const { machines, ec2, azure } = await world.inventory();
    const left = [
      ...machines,
      ...ec2.instances.filter(({ state }) => state !== 'terminated'),
      ...azure.virtualMachines,
    ];
    if (left.length > 0) throw new Error(`${left.length} machines are left after the destroy`);
    return { hosts, workloads, parallelism, resources, synth, phases };
  } finally {
    await world.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** In turn, so that a slow moment of the machine hits both alike; the median of each. */
async function measureSynth(scratch, order) {
  const times = { ours: [], raw: [] };
  for (let round = 0; round < SYNTHS; round += 1) {
    for (const [name, program] of [
      ['ours', 'fleet.mjs'],
      ['raw', 'raw-fleet.mjs'],
    ]) {
      const outdir = join(scratch, name);
      mkdirSync(outdir, { recursive: true });
      const file = new URL(program, import.meta.url).pathname;
      const env = { ...process.env, CDKTF_OUTDIR: outdir };
      times[name].push(
        succeeded(`synth of ${program}`, await run(process.execPath, [file, order], { env, cwd: scratch })),
      );
    }
  }
  const [ours, raw] = [median(times.ours), median(times.raw)];
  say(`  synth ${inSeconds(ours.wall)}, raw cdktf ${inSeconds(raw.wall)}`);
  return { ours, raw };
}

async function measurePhases({ folder, floor, graph }, { world, parallelism, scratch, floors, details }) {
  const home = join(scratch, 'home');
  mkdirSync(home);
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...(process.env.NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: process.env.NODE_OPTIONS }),
    ...world.access.environment,
  };
  const terraform = async (cwd, args) =>
    succeeded(`terraform ${args[0]}`, await run(TERRAFORM, [...args, '-no-color'], { cwd, env }));
  for (const one of floors ? [folder, floor, graph] : [folder])
    await terraform(one, ['init', '-input=false']);

  const phases = [];
  for (const { name, args } of PHASES) {
    const [command, ...rest] = args;
    const flags = [command, '-input=false', `-parallelism=${parallelism}`, ...rest];
    const before = { traffic: await world.traffic(), cpu: world.cpu() };
    const ours = await terraform(folder, flags);
    const sandboxCpu = world.cpu() - before.cpu;
    const { operations, calls, seconds } = trafficBetween(before.traffic, await world.traffic());
    const beside = floors
      ? { floor: await terraform(floor, flags), graph: await terraform(graph, flags) }
      : {};
    const stateBytes = sizeOf(join(scratch, 'terraform.scale.tfstate'));
    say(
      `  ${name} ${inSeconds(ours.wall)}, floor ${inSeconds(beside.floor?.wall)}, provider ${inMib(ours.providerBytes)}, state ${inMib(stateBytes)}`,
    );
    if (details) for (const one of operations) say(`    ${one.service} ${one.operation}: ${one.calls}`);
    const network = seconds / parallelism;
    phases.push({ name, ours, ...beside, calls, network, sandboxCpu, stateBytes });
  }
  return phases;
}

function succeeded(what, result) {
  if (result.status === 0) return result;
  throw new Error(`${what} ended with ${result.status}:\n${result.output.slice(-4000)}`);
}

function median(results) {
  return [...results].sort((one, other) => one.wall - other.wall)[Math.floor(results.length / 2)];
}

function sizeOf(file) {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
